package io.graphstead.cli.administration;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Names;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Confirmation;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code graphstead project rule}: from which networks a project's databases can be reached. */
@Command(name = "rule", description = "Network rules: from where the databases of a project can be reached.")
public final class RuleCommand {
    private RuleCommand() {}

    @Command(name = "list", description = "Lists the network rules of a project.")
    static int list(
            @Mixin ClientOptions client,
            @Parameters(index = "0", paramLabel = "PROJECT", description = "Its slug, label or id.") String project) {
        Session session = client.open();
        session.screen()
                .list(
                        session.api().get(rules(session.names().project(project))),
                        "networkRules",
                        "id",
                        List.of(
                                Column.at("LABEL", "/label"),
                                Column.at("RANGE", "/ipRange"),
                                Column.at("CREATED", "/createdAt"),
                                Column.at("ID", "/id")));
        return 0;
    }

    @Command(name = "add", description = "Adds a network rule.")
    static int add(
            @Mixin ClientOptions client,
            @Parameters(index = "0", paramLabel = "PROJECT", description = "Its slug, label or id.") String project,
            @Parameters(index = "1", paramLabel = "LABEL", description = "2 to 30 letters, digits, '_' or '-'.")
                    String label,
            @Parameters(index = "2", paramLabel = "RANGE", description = "An address or a CIDR range, IPv4 or IPv6.")
                    String range) {
        Session session = client.open();
        JsonNode answer = session.api()
                .post(rules(session.names().project(project)), Map.of("label", label, "ipRange", range));
        session.screen()
                .done(answer, answer.path("id").asText(), "rule " + label + " lets in " + range);
        return 0;
    }

    @Command(name = "remove", description = "Removes a network rule.")
    static int remove(
            @Mixin ClientOptions client,
            @Mixin Confirmation confirmation,
            @Parameters(index = "0", paramLabel = "PROJECT", description = "Its slug, label or id.") String project,
            @Parameters(index = "1", paramLabel = "RULE", description = "Its label or id.") String rule) {
        Session session = client.open();
        JsonNode found = session.names().project(project);
        JsonNode removed = Names.one(
                session.api().get(rules(found)).path("networkRules"),
                "network rule",
                rule,
                "graphstead project rule list",
                "/id",
                "/label");
        String label = removed.path("label").asText();
        String id = removed.path("id").asText();
        confirmation.require(session.screen(), label, "shut out whom the rule " + label + " let in");
        session.screen()
                .done(
                        session.api().delete(rules(found) + Paths.path("/{}", id)),
                        id,
                        "rule " + label + " is removed");
        return 0;
    }

    private static String rules(JsonNode project) {
        return ProjectCommand.path(project) + "/network-rules";
    }
}
