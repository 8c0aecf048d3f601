package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.session.WaitOptions;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Confirmation;
import io.graphstead.cli.terminal.Misused;
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

/** {@code graphstead snapshot}: copies of databases that are stored apart from them. */
@Command(
        name = "snapshot",
        description = "Snapshots of databases: taken while those go on, and restored anywhere.",
        addMethodSubcommands = false)
public final class SnapshotCommand {
    private SnapshotCommand() {}

    @Command(name = "create", description = "Takes a snapshot of a database, which goes on meanwhile.")
    static int create(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin WaitOptions wait,
            @Option(names = "--label", paramLabel = "LABEL", description = "What people should know it by.")
                    Optional<String> label,
            @Option(names = "--pin", description = "Keeps it until somebody deletes it.") boolean pin) {
        Session session = client.open();
        JsonNode found = database.find(session);
        Map<String, Object> body = new LinkedHashMap<>();
        label.ifPresent(text -> body.put("label", text));
        if (pin) {
            body.put("pinned", true);
        }
        return wait.accepted(
                session,
                DatabaseArgument.send(session, found, "snapshots", body),
                "taking a snapshot of " + DatabaseArgument.nameOf(found));
    }

    @Command(name = "list", description = "Lists the snapshots of a database, newest first.")
    static int list(@Mixin ClientOptions client, @Mixin DatabaseArgument database) {
        Session session = client.open();
        return list(session, session.api().get(DatabaseArgument.below(database.find(session), "/snapshots")));
    }

    @Command(
            name = "list-project",
            description = "Lists the snapshots of all databases of a project, deleted ones too.")
    static int listProject(
            @Mixin ClientOptions client,
            @Parameters(index = "0", paramLabel = "PROJECT", description = "The project's name or id.")
                    String project) {
        Session session = client.open();
        return list(session, session.api().get(ofProject(session, project, "")));
    }

    private static String ofProject(Session session, String project, String rest) {
        return Paths.path(
                        "/deployments/environments/{}/snapshots",
                        session.names().project(project).path("id").asText())
                + rest;
    }

    private static int list(Session session, JsonNode snapshots) {
        session.screen()
                .list(
                        snapshots,
                        "snapshots",
                        "id",
                        List.of(
                                Column.at("CREATED", "/createdAt"),
                                Column.at("DATABASE", "/databaseName"),
                                Column.at("LABEL", "/label"),
                                Column.at("KIND", "/kind"),
                                Column.at("STATUS", "/status"),
                                Column.at("BYTES", "/sizeBytes"),
                                Column.at("VERSION", "/version"),
                                Column.at("ID", "/id")));
        return 0;
    }

