package io.graphstead.cli.database;

import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.terminal.Column;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code graphstead catalog}: what can be had. */
@Command(name = "catalog", description = "What is offered: plans, versions and regions.")
public final class CatalogCommand {
    private CatalogCommand() {}

    @Command(name = "plans", description = "Lists the sizes of databases.")
    static int plans(@Mixin ClientOptions client) {
        return show(
                client,
                "plans",
                "id",
                Column.at("PLAN", "/id"),
                Column.at("LABEL", "/label"),
                Column.at("MEMORY MB", "/memoryMB"),
                Column.at("HEAP MB", "/heapMB"),
                Column.at("PAGE CACHE MB", "/pageCacheMB"),
                Column.at("STORAGE GB", "/storageGB"),
                Column.at("CPUS", "/cpus"),
                Column.at("SERVERS", "/servers"),
                Column.at("EXTRAS", "/extras"));
    }

    @Command(name = "versions", description = "Lists the engines' versions.")
    static int versions(@Mixin ClientOptions client) {
        return show(
                client,
                "versions",
                "number",
                Column.at("VENDOR", "/vendor"),
                Column.at("VERSION", "/number"),
                Column.at("EDITION", "/edition"),
                new Column("", version -> version.path("default").asBoolean() ? "default" : ""),
                new Column(
                        "INSTALLED",
                        version -> version.path("installed").asBoolean() ? "yes" : "when first needed"));
    }

    @Command(name = "regions", description = "Lists the regions in which projects can be made.")
    static int regions(@Mixin ClientOptions client) {
        return show(
                client,
                "regions",
                "id",
                Column.at("REGION", "/id"),
                Column.at("NAME", "/name"),
                Column.at("PROVIDER", "/provider"));
    }

    private static int show(ClientOptions client, String what, String id, Column... columns) {
        Session session = client.open();
        session.screen().list(session.api().get("/deployments/" + what), what, id, List.of(columns));
        return 0;
    }
}
