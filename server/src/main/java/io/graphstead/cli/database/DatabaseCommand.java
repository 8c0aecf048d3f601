package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Names;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.session.WaitOptions;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Confirmation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graphstead db}: makes databases, shows them and deletes them. */
@Command(name = "db", description = "Databases: makes, shows, changes and deletes them.", addMethodSubcommands = false)
public final class DatabaseCommand {
    private static final String VENDOR_PREFIX = "graph";

    private DatabaseCommand() {}

    @Command(name = "list", description = "Lists the databases that you can see.")
    static int list(
            @Mixin ClientOptions client,
            @Option(names = "--project", paramLabel = "PROJECT", description = "Only those of one project.")
                    Optional<String> project) {
        Session session = client.open();
        String path = project.map(name -> Paths.path(
                        "/deployments/environments/{}/databases",
                        session.names().project(name).path("id").asText()))
                .orElse("/deployments/databases");
        JsonNode answer = session.api().get(path);
        boolean table = !session.screen().isJson() && !session.screen().isQuiet();
        Map<String, String> projects = table ? projects(session) : Map.of();
        session.screen()
                .list(
                        answer,
                        "databases",
                        "id",
                        List.of(
                                Column.at("NAME", "/name"),
                                new Column("STATE", database -> state(database.path("status"))),
                                new Column("VERSION", DatabaseCommand::version),
                                Column.at("PLAN", "/plan"),
                                new Column("PROJECT", database -> {
                                    String id = database.path("environmentId").asText();
                                    return projects.getOrDefault(id, id);
                                }),
                                Column.at("URL", "/connectionUrl"),
                                Column.at("ID", "/id")));
        return 0;
    }

    private static Map<String, String> projects(Session session) {
        return Names.all(session.api().get("/deployments/environments").path("environments")).stream()
                .collect(Collectors.toMap(
                        project -> project.path("id").asText(),
                        project -> project.path("slug").asText()));
    }

    private static String version(JsonNode database) {
        String vendor = database.at("/version/vendor").asText();
        String engine = vendor.equals("graphneo") ? "neo4j" : vendor.substring(VENDOR_PREFIX.length());
        return engine + " " + database.at("/version/number").asText();
    }

    /** The state and what is unusual about it. */
    private static String state(JsonNode status) {
        String state = status.path("state").asText();
        if (status.path("isPending").asBoolean()) {
            state += " (pending)";
        }
        if (status.path("isLocked").asBoolean()) {
            state += " (locked)";
        }
        if (status.path("underIncident").asBoolean()) {
            state += " (incident)";
        }
        if (status.path("needsRestart").asBoolean()) {
            state += " (needs restart)";
        }
        return state;
    }

    @Command(name = "create", description = "Makes a database.")
    static int create(
            @Mixin ClientOptions client,
            @Mixin WaitOptions wait,
            @Parameters(index = "0", paramLabel = "NAME", description = "2 to 60 letters, digits, '_' or '-'.")
                    String name,
            @Option(
                            names = "--plan",
                            paramLabel = "PLAN",
                            required = true,
                            description = "Its size; graphstead catalog plans lists them.")
                    String plan,
            @Option(
                            names = "--project",
                            paramLabel = "PROJECT",
                            description = "Where it is made; may be left out by those who reach one project only.")
                    Optional<String> project,
            @Option(
                            names = "--version",
                            paramLabel = "VERSION",
                            description =
                                    "The engine's version; the default of graphstead catalog versions when left out.")
                    Optional<String> version,
            @Option(names = "--edition", paramLabel = "EDITION", description = "The version's own when left out.")
                    Optional<String> edition,
            @Option(
                            names = "--engine",
                            paramLabel = "ENGINE",
                            defaultValue = "neo4j",
                            description = "neo4j or typedb; neo4j when left out.")
                    String engine,
            @Option(
                            names = "--extra",
                            paramLabel = "KIND",
                            description = "An extra that the plan offers; may be repeated.")
                    List<String> extras) {
        Session session = client.open();
        Map<String, Object> body = new LinkedHashMap<>();
        project.ifPresent(in ->
                body.put("environmentId", session.names().project(in).path("id").asText()));
        body.put("name", name);
        body.put("plan", plan);
        version.ifPresent(number -> body.put("version", number));
        edition.ifPresent(kind -> body.put("edition", kind));
        body.put("enabledExtrasKinds", Optional.ofNullable(extras).orElse(List.of()));
        JsonNode answer = session.api().post(Paths.path("/deployments/databases/{}", vendor(engine)), body);
        return wait.accepted(session, answer, "making " + name);
    }