    @Command(name = "show", description = "Shows all that is known of a snapshot.")
    static int show(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "Its id.") String snapshot) {
        Session session = client.open();
        session.screen()
                .details(
                        session.api()
                                .get(DatabaseArgument.below(
                                        database.find(session), Paths.path("/snapshots/{}", snapshot))),
                        "id");
        return 0;
    }

    @Command(
            name = "download",
            description =
                    "Fetches a snapshot as a file: a tar in zstd of the database's data, decrypted by the server. It"
                            + " can be imported again.")
    static int download(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "Its id.") String snapshot,
            @Parameters(
                            index = "2",
                            paramLabel = "FILE",
                            description = "Where it is written to; must not be there yet.")
                    Path file) {
        if (Files.exists(file)) {
            throw new Misused(file + " is there already; give the name of a new file");
        }
        Session session = client.open();
        String path = DatabaseArgument.below(database.find(session), Paths.path("/snapshots/{}/download", snapshot));
        long bytes = session.api().download(path, file);
        session.screen()
                .done(
                        session.api().get(path.replaceFirst("/download$", "")),
                        snapshot,
                        "snapshot " + snapshot + " is in " + file + ", " + bytes + " bytes");
        return 0;
    }

    @Command(name = "delete", description = "Deletes a snapshot for good.")
    static int delete(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin Confirmation confirmation,
            @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "Its id.") String snapshot) {
        Session session = client.open();
        JsonNode found = database.find(session);
        confirmation.require(
                session.screen(),
                snapshot,
                "delete the snapshot " + snapshot + " of " + DatabaseArgument.nameOf(found));
        JsonNode answer = session.api().delete(DatabaseArgument.below(found, Paths.path("/snapshots/{}", snapshot)));
        session.screen().done(answer, snapshot, "snapshot " + snapshot + " is deleted");
        return 0;
    }

    @Command(
            name = "schedule",
            description =
                    "Shows or sets which snapshots of a database are made by themselves, and how many of each are kept.")
    static int schedule(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Option(
                            names = "--hourly",
                            paramLabel = "KEPT",
                            description = "How many hourly ones are kept; 0: none made.")
                    Integer hourly,
            @Option(names = "--daily", paramLabel = "KEPT", description = "How many daily ones are kept; 0: none made.")
                    Integer daily,
            @Option(
                            names = "--weekly",
                            paramLabel = "KEPT",
                            description = "How many weekly ones are kept; 0: none made.")
                    Integer weekly,
            @Option(
                            names = "--monthly",
                            paramLabel = "KEPT",
                            description = "How many monthly ones are kept; 0: none made.")
                    Integer monthly) {
        Map<String, Optional<Integer>> asked = new LinkedHashMap<>();
        asked.put("HOURLY", Optional.ofNullable(hourly));
        asked.put("DAILY", Optional.ofNullable(daily));
        asked.put("WEEKLY", Optional.ofNullable(weekly));
        asked.put("MONTHLY", Optional.ofNullable(monthly));
        Session session = client.open();
        JsonNode found = database.find(session);
        String path = DatabaseArgument.below(found, "/snapshots/schedule");
        JsonNode schedule = session.api().get(path);
        if (asked.values().stream().allMatch(Optional::isEmpty)) {
            session.screen()
                    .list(
                            schedule,
                            "schedule",
                            "kind",
                            List.of(
                                    Column.at("KIND", "/kind"),
                                    Column.at("KEPT", "/retention"),
                                    Column.at("ON", "/enabled")));
            return 0;
        }
        JsonNode wanted = schedule.deepCopy();
        wanted.path("schedule")
                .forEach(line -> asked.getOrDefault(line.path("kind").asText(), Optional.empty())
                        .ifPresent(kept -> set((ObjectNode) line, kept)));
        JsonNode answer = session.api().put(path, wanted);
        session.screen()
                .done(
                        answer,
                        found.path("id").asText(),
                        "the schedule of " + DatabaseArgument.nameOf(found) + "'s snapshots is set");
        return 0;
    }

    private static void set(ObjectNode line, int kept) {
        line.put("enabled", kept != 0);
        if (kept != 0) {
            line.put("retention", kept);
        }
    }

    @Command(
            name = "verify",
            description =
                    "Sees whether a snapshot can be restored: a server is started on a scratch copy of it and asked a"
                            + " query. The database goes on meanwhile.")
    static int verify(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin WaitOptions wait,
            @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "Its id.") String snapshot) {
        Session session = client.open();
        JsonNode found = database.find(session);
        return wait.accepted(
                session,
                session.api()
                        .post(DatabaseArgument.below(found, Paths.path("/snapshots/{}/verify", snapshot)), Map.of()),
                "checking the snapshot " + snapshot);
    }

    @Command(
            name = "restore",
            description =
                    "Puts a snapshot's data in the place of a database's own; its address and credentials stay. What"
                            + " was there is kept until the restored data has answered, and comes back if it never does.")
    static int restore(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin Confirmation confirmation,
            @Mixin WaitOptions wait,
            @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "Its id.") String snapshot,
            @Option(
                            names = "--into",
                            paramLabel = "DATABASE",
                            description = "Another database, whose data it replaces.")
                    Optional<String> into) {
        Session session = client.open();
        JsonNode found = database.find(session);
        JsonNode target = into.map(name -> session.names().database(name, Optional.empty()))
                .orElse(found);
        String name = DatabaseArgument.nameOf(target);
        confirmation.require(
                session.screen(), name, "replace the data of " + name + " by that of the snapshot " + snapshot);
        Map<String, Object> body = new LinkedHashMap<>();
        if (into.isPresent()) {
            body.put("targetDatabaseId", target.path("id").asText());
        }
        return wait.accepted(
                session,
                session.api().post(DatabaseArgument.below(found, Paths.path("/snapshots/{}/restore", snapshot)), body),
                "restoring " + name);
    }

    @Command(
            name = "restore-new",
            description =
                    "Makes a database with a snapshot's data, also of a database that was deleted. Its password is"
                            + " its own.")
    static int restoreNew(
            @Mixin ClientOptions client,
            @Mixin WaitOptions wait,
            @Parameters(index = "0", paramLabel = "PROJECT", description = "The snapshot's project: its name or id.")
                    String project,
            @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "Its id.") String snapshot,
            @Parameters(
                            index = "2",
                            paramLabel = "NAME",
                            description = "Of the new one: 2 to 60 letters, digits, '_' or '-'.")
                    String name,
            @Option(
                            names = "--to",
                            paramLabel = "PROJECT",
                            description = "Where it is made; the snapshot's project when left out.")
                    Optional<String> to,
            @Option(
                            names = "--plan",
                            paramLabel = "PLAN",
                            description = "Its size; that of the snapshot's database when left out.")
                    Optional<String> plan,
            @Option(
                            names = "--version",
                            paramLabel = "VERSION",
                            description = "A newer version of the engine; the snapshot's when left out.")
                    Optional<String> version) {
        Session session = client.open();
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("name", name);
        to.ifPresent(in ->
                made.put("environmentId", session.names().project(in).path("id").asText()));
        plan.ifPresent(size -> made.put("plan", size));
        version.ifPresent(number -> made.put("version", number));
        return wait.accepted(
                session,
                session.api()
                        .post(
                                ofProject(session, project, Paths.path("/{}/restore", snapshot)),
                                Map.of("newDatabase", made)),
                "restoring " + snapshot + " as " + name);
    }
}
