package io.graphstead.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.session.OperationProgress.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Sends a large file and shows how much of it is on its way, where a bar is wanted. */
public final class UploadBar {
    private static final long MEGABYTE = 1 << 20;

    private UploadBar() {}

    /** The server's answer to a form with the file in its field {@code file}. */
    public static JsonNode upload(Session session, String path, Map<String, String> fields, Path file) {
        boolean wanted = !session.screen().isQuiet()
                && Shown.on(session.screen().surroundings().terminal()) == Shown.BAR;
        if (!wanted) {
            return session.api().upload(path, fields, file);
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("uploading")
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUnit(" MB", MEGABYTE)
                .setInitialMax(Files.size(file))
                .setUpdateIntervalMillis(100)
                .build()) {
            return session.api().upload(path, fields, file, bar::stepTo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