    @Command(
            name = "clone",
            description =
                    "Makes a database with the data, the configuration and the plugins of another one, which goes on"
                            + " meanwhile. Its password is its own.")
    static int clone(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin WaitOptions wait,
            @Parameters(
                            index = "1",
                            paramLabel = "NAME",
                            description = "Of the new one: 2 to 60 letters, digits, '_' or '-'.")
                    String name,
            @Option(
                            names = "--to",
                            paramLabel = "PROJECT",
                            description = "Where it is made; the source's project when left out.")
                    Optional<String> project,
            @Option(names = "--plan", paramLabel = "PLAN", description = "Its size; the source's when left out.")
                    Optional<String> plan,
            @Option(
                            names = "--version",
                            paramLabel = "VERSION",
                            description = "A newer version of the engine; the source's when left out.")
                    Optional<String> version) {
        Session session = client.open();
        JsonNode source = database.find(session);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        project.ifPresent(in ->
                body.put("environmentId", session.names().project(in).path("id").asText()));
        plan.ifPresent(size -> body.put("plan", size));
        version.ifPresent(number -> body.put("version", number));
        return wait.accepted(
                session,
                DatabaseArgument.send(session, source, "clone", body),
                "cloning " + DatabaseArgument.nameOf(source) + " as " + name);
    }

    private static String vendor(String engine) {
        if (engine.equals("neo4j")) {
            return "graphneo";
        }
        return engine.startsWith(VENDOR_PREFIX) ? engine : VENDOR_PREFIX + engine;
    }

    @Command(name = "show", description = "Shows all that is known of a database.")
    static int show(@Mixin ClientOptions client, @Mixin DatabaseArgument database) {
        Session session = client.open();
        session.screen().details(database.find(session), "id");
        return 0;
    }

    @Command(name = "status", description = "Shows how a database is.")
    static int status(@Mixin ClientOptions client, @Mixin DatabaseArgument database) {
        Session session = client.open();
        session.screen().details(session.api().get(DatabaseArgument.below(database.find(session), "/status")), "state");
        return 0;
    }

    @Command(name = "delete", description = "Deletes a database and its data.")
    static int delete(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin Confirmation confirmation,
            @Mixin WaitOptions wait,
            @Option(
                            names = "--final-snapshot",
                            description = "Takes a last snapshot first; without one nothing is deleted.")
                    boolean finalSnapshot) {
        Session session = client.open();
        JsonNode found = database.find(session);
        String name = DatabaseArgument.nameOf(found);
        confirmation.require(session.screen(), name, "delete the database " + name + " and its data");
        return wait.accepted(
                session,
                session.api().delete(DatabaseArgument.below(found, finalSnapshot ? "?finalSnapshot=true" : "")),
                "deleting " + name);
    }

    @Command(name = "rename", description = "Gives a database another name; its address stays.")
    static int rename(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Parameters(index = "1", paramLabel = "NAME", description = "The new name.") String name) {
        Session session = client.open();
        JsonNode found = database.find(session);
        JsonNode answer = session.api().put(DatabaseArgument.below(found, ""), Map.of("name", name));
        session.screen()
                .done(
                        answer,
                        found.path("id").asText(),
                        DatabaseArgument.nameOf(found) + " is called " + name + " now");
        return 0;
    }
}
