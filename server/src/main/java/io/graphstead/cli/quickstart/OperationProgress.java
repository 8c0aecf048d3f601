package io.graphstead.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ServerApi;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows an operation's steps as they come and go, polling it like any client. */
final class OperationProgress {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration READY_LIMIT = Duration.ofMinutes(10);

    private final PrintWriter out;
    private final boolean terminal;

    /** @param terminal whether {@code out} is one: then long steps get a bar that moves */
    OperationProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Returns when the operation has finished; throws with its reason when it failed. */
    void follow(ServerApi api, String operationId) {
        Set<String> told = new HashSet<>();
        try (Bar bar = new Bar()) {
            while (true) {
                JsonNode operation = api.get("/operations/" + operationId);
                operation.path("steps").forEach(step -> show(step, told, bar));
                switch (operation.path("status").asText()) {
                    case "finished" -> {
                        return;
                    }
                    case "failed" ->
                        throw new IllegalStateException(
                                operation.path("operationType").asText() + " failed: "
                                        + operation.path("error").asText());
                    default -> pause();
                }
            }
        }
    }

    /** Returns when the database answers. */
    void untilReady(ServerApi api, String databaseId) {
        Instant limit = Instant.now().plus(READY_LIMIT);
        boolean told = false;
        while (true) {
            JsonNode status = api.get("/databases/" + databaseId + "/status");
            boolean quiet = !status.path("isPending").asBoolean()
                    && !status.path("isLocked").asBoolean()
                    && !status.path("underIncident").asBoolean();
            if (quiet && status.path("state").asText().equals("running")) {
                return;
            }
            if (quiet && status.path("state").asText().equals("failed")
                    || Instant.now().isAfter(limit)) {
                throw new IllegalStateException("the database is " + status);
            }
            if (!told) {
                tell("  … waiting until the database answers");
                told = true;
            }
            pause();
        }
    }

    private void show(JsonNode step, Set<String> told, Bar bar) {
        String name = step.path("name").asText();
        String status = step.path("status").asText();
        if (status.equals("started")) {
            if (told.add(name)) {
                tell("  … " + name);
            }
            bar.at(step.path("progress").asDouble(), step.path("message").asText());
        }
        if (status.equals("finished") && told.contains(name) && told.add(name + " done")) {
            bar.close();
        }
    }

    private void tell(String line) {
        out.println(line);
        out.flush();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("cut off while waiting for the server", e);
        }
    }

    /** A bar that is there only while something moves it; off a terminal a line at each tenth. */
    private final class Bar implements AutoCloseable {
        private @Nullable ProgressBar bar;
        private int tenth;

        void at(double progress, String message) {
            if (progress <= 0) {
                return;
            }
            if (!terminal) {
                if ((int) (progress * 10) > tenth) {
                    tenth = (int) (progress * 10);
                    tell("    " + tenth * 10 + " % " + message);
                }
                return;
            }
            if (bar == null) {
                bar = new ProgressBarBuilder()
                        .setInitialMax(1000)
                        .setTaskName("   ")
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .hideEta()
                        .build();
            }
            bar.stepTo(Math.round(progress * 1000));
            bar.setExtraMessage(message);
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
            tenth = 0;
        }
    }
}
