package io.graphstead.cli.administration;

import io.graphstead.cli.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What an API client may do. */
final class Grants {
    @Option(
            names = "--grant",
            paramLabel = "PROJECT=ROLE",
            description = "A role on a project: reader, writer, operator or administrator; may be repeated.")
    private Map<String, String> onProjects = new LinkedHashMap<>();

    @Option(
            names = "--org-role",
            paramLabel = "ROLE",
            description = "A role on the organization itself, such as administrator.")
    private Optional<String> onOrganization = Optional.empty();

    boolean isGiven() {
        return !onProjects.isEmpty() || onOrganization.isPresent();
    }

    /** As the server takes them; empty when none was given. */
    Optional<List<Map<String, String>>> given(Session session, String organizationId) {
        if (!isGiven()) {
            return Optional.empty();
        }
        List<Map<String, String>> grants = new ArrayList<>();
        onProjects.forEach((project, role) -> grants.add(Map.of(
                "environmentId", session.names().project(project).path("id").asText(), "role", role)));
        onOrganization.ifPresent(role -> grants.add(Map.of("organizationId", organizationId, "role", role)));
        return Optional.of(grants);
    }
}
