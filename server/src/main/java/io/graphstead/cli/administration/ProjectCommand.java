package io.graphstead.cli.administration;

import com.fasterxml.jackson.databind.JsonNode;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graphstead project}: what the GrapheneDB API calls environments. */
@Command(
        name = "project",
        description = "Projects hold databases; access is granted on them. The API calls them environments.",
        addMethodSubcommands = false)
public final class ProjectCommand {
    private static final String ENVIRONMENTS = "/deployments/environments";

    private ProjectCommand() {}

    @Command(name = "list", description = "Lists the projects that you can see.")
    static int list(@Mixin ClientOptions client) {
        Session session = client.open();
        session.screen()
                .list(
                        session.api().get(ENVIRONMENTS),
                        "environments",
                        "id",
                        List.of(
                                Column.at("LABEL", "/label"),
                                Column.at("SLUG", "/slug"),
                                Column.at("TYPE", "/grantType"),
                                Column.at("REGION", "/region"),
                                Column.at("ORGANIZATION", "/organizationId"),
                                Column.at("ID", "/id")));
        return 0;
    }

    @Command(name = "create", description = "Makes a project.")
    static int create(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Parameters(index = "0", paramLabel = "LABEL", description = "Its name.") String label,
            @Option(
                            names = "--region",
                            paramLabel = "REGION",
                            required = true,
                            description = "Where it is; graphstead catalog regions lists them.")
                    String region,
            @Option(
                            names = "--type",
                            paramLabel = "TYPE",
                            defaultValue = "development",
                            description =
                                    "development, staging, production or a word of your own: it decides who may enter."
                                            + " development when left out.")
                    String type,
            @Option(names = "--cidr", paramLabel = "CIDR", description = "Its network; chosen when left out.")
                    Optional<String> cidr) {
        Session session = client.open();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("label", label);
        body.put("organizationId", organization.find(session).path("id").asText());
        body.put("grantType", type);
        body.put("region", region);
        cidr.ifPresent(network -> body.put("cidr", network));
        JsonNode answer = session.api().post(ENVIRONMENTS, body);
        session.screen()
                .done(
                        answer,
                        answer.path("id").asText(),
                        "project " + label + " is made, with the slug "
                                + answer.path("slug").asText());
        return 0;
    }

    @Command(name = "show", description = "Shows a project with its network rules.")
    static int show(
            @Mixin ClientOptions client,
            @Parameters(index = "0", paramLabel = "PROJECT", description = "Its slug, label or id.") String project) {
        Session session = client.open();
        session.screen().details(session.api().get(path(session.names().project(project))), "id");
        return 0;
    }

    @Command(
            name = "update",
            description = "Changes a project's label, its type, or whether its databases may be reached without TLS.")
    static int update(
            @Mixin ClientOptions client,
            @Parameters(index = "0", paramLabel = "PROJECT", description = "Its slug, label or id.") String project,
            @Option(names = "--label", paramLabel = "LABEL", description = "Its new name.") Optional<String> label,
            @Option(names = "--type", paramLabel = "TYPE", description = "Its new type.") Optional<String> type,
            @Option(
                            names = "--plain-bolt",
                            negatable = true,
                            description =
                                    "Lets drivers connect to its databases without TLS; --no-plain-bolt does not.")
                    Boolean plainBolt) {
        Optional<Boolean> plain = Optional.ofNullable(plainBolt);
        if (label.isEmpty() && type.isEmpty() && plain.isEmpty()) {
            throw new Misused("change what? Give --label, --type or --plain-bolt");
        }
        Session session = client.open();
        JsonNode found = session.names().project(project);
        Map<String, Object> body = new LinkedHashMap<>();
        plain.ifPresent(allowed -> body.put("plainBoltAllowed", allowed));
        label.ifPresent(text -> body.put("label", text));
        type.ifPresent(word -> body.put("grantType", word));
        JsonNode answer = session.api().put(path(found), body);
        session.screen().done(answer, found.path("id").asText(), "project " + project + " is changed");
        return 0;
    }

    @Command(name = "delete", description = "Deletes a project that holds no databases.")
    static int delete(
            @Mixin ClientOptions client,
            @Mixin Confirmation confirmation,
            @Parameters(index = "0", paramLabel = "PROJECT", description = "Its slug, label or id.") String project) {
        Session session = client.open();
        JsonNode found = session.names().project(project);
        String slug = found.path("slug").asText();
        confirmation.require(session.screen(), slug, "delete the project " + slug);
        session.screen()
                .done(session.api().delete(path(found)), found.path("id").asText(), "project " + slug + " is deleted");
        return 0;
    }

    /** The path of what the server shows as an environment. */
    static String path(JsonNode project) {
        return Paths.path(ENVIRONMENTS + "/{}", project.path("id").asText());
    }
}
