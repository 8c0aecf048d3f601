package io.graphstead.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ApiFailure;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.cli.client.Unreachable;
import io.graphstead.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Shows an operation's steps as they come and go, polling it like any client. */
public final class OperationProgress {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SLOW_POLL = Duration.ofSeconds(1);
    private static final Duration READY_LIMIT = Duration.ofMinutes(10);

    /** For so long a server may be away, such as while it is started again, before waiting for it ends. */
    private static final Duration AWAY_LIMIT = Duration.ofSeconds(60);

    private final PrintWriter out;
    private final Shown shown;

    /** How much of the operation is shown. */
    public enum Shown {
        /** A bar that moves. */
        BAR,
        /** A line at the beginning of each step. */
        LINES,
        NOTHING;

        /** What suits whoever is there. */
        public static Shown on(Terminal terminal) {
            return terminal.isThere() ? BAR : LINES;
        }
    }

    public OperationProgress(PrintWriter out, Shown shown) {
        this.out = out;
        this.shown = shown;
    }

    /**
     * Returns when the operation, and those that follow it, have finished.
     *
     * @return the last of them
     * @throws OperationFailed with its reason when it failed
     */
    public JsonNode follow(ServerApi api, String operationId) {
        String id = operationId;
        while (true) {
            JsonNode operation = followOne(api, id);
            if (operation.path("status").asText().equals("failed")) {
                throw new OperationFailed(operation.path("operationType").asText() + " failed: "
                        + operation.path("error").asText("no reason was given") + " (operation " + id + ")");
            }
            String next = operation.path("nextOperationId").asText("");
            if (next.isEmpty()) {
                return operation;
            }
            id = next;
        }
    }

    private JsonNode followOne(ServerApi api, String id) {
        Instant start = Instant.now();
        Set<String> told = new HashSet<>();
        try (OperationBar bar = new OperationBar(out, shown)) {
            while (true) {
                JsonNode operation = look(api, id);
                bar.show(operation);
                operation.path("steps").forEach(step -> tell(step, told));
                if (!operation.path("status").asText().equals("started")) {
                    return operation;
                }
                boolean young = Duration.between(start, Instant.now()).compareTo(Duration.ofSeconds(20)) < 0;
                pause(young ? POLL : SLOW_POLL);
            }
        }
    }

    /** A server that is away for a moment, or has too much to do, does not end the waiting. */
    private JsonNode look(ServerApi api, String id) {
        Instant limit = Instant.now().plus(AWAY_LIMIT);
        while (true) {
            try {
                return api.get(Paths.path("/operations/{}", id));
            } catch (Unreachable away) {
                if (Instant.now().isAfter(limit)) {
                    throw away;
                }
            } catch (ApiFailure refused) {
                boolean passing = refused.status() == 429 || refused.status() == 503;
                if (!passing || Instant.now().isAfter(limit)) {
                    throw refused;
                }
            }
            pause(SLOW_POLL);
        }
    }

    /** Returns when the database answers. */
    public void untilReady(ServerApi api, String databaseId) {
        Instant limit = Instant.now().plus(READY_LIMIT);
        boolean told = false;
        while (true) {
            JsonNode status = api.get(Paths.path("/databases/{}/status", databaseId));
            boolean quiet = !status.path("isPending").asBoolean()
                    && !status.path("isLocked").asBoolean()
                    && !status.path("underIncident").asBoolean();
            if (quiet && status.path("state").asText().equals("running")) {
                return;
            }
            if (quiet && status.path("state").asText().equals("failed")
                    || Instant.now().isAfter(limit)) {
                throw new OperationFailed("the database is " + status);
            }
            if (!told && shown != Shown.NOTHING) {
                line("  … waiting until the database answers");
                told = true;
            }
            pause(POLL);
        }
    }

    /** Off a terminal a line for each step, and one at each tenth of a long one. */
    private void tell(JsonNode step, Set<String> told) {
        if (shown != Shown.LINES || !step.path("status").asText().equals("started")) {
            return;
        }
        String name = step.path("name").asText();
        if (told.add(name)) {
            line("  … " + name);
        }
        int tenth = (int) (step.path("progress").asDouble() * 10);
        if (tenth > 0 && told.add(name + " " + tenth)) {
            line("    " + tenth * 10 + " % " + step.path("message").asText());
        }
    }

    private void line(String line) {
        out.println(line);
        out.flush();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("cut off while waiting for the server", e);
        }
    }
}
