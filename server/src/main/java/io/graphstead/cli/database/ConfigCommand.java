package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Names;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Confirmation;
import io.graphstead.cli.terminal.Misused;
import io.graphstead.cli.terminal.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graphstead db config}: the engine's settings that a database has of its own. */
@Command(name = "config", description = "The engine's settings of a database; they hold after a restart.")
public final class ConfigCommand {
    private static final String CONFIGURATION = "configuration";

    private ConfigCommand() {}

    @Command(name = "get", description = "Shows the settings of a database, or one of them.")
    static int get(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Parameters(index = "1", arity = "0..1", paramLabel = "KEY", description = "Shows the value of this one only.")
                    Optional<String> key) {
        Session session = client.open();
        JsonNode answer = read(session, database.find(session));
        if (key.isEmpty()) {
            session.screen()
                    .list(
                            answer,
                            CONFIGURATION,
                            "key",
                            List.of(
                                    Column.at("KEY", "/key"),
                                    Column.at("VALUE", "/value"),
                                    new Column("SECRET", entry -> entry.path("secret").asBoolean() ? "yes" : "")));
            return 0;
        }
        JsonNode entry = Names.all(answer.path(CONFIGURATION)).stream()
                .filter(each -> each.path("key").asText().equals(key.get()))
                .findFirst()
                .orElseThrow(() -> new Misused(
                        key.get() + " is not set; graphstead db config get without a key shows those that are"));
        if (session.screen().isJson()) {
            session.screen().json(entry);
        } else {
            session.screen().line(entry.path("value").asText());
        }
        return 0;
    }

    @Command(name = "set", description = "Sets some settings of a database; the others stay as they are.")
    static int set(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "What to set.")
                    List<String> assignments,
            @Option(
                            names = "--secret",
                            paramLabel = "KEY",
                            description = "A setting whose value is secret: it is typed at the prompt or comes from"
                                    + " --secret-file, and is never shown again.")
                    Optional<String> secret,
            @Option(
                            names = "--secret-file",
                            paramLabel = "FILE",
                            description = "A file that holds the secret value; - is standard input.")
                    Optional<Path> secretFile) {
        List<String> given = Optional.ofNullable(assignments).orElse(List.of());
        if (given.isEmpty() && secret.isEmpty()) {
            throw new Misused("set what? Give KEY=VALUE, or --secret KEY");
        }
        Session session = client.open();
        JsonNode found = database.find(session);
        Map<String, ObjectNode> entries = entries(read(session, found));
        for (String assignment : given) {
            int sign = assignment.indexOf('=');
            if (sign < 1) {
                throw new Misused("\"" + assignment + "\" is not KEY=VALUE");
            }
            String key = assignment.substring(0, sign);
            if (entries.containsKey(key) && entries.get(key).path("secret").asBoolean()) {
                throw new Misused(key + " is secret: give it by --secret " + key + " and not on the command line");
            }
            entries.put(key, entry(key, assignment.substring(sign + 1)));
        }
        if (secret.isPresent()) {
            String key = secret.get();
            if (key.contains("=")) {
                throw new Misused("--secret takes the key only; its value is typed at the prompt or comes from"
                        + " --secret-file, since a command line can be read by others; replace the one that you gave");
            }
            String value = Secrets.read(
                    session.screen().surroundings(), "value of " + key, secretFile, Optional.empty());
            entries.put(key, entry(key, value).put("secret", true));
        }
        return write(session, found, wrapped(entries), "the configuration of ");
    }

    @Command(name = "unset", description = "Takes settings away, so that the engine's own values hold again.")
    static int unset(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "What to take away.")
                    List<String> keys) {
        Session session = client.open();
        JsonNode found = database.find(session);
        Map<String, ObjectNode> entries = entries(read(session, found));
        for (String key : keys) {
            if (!entries.containsKey(key)) {
                throw new Misused(key + " is not set; nothing was changed");
            }
            entries.remove(key);
        }
        return write(session, found, wrapped(entries), "the configuration of ");
    }

    @Command(name = "replace", description = "Replaces all settings of a database by those of a file.")
    static int replace(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin Confirmation confirmation,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            required = true,
                            description = "As graphstead db config get --output json shows it; - is standard input.")
                    Path file) {
        Session session = client.open();
        JsonNode wanted = parsed(session, file);
        JsonNode found = database.find(session);
        String name = DatabaseArgument.nameOf(found);
        confirmation.require(session.screen(), name, "replace every setting of " + name);
        return write(session, found, wanted, "the configuration of ");
    }

    private static JsonNode parsed(Session session, Path file) {
        try {
            String text = file.toString().equals("-")
                    ? session.screen().surroundings().terminal().standardInput()
                    : Files.readString(file);
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new Misused("the file " + file + " cannot be read as JSON; give one as graphstead db config get"
                    + " --output json shows it");
        }
    }

    private static JsonNode read(Session session, JsonNode database) {
        return session.api().get(DatabaseArgument.below(database, "/settings/config"));
    }

    private static int write(Session session, JsonNode database, JsonNode wanted, String what) {
        JsonNode answer = session.api().put(DatabaseArgument.below(database, "/settings/config"), wanted);
        String name = DatabaseArgument.nameOf(database);
        session.screen().done(answer, database.path("id").asText(), what + name + " is stored");
        Restarts.remind(session, database);
        return 0;
    }

    private static Map<String, ObjectNode> entries(JsonNode answer) {
        Map<String, ObjectNode> entries = new LinkedHashMap<>();
        answer.path(CONFIGURATION).forEach(each -> entries.put(each.path("key").asText(), each.deepCopy()));
        return entries;
    }

    private static ObjectNode entry(String key, String value) {
        return JsonNodeFactory.instance.objectNode().put("key", key).put("value", value).put("secret", false);
    }

    private static JsonNode wrapped(Map<String, ObjectNode> entries) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        entries.values().forEach(list::add);
        return JsonNodeFactory.instance.objectNode().set(CONFIGURATION, list);
    }
}
