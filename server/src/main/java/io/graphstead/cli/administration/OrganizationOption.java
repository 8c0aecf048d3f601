package io.graphstead.cli.administration;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.Session;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The organization that a command is about. */
final class OrganizationOption {
    @Option(
            names = "--org",
            paramLabel = "ORG",
            description = "The organization's slug, name or id; may be left out by those who see one only.")
    private Optional<String> name = Optional.empty();

    JsonNode find(Session session) {
        return session.names().organization(name);
    }

    /** A path below the organization's own. */
    String below(Session session, String rest) {
        return Paths.path("/organizations/{}", find(session).path("id").asText()) + rest;
    }
}
