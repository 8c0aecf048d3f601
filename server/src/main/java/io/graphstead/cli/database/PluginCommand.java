package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Names;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Confirmation;
import io.graphstead.cli.terminal.Misused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graphstead db plugin}: jars that the engine loads. */
@Command(
        name = "plugin",
        description = "Plugins of a database; they are loaded at a restart.",
        addMethodSubcommands = false)
public final class PluginCommand {
    private PluginCommand() {}

    @Command(name = "list", description = "Lists the plugins of a database.")
    static int list(@Mixin ClientOptions client, @Mixin DatabaseArgument database) {
        Session session = client.open();
        session.screen()
                .list(
                        plugins(session, database.find(session)),
                        "plugins",
                        "id",
                        List.of(
                                Column.at("NAME", "/name"),
                                Column.at("CREATED", "/createdAt"),
                                Column.at("ENABLED", "/enabled"),
                                Column.at("ID", "/id"),
                                Column.at("REFUSED", "/refused")));
        return 0;
    }

    @Command(name = "add", description = "Uploads a plugin.")
    static int add(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Parameters(index = "1", paramLabel = "FILE", description = "A jar, or a zip with jars in it.") Path file,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "What to call it; the file's name when left out.")
                    Optional<String> name) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Misused("there is no file " + file + " that can be read; give the plugin's jar or zip");
        }
        Session session = client.open();
        JsonNode found = database.find(session);
        String called = name.orElse(String.valueOf(file.getFileName()));
        JsonNode answer = session.api().upload(DatabaseArgument.below(found, "/plugins"), Map.of("name", called), file);
        session.screen().done(answer, answer.path("id").asText(), "plugin " + called + " is stored");
        Restarts.remind(session, found);
        return 0;
    }

    @Command(name = "enable", description = "Has a plugin loaded from the next start on.")
    static int enable(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Parameters(index = "1", paramLabel = "PLUGIN", description = "Its name or id.") String plugin) {
        return set(client, database, plugin, true);
    }

    @Command(name = "disable", description = "Leaves a plugin out from the next start on; its file stays.")
    static int disable(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Parameters(index = "1", paramLabel = "PLUGIN", description = "Its name or id.") String plugin) {
        return set(client, database, plugin, false);
    }

    private static int set(ClientOptions client, DatabaseArgument database, String plugin, boolean enabled) {
        Session session = client.open();
        JsonNode found = database.find(session);
        JsonNode named = named(session, found, plugin);
        String id = named.path("id").asText();
        JsonNode answer = session.api()
                .put(DatabaseArgument.below(found, Paths.path("/plugins/{}", id)), Map.of("enabled", enabled));
        session.screen()
                .done(
                        answer,
                        id,
                        "plugin " + named.path("name").asText() + " is " + (enabled ? "enabled" : "disabled"));
        Restarts.remind(session, found);
        return 0;
    }

    private static JsonNode named(Session session, JsonNode database, String plugin) {
        return Names.one(
                plugins(session, database).path("plugins"),
                "plugin",
                plugin,
                "graphstead db plugin list",
                "/id",
                "/name");
    }

    @Command(name = "remove", description = "Removes a plugin.")
    static int remove(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin Confirmation confirmation,
            @Parameters(index = "1", paramLabel = "PLUGIN", description = "Its name or id.") String plugin) {
        Session session = client.open();
        JsonNode found = database.find(session);
        JsonNode removed = named(session, found, plugin);
        String name = removed.path("name").asText();
        confirmation.require(
                session.screen(), name, "remove the plugin " + name + " from " + DatabaseArgument.nameOf(found));
        String id = removed.path("id").asText();
        JsonNode answer = session.api().delete(DatabaseArgument.below(found, Paths.path("/plugins/{}", id)));
        session.screen().done(answer, id, "plugin " + name + " is removed");
        Restarts.remind(session, found);
        return 0;
    }

    private static JsonNode plugins(Session session, JsonNode database) {
        return session.api().get(DatabaseArgument.below(database, "/plugins"));
    }
}
