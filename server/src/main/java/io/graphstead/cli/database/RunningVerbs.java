package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.session.WaitOptions;
import io.graphstead.cli.terminal.Misused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs of {@code graphstead db} that stop, start and change a database that is there. */
public final class RunningVerbs {
    private RunningVerbs() {}

    @Command(name = "pause", description = "Stops a database; its data stays.")
    static int pause(@Mixin ClientOptions client, @Mixin DatabaseArgument database, @Mixin WaitOptions wait) {
        return send(client, database, wait, "pause", Map.of(), "pausing ");
    }

    @Command(name = "resume", description = "Starts a paused database.")
    static int resume(@Mixin ClientOptions client, @Mixin DatabaseArgument database, @Mixin WaitOptions wait) {
        return send(client, database, wait, "resume", Map.of(), "resuming ");
    }

    @Command(
            name = "restart",
            description = "Stops a database and starts it again, with its changed configuration and plugins.")
    static int restart(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin WaitOptions wait,
            @Option(names = "--reset", description = "Starts it from scratch where the engine knows a difference.")
                    boolean reset) {
        return send(client, database, wait, "restart", Map.of("stationIds", List.of(), "reset", reset), "restarting ");
    }

    @Command(name = "resize", description = "Changes the plan of a database: its memory, CPU and storage.")
    static int resize(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin WaitOptions wait,
            @Parameters(
                            index = "1",
                            paramLabel = "PLAN",
                            description = "The new plan; graphstead catalog plans lists them.")
                    String plan) {
        return send(client, database, wait, "plan/change", Map.of("targetPlanName", plan), "resizing ");
    }

    @Command(
            name = "upgrade",
            description =
                    "Brings a database to a newer version of its engine, and back when that one does not come up.")
    static int upgrade(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin WaitOptions wait,
            @Parameters(
                            index = "1",
                            paramLabel = "VERSION",
                            description = "The new version; graphstead catalog versions lists them.")
                    String version) {
        return send(client, database, wait, "version/change", Map.of("targetVersion", version), "upgrading ");
    }

    @Command(
            name = "switch",
            description = "Lets two databases trade their connection URLs: clients that reconnect reach the other data,"
                    + " with the users that are there.")
    static int trade(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin WaitOptions wait,
            @Parameters(index = "1", paramLabel = "OTHER", description = "The other database's name or id.")
                    String other) {
        Session session = client.open();
        JsonNode found = database.find(session);
        JsonNode target = session.names().database(other, Optional.empty());
        return wait.accepted(
                session,
                DatabaseArgument.send(
                        session,
                        found,
                        "connection-url/switch",
                        Map.of("targetDatabaseId", target.path("id").asText())),
                "switching " + DatabaseArgument.nameOf(found) + " with " + DatabaseArgument.nameOf(target));
    }

    @Command(name = "extras", description = "Shows or sets the extras of a database.")
    static int extras(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin WaitOptions wait,
            @Option(
                            names = "--set",
                            paramLabel = "KIND",
                            split = ",",
                            description = "The extras that it shall have and no others; graphstead catalog plans lists"
                                    + " what each plan offers.")
                    List<String> kinds,
            @Option(names = "--none", description = "Takes all extras away.") boolean none) {
        Optional<List<String>> wanted = Optional.ofNullable(kinds);
        if (wanted.isPresent() && none) {
            throw new Misused("--set gives extras and --none takes them all away; give one of them");
        }
        if (wanted.isEmpty() && !none) {
            Session session = client.open();
            JsonNode found = database.find(session);
            if (session.screen().isJson()) {
                session.screen().json(found.path("enabledExtrasKinds"));
            } else if (found.path("enabledExtrasKinds").isEmpty()) {
                session.screen().note("there are none");
            } else {
                found.path("enabledExtrasKinds")
                        .forEach(kind -> session.screen().line(kind.asText()));
            }
            return 0;
        }
        return send(
                client,
                database,
                wait,
                "extras",
                Map.of("enabledExtrasKinds", wanted.orElse(List.of())),
                "changing the extras of ");
    }

    @Command(name = "protect", description = "Keeps a database from being deleted.")
    static int protect(@Mixin ClientOptions client, @Mixin DatabaseArgument database) {
        return protection(client, database, Map.of("terminationProtected", true), "is protected: it cannot be deleted");
    }

    @Command(name = "unprotect", description = "Lets a database be deleted again.")
    static int unprotect(@Mixin ClientOptions client, @Mixin DatabaseArgument database) {
        return protection(client, database, Map.of("terminationProtected", false), "can be deleted again");
    }

