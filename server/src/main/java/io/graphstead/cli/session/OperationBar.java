package io.graphstead.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.session.OperationProgress.Shown;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar over the steps of one operation; nothing where no bar is wanted. */
final class OperationBar implements AutoCloseable {
    private static final long STEP = 1000;

    private final PrintWriter out;
    private final Shown shown;
    private @Nullable ProgressBar bar;

    OperationBar(PrintWriter out, Shown shown) {
        this.out = out;
        this.shown = shown;
    }

    void show(JsonNode operation) {
        if (shown != Shown.BAR) {
            return;
        }
        long done = 0;
        String now = "";
        for (JsonNode step : operation.path("steps")) {
            switch (step.path("status").asText()) {
                case "finished" -> done += STEP;
                case "started" -> {
                    done += Math.round(step.path("progress").asDouble() * STEP);
                    now = (step.path("name").asText() + " " + step.path("message").asText("")).strip();
                }
                default -> {
                    // waiting or failed: nothing of it is done
                }
            }
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(operation.path("operationType").asText())
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .hideEta()
                    .build();
        }
        bar.maxHint(Math.max(1, operation.path("steps").size()) * STEP);
        bar.stepTo(operation.path("status").asText().equals("finished") ? bar.getMax() : done);
        bar.setExtraMessage(now);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            out.flush();
        }
    }
}
