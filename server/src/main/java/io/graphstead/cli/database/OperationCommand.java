package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ApiFailure;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Names;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.session.WaitOptions;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Misused;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graphstead operation}: long work, seen from outside. */
@Command(name = "operation", description = "What is being done to databases, and what was done.")
public final class OperationCommand {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private OperationCommand() {}

    @Command(name = "list", description = "Lists the operations of a database, newest first.")
    static int list(@Mixin ClientOptions client, @Mixin DatabaseArgument database) {
        Session session = client.open();
        session.screen()
                .list(
                        session.api().get(DatabaseArgument.below(database.find(session), "/operations")),
                        "operations",
                        "id",
                        List.of(
                                Column.at("TYPE", "/operationType"),
                                Column.at("STATUS", "/status"),
                                new Column("STARTED", OperationCommand::started),
                                new Column("TOOK", OperationCommand::took),
                                Column.at("ID", "/id"),
                                Column.at("ERROR", "/error")));
        return 0;
    }

    private static String started(JsonNode operation) {
        long second = operation.path("startedAt").asLong();
        return second == 0 ? "" : LOCAL.format(Instant.ofEpochSecond(second));
    }

    private static String took(JsonNode operation) {
        Duration duration =
                Duration.ofSeconds(operation.path("durationInSeconds").asLong());
        return duration.toMinutes() == 0
                ? duration.toSeconds() + " s"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    @Command(name = "show", description = "Shows an operation with its steps.")
    static int show(
            @Mixin ClientOptions client,
            @Parameters(index = "0", paramLabel = "OPERATION", description = "Its id.") String id) {
        Session session = client.open();
        session.screen().details(session.api().get(path(id)), "id");
        return 0;
    }

    @Command(name = "wait", description = "Waits for an operation's end; ends with 3 when it failed.")
    static int await(
            @Mixin ClientOptions client,
            @Parameters(index = "0", paramLabel = "OPERATION", description = "Its id.") String id) {
        Session session = client.open();
        JsonNode ended = WaitOptions.await(session, checked(id));
        session.screen()
                .done(
                        ended,
                        ended.path("id").asText(),
                        ended.path("operationType").asText() + " has finished after " + took(ended));
        return 0;
    }

    @Command(name = "cancel", description = "Cancels an operation that has not gone too far.")
    static int cancel(
            @Mixin ClientOptions client,
            @Parameters(index = "0", paramLabel = "OPERATION", description = "Its id.") String id,
            @Option(
                            names = "--database",
                            paramLabel = "DATABASE",
                            description = "Whose it is; looked for when left out.")
                    Optional<String> database) {
        Session session = client.open();
        String operation = checked(id);
        String databaseId = database.map(name ->
                        session.names().database(name, Optional.empty()).path("id").asText())
                .orElseGet(() -> databaseOf(session, operation));
        JsonNode answer = session.api().delete(Paths.path("/databases/{}/operations/{}", databaseId, operation));
        session.screen().done(answer, operation, "the operation is being cancelled");
        return 0;
    }

    /** An operation does not say whose it is: looks at the databases, those first to which something is being done. */
    private static String databaseOf(Session session, String operation) {
        return Names.all(session.api().get("/deployments/databases").path("databases")).stream()
                .sorted(Comparator.comparing(each -> !each.at("/status/isPending").asBoolean()))
                .map(each -> each.path("id").asText())
                .filter(each -> isOf(session, each, operation))
                .findFirst()
                .orElseThrow(() -> new Misused("no database that you can see has an operation " + operation
                        + "; graphstead operation list DATABASE shows those of one"));
    }

    private static boolean isOf(Session session, String database, String operation) {
        try {
            session.api().get(Paths.path("/databases/{}/operations/{}", database, operation));
            return true;
        } catch (ApiFailure refused) {
            if (refused.status() == 404) {
                return false;
            }
            throw refused;
        }
    }

    private static String path(String id) {
        return Paths.path("/operations/{}", checked(id));
    }

    private static String checked(String id) {
        if (!Names.isId(id)) {
            throw new Misused("\"" + id + "\" is not an operation's id, which has 32 hexadecimal digits; graphstead"
                    + " operation list DATABASE shows them");
        }
        return Names.canonical(id);
    }
}