    private static int protection(
            ClientOptions client, DatabaseArgument database, Map<String, Boolean> body, String words) {
        Session session = client.open();
        JsonNode found = database.find(session);
        JsonNode answer = session.api().put(DatabaseArgument.below(found, "/protection"), body);
        session.screen().done(answer, found.path("id").asText(), DatabaseArgument.nameOf(found) + " " + words);
        return 0;
    }

    @Command(
            name = "idle",
            description =
                    "Shows or sets when a database is paused because nobody uses it, and whether a connection wakes"
                            + " it again.")
    static int idle(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Option(
                            names = "--pause-after",
                            paramLabel = "MINUTES",
                            description = "Pauses it after so many minutes without traffic through its connection URL.")
                    Integer minutes,
            @Option(names = "--never", description = "Does not pause it for being idle.") boolean never,
            @Option(
                            names = "--wake",
                            negatable = true,
                            description =
                                    "Lets a client that connects wake it, if that is why it was paused; --no-wake does not.")
                    Boolean wake) {
        Optional<Integer> after = Optional.ofNullable(minutes);
        Optional<Boolean> wakes = Optional.ofNullable(wake);
        if (after.isPresent() && never) {
            throw new Misused("--pause-after and --never say opposite things; give one of them");
        }
        Session session = client.open();
        JsonNode found = database.find(session);
        String path = DatabaseArgument.below(found, "/idle");
        JsonNode rule = session.api().get(path);
        if (after.isEmpty() && !never && wakes.isEmpty()) {
            session.screen().details(rule, "pauseAfterMinutes");
            return 0;
        }
        ObjectNode wanted = rule.deepCopy();
        after.ifPresent(number -> wanted.put("pauseAfterMinutes", number));
        if (never) {
            wanted.putNull("pauseAfterMinutes");
        }
        wakes.ifPresent(whether -> wanted.put("wakeOnConnect", whether));
        JsonNode answer = session.api().put(path, wanted);
        session.screen().done(answer, found.path("id").asText(), DatabaseArgument.nameOf(found) + inWords(answer));
        return 0;
    }

    private static String inWords(JsonNode rule) {
        return rule.path("pauseAfterMinutes").isNull()
                ? " is not paused for being idle"
                : " is paused after " + rule.path("pauseAfterMinutes").asInt() + " minutes without traffic"
                        + (rule.path("wakeOnConnect").asBoolean() ? ", and woken by who connects" : "");
    }

    @Command(name = "pause-schedule", description = "Shows or sets when a database is paused and resumed by the clock.")
    static int pauseSchedule(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Option(
                            names = "--pause",
                            paramLabel = "CRON",
                            description = "When it is paused: a cron line of five fields, such as \"0 20 * * 1-5\".")
                    Optional<String> pause,
            @Option(
                            names = "--resume",
                            paramLabel = "CRON",
                            description = "When it is resumed, if the schedule has paused it.")
                    Optional<String> resume,
            @Option(
                            names = "--time-zone",
                            paramLabel = "ZONE",
                            description = "Whose clocks that is by, such as Europe/Berlin; UTC at first.")
                    Optional<String> zone,
            @Option(names = "--off", description = "Does not follow it; it is kept.") boolean off) {
        Session session = client.open();
        JsonNode found = database.find(session);
        String path = DatabaseArgument.below(found, "/pause-schedule");
        JsonNode schedule = session.api().get(path);
        if (pause.isEmpty() && resume.isEmpty() && zone.isEmpty() && !off) {
            session.screen().details(schedule, "pause");
            return 0;
        }
        ObjectNode wanted = schedule.deepCopy();
        pause.ifPresent(line -> wanted.put("pause", line));
        resume.ifPresent(line -> wanted.put("resume", line));
        zone.ifPresent(name -> wanted.put("timeZone", name));
        wanted.put("enabled", !off);
        JsonNode answer = session.api().put(path, wanted);
        session.screen()
                .done(
                        answer,
                        found.path("id").asText(),
                        DatabaseArgument.nameOf(found)
                                + (off ? " is not paused by the clock" : " is paused and resumed by the clock"));
        return 0;
    }

    private static int send(
            ClientOptions client,
            DatabaseArgument database,
            WaitOptions wait,
            String command,
            Map<String, ?> body,
            String what) {
        Session session = client.open();
        JsonNode found = database.find(session);
        return wait.accepted(
                session, DatabaseArgument.send(session, found, command, body), what + DatabaseArgument.nameOf(found));
    }
}
