package io.graphstead.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.cli.client.ApiFailure;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.OperationProgress.Shown;
import io.graphstead.cli.terminal.Screen;
import picocli.CommandLine.Option;

/** Whether a command that begins an operation waits for its end. */
public final class WaitOptions {
    @Option(
            names = {"-w", "--wait"},
            description =
                    "Waits until the operation is over and shows its steps; ends with 3 when it failed. Ctrl-C stops the"
                            + " waiting, not the operation.")
    private boolean wait;

    /** For picocli, which fills the option in. */
    public WaitOptions() {}

    /**
     * Shows what the server accepted, after its operation's end when that is waited for.
     *
     * @param answer with an {@code operationId} and, of most operations, the {@code database}
     * @param what was asked for, such as {@code pausing orders}
     */
    public int accepted(Session session, JsonNode answer, String what) {
        String operation = answer.path("operationId").asText();
        JsonNode database = answer.path("database");
        String id = database.path("id").asText(operation);
        if (!wait) {
            session.screen()
                    .done(
                            answer,
                            id,
                            what + " has begun; graphstead operation wait " + operation + " waits for its end");
            return 0;
        }
        // One can be followed by another, such as a last snapshot by the deletion.
        for (String next = operation;
                !next.isEmpty();
                next = await(session, next).path("nextOperationId").asText("")) {
            // waited for in the head
        }
        session.screen().done(now(session, answer), id, what + " is done");
        return 0;
    }

    /** Waits whatever the options say. */
    public static JsonNode await(Session session, String operation) {
        Screen screen = session.screen();
        Shown shown = screen.isQuiet()
                ? Shown.NOTHING
                : Shown.on(screen.surroundings().terminal());
        Thread cutOff = Thread.ofPlatform().unstarted(() -> {
            screen.err().println();
            screen.err()
                    .println("graphstead: stopped waiting; the operation goes on: graphstead operation wait "
                            + operation);
            screen.err().flush();
        });
        Runtime.getRuntime().addShutdownHook(cutOff);
        try {
            return new OperationProgress(screen.err(), shown).follow(session.api(), operation);
        } finally {
            forget(cutOff);
        }
    }

    private static void forget(Thread cutOff) {
        try {
            Runtime.getRuntime().removeShutdownHook(cutOff);
        } catch (IllegalStateException alreadyEnding) {
            // Ctrl-C came first: the hook runs and says so
        }
    }

    /** The answer with the database as it is now; as it was in the answer when it is gone. */
    private static JsonNode now(Session session, JsonNode answer) {
        String id = answer.path("database").path("id").asText();
        if (id.isEmpty() || !session.screen().isJson() || !(answer instanceof ObjectNode object)) {
            return answer;
        }
        try {
            return object.deepCopy().set("database", session.api().get(Paths.path("/databases/{}", id)));
        } catch (ApiFailure gone) {
            if (gone.status() == 404) {
                return answer;
            }
            throw gone;
        }
    }
}
