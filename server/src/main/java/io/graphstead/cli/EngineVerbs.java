package io.graphstead.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.CatalogLoader;
import io.graphstead.catalog.CatalogSettings;
import io.graphstead.catalog.Release;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.client.Unreachable;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.session.UploadBar;
import io.graphstead.cli.session.WaitOptions;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Confirmation;
import io.graphstead.cli.terminal.Misused;
import io.graphstead.platform.configuration.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs of {@code graphstead engine} that ask a server. */
final class EngineVerbs {
    private static final List<Column> COLUMNS = List.of(
            new Column(
                    "RELEASE",
                    release -> (release.path("engine").asText() + " "
                                    + release.path("version").asText())
                            .strip()),
            Column.at("EDITION", "/edition"),
            new Column("STATE", EngineVerbs::state));

    private EngineVerbs() {}

    @Command(
            name = "list",
            description = "Lists the releases that are offered and those that are installed: on the server, or on this"
                    + " machine when no server answers.")
    static int list(
            @Mixin ClientOptions client,
            @Option(names = "--local", description = "Looks into this machine's folder and asks no server.")
                    boolean local,
            @Option(
                            names = "--config",
                            paramLabel = "FILE",
                            description = "With --local: the server's file of settings.")
                    Optional<Path> file,
            @Option(names = "--set", paramLabel = "KEY=VALUE", description = "With --local: a setting of the server.")
                    List<String> assignments) {
        List<String> settings = Optional.ofNullable(assignments).orElse(List.of());
        JsonNode answer = local || file.isPresent() || !settings.isEmpty()
                ? onThisMachine(file, client.data(), settings)
                : anywhere(client);
        if (client.screen().isJson()) {
            client.screen().json(answer);
        } else {
            client.screen().list(flat(answer), "releases", "version", COLUMNS);
        }
        return 0;
    }

    @Command(
            name = "install-on-server",
            description = "Has a server install one release; for the installation's owner or its own token.")
    static int installOnServer(
            @Mixin ClientOptions client,
            @Mixin WaitOptions wait,
            @Parameters(index = "0", paramLabel = "ENGINE", description = "The engine, such as neo4j.") String engine,
            @Parameters(index = "1", paramLabel = "VERSION", description = "The release, such as 2026.08.1.")
                    String version,
            @Option(
                            names = "--from",
                            paramLabel = "FILE",
                            description =
                                    "The vendor's archive, which is uploaded. Without it the server fetches the release.")
                    Optional<Path> from,
            @Option(
                            names = "--sha256",
                            paramLabel = "HEX",
                            description = "The archive's SHA-256; another archive is refused.")
                    Optional<String> sha256) {
        if (from.filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                .isPresent()) {
            throw new Misused("there is no file " + from.get() + " that can be read; give the vendor's archive");
        }
        Checksums.check(sha256);
        Session session = client.open();
        String path = Paths.path("/engines/{}/releases/{}/install", engine, version);
        Map<String, String> fields = sha256.map(sum -> Map.of("sha256", sum)).orElse(Map.of());
        JsonNode answer = from.isPresent()
                ? UploadBar.upload(session, path, fields, from.get())
                : session.api().post(path, fields);
        return wait.accepted(session, answer, "installing " + engine + " " + version);
    }

    @Command(
            name = "remove",
            description =
                    "Removes a release that no database needs from the server; for the installation's owner or its own token.")
    static int remove(
            @Mixin ClientOptions client,
            @Mixin Confirmation confirmation,
            @Parameters(index = "0", paramLabel = "ENGINE", description = "The engine, such as typedb.") String engine,
            @Parameters(index = "1", paramLabel = "VERSION", description = "The release, such as 3.12.3.")
                    String version) {
        Session session = client.open();
        String release = engine + " " + version;
        confirmation.require(session.screen(), release, "remove the programs of " + release);
        JsonNode answer = session.api().delete(Paths.path("/engines/{}/releases/{}", engine, version));
        session.screen().done(answer, version, release + " is removed");
        return 0;
    }

    private static JsonNode anywhere(ClientOptions client) {
        try {
            Session session = client.open();
            return session.api().get("/engines");
        } catch (Unreachable | Misused noServer) {
            client.screen().note("no server was asked (" + noServer.getMessage() + "); this machine's folder has:");
            return onThisMachine(Optional.empty(), client.data(), List.of());
        }
    }

    private static JsonNode onThisMachine(Optional<Path> file, Optional<Path> data, List<String> assignments) {
        Settings settings = ServerOptions.of(file, data, assignments).settings(System.getenv());
        Catalog catalog =
                CatalogLoader.load(settings.bind(CatalogSettings.class).file());
        Set<String> installed =
                new LinkedHashSet<>(EngineCommand.store(settings).installed());
        ArrayNode releases = JsonNodeFactory.instance.arrayNode();
        for (Release release : catalog.releases()) {
            String version = release.version().text();
            releases.addObject()
                    .put("engine", release.engine())
                    .put("version", version)
                    .put("edition", release.edition())
                    .put("installed", installed.remove(release.engine() + " " + version))
                    .put("default", release.byDefault())
                    .put("offered", true);
        }
        for (String name : installed) {
            String[] parts = name.split(" ", 2);
            releases.addObject()
                    .put("engine", parts[0])
                    .put("version", parts[1])
                    .put("installed", true)
                    .put("offered", false);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("releases", releases);
        return answer;
    }

    /** One list, whether the server sent one or one for each engine. */
    private static JsonNode flat(JsonNode answer) {
        if (answer.has("releases")) {
            return answer;
        }
        ArrayNode releases = JsonNodeFactory.instance.arrayNode();
        for (JsonNode engine : answer.path("engines")) {
            String name = engine.path("engine").asText(engine.path("name").asText());
            for (JsonNode release : engine.path("releases")) {
                releases.add(release.<ObjectNode>deepCopy().put("engine", name));
            }
        }
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        flat.set("releases", releases);
        return flat;
    }

    private static String state(JsonNode release) {
        if (!release.path("offered").asBoolean(true)) {
            return "installed, not in the catalogue";
        }
        String state = release.path("installed").asBoolean()
                ? "installed"
                : release.path("installable").asBoolean(true)
                        ? "fetched when first needed"
                        : release.path("reason").asText("to be installed from the vendor's archive");
        return state + (release.path("default").asBoolean() ? ", default" : "");
    }
}
