package io.graphstead.cli.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Confirmation;
import io.graphstead.cli.terminal.Misused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graphstead org}: organizations and what happened in them. */
@Command(name = "org", description = "Organizations, their members and their audit log.", addMethodSubcommands = false)
public final class OrganizationCommand {
    private static final String NDJSON = "application/x-ndjson";

    private OrganizationCommand() {}

    @Command(name = "list", description = "Lists the organizations that you can see.")
    static int list(@Mixin ClientOptions client) {
        Session session = client.open();
        session.screen()
                .list(
                        session.api().get("/organizations"),
                        "organizations",
                        "id",
                        List.of(
                                Column.at("NAME", "/name"),
                                Column.at("SLUG", "/slug"),
                                Column.at("CREATED", "/createdAt"),
                                Column.at("ID", "/id")));
        return 0;
    }

    @Command(name = "create", description = "Makes an organization; for the installation's owner or its own token.")
    static int create(
            @Mixin ClientOptions client,
            @Mixin Quota quota,
            @Parameters(index = "0", paramLabel = "NAME", description = "Its name.") String name,
            @Option(
                            names = "--slug",
                            paramLabel = "SLUG",
                            description =
                                    "Its short name: lower-case letters, digits, '-'; made from the name when left out.")
                    Optional<String> slug) {
        Session session = client.open();
        JsonNode answer = session.api()
                .post("/organizations", body(Optional.of(name), slug, quota.over(MissingNode.getInstance())));
        session.screen()
                .done(
                        answer,
                        answer.path("id").asText(),
                        "organization " + name + " is made, with the slug "
                                + answer.path("slug").asText());
        return 0;
    }

    @Command(name = "show", description = "Shows an organization.")
    static int show(
            @Mixin ClientOptions client,
            @Parameters(
                            index = "0",
                            arity = "0..1",
                            paramLabel = "ORG",
                            description = "Its slug, name or id; may be left out by those who see one only.")
                    Optional<String> organization) {
        Session session = client.open();
        session.screen().details(session.api().get(path(session.names().organization(organization))), "id");
        return 0;
    }

    @Command(name = "update", description = "Changes an organization's name, slug or quota.")
    static int update(
            @Mixin ClientOptions client,
            @Mixin Quota quota,
            @Parameters(index = "0", paramLabel = "ORG", description = "Its slug, name or id.") String organization,
            @Option(names = "--name", paramLabel = "NAME", description = "Its new name.") Optional<String> name,
            @Option(names = "--slug", paramLabel = "SLUG", description = "Its new short name.") Optional<String> slug) {
        if (name.isEmpty() && slug.isEmpty() && !quota.isGiven()) {
            throw new Misused("change what? Give --name, --slug or a quota");
        }
        Session session = client.open();
        JsonNode found = session.names().organization(organization);
        JsonNode answer = session.api().put(path(found), body(name, slug, quota.over(found.path("quota"))));
        session.screen().done(answer, found.path("id").asText(), "organization " + organization + " is changed");
        return 0;
    }

    @Command(name = "delete", description = "Deletes an organization that has no projects.")
    static int delete(
            @Mixin ClientOptions client,
            @Mixin Confirmation confirmation,
            @Parameters(index = "0", paramLabel = "ORG", description = "Its slug, name or id.") String organization) {
        Session session = client.open();
        JsonNode found = session.names().organization(organization);
        String slug = found.path("slug").asText();
        confirmation.require(
                session.screen(), slug, "delete the organization " + slug + " with its members and API clients");
        session.screen()
                .done(
                        session.api().delete(path(found)),
                        found.path("id").asText(),
                        "organization " + slug + " is deleted");
        return 0;
    }

    @Command(name = "audit", description = "Shows who did what in an organization, and what was refused.")
    static int audit(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            description = "From this time on, such as 2026-11-22T08:00:00Z.")
                    Optional<String> since,
            @Option(names = "--until", paramLabel = "TIME", description = "Up to this time.") Optional<String> until,
            @Option(
                            names = "--actor",
                            paramLabel = "WHO",
                            description = "Only what this one did: installation, or the id of a"
                                    + " person or an API client.")
                    Optional<String> actor,
            @Option(names = "--resource", paramLabel = "WHAT", description = "Only what was done to this: its id.")
                    Optional<String> resource,
            @Option(names = "--limit", paramLabel = "N", description = "How many events at most.")
                    Optional<Integer> limit,
            @Option(names = "--ndjson", description = "One event a line as JSON, for export.") boolean ndjson) {
        Session session = client.open();
        Map<String, Optional<String>> query = new LinkedHashMap<>();
        query.put("since", since);
        query.put("until", until);
        query.put("actor", actor);
        query.put("resource", resource);
        query.put("limit", limit.map(String::valueOf));
        String path = Paths.query(organization.below(session, "/audit"), query);
        if (ndjson) {
            try (Stream<String> lines = session.api().lines(path, NDJSON)) {
                lines.forEach(session.screen()::line);
            }
            return 0;
        }
        JsonNode answer = session.api().get(path);
        session.screen()
                .list(
                        answer,
                        "events",
                        "id",
                        List.of(
                                Column.at("AT", "/at"),
                                Column.at("ACTOR", "/actor"),
                                Column.at("ACTION", "/action"),
                                Column.at("RESOURCE", "/resource"),
                                Column.at("OUTCOME", "/outcome")));
        if (!answer.path("nextPageToken").asText().isEmpty()) {
            session.screen().note("there are more: give --limit or --until, or --ndjson for all of them");
        }
        return 0;
    }

    private static Map<String, Object> body(
            Optional<String> name, Optional<String> slug, Optional<Map<String, Long>> quota) {
        Map<String, Object> body = new LinkedHashMap<>();
        name.ifPresent(text -> body.put("name", text));
        slug.ifPresent(text -> body.put("slug", text));
        quota.ifPresent(limits -> body.put("quota", limits));
        return body;
    }

    private static String path(JsonNode organization) {
        return Paths.path("/organizations/{}", organization.path("id").asText());
    }
}
