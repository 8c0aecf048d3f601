package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ends a freeze that the server does not end: a small process of its own session, outside of the frozen cgroup, which
 * waits for the end of a pipe that the server alone holds. The kernel closes it when the server is killed, and then the
 * workload is thawed at once; a server that hangs keeps it open, and then it is thawed when the bound is over. It is
 * there before anything is frozen, and gone before anybody else may freeze the same workload, whom it would thaw.
 */
final class FreezeGuard implements AutoCloseable {
    /** It has nothing to do but to end. */
    private static final long PATIENCE_SECONDS = 2;

    private static final String SCRIPT = script();

    private final Process process;

    private FreezeGuard(Process process) {
        this.process = process;
    }

    private static String script() {
        try (InputStream in = FreezeGuard.class.getResourceAsStream("thaw.sh")) {
            if (in == null) {
                throw new IllegalStateException("thaw.sh is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("thaw.sh cannot be read", e);
        }
    }

    /**
     * Returns when it watches.
     *
     * @param groups the workload's cgroups
     */
    static FreezeGuard watch(Tools tools, List<String> groups, Duration bound) {
        for (String tool : List.of("timeout", "cat")) {
            if (!tools.has(tool)) {
                throw new RuntimeFailure.Passing("a database cannot be copied while it runs: no " + tool
                        + " found, which would end a freeze; install coreutils, or pause the database first");
            }
        }
        ProcessBuilder builder = new ProcessBuilder(tools.path("setsid"), tools.path("sh"), "-c", SCRIPT)
                .directory(Path.of("/").toFile())
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "gs_timeout", tools.path("timeout"),
                        "gs_cat", tools.path("cat"),
                        "gs_bound", Long.toString(Math.max(1, bound.toSeconds())),
                        "gs_groups", String.join("\n", groups)));
        try {
            FreezeGuard guard = new FreezeGuard(builder.start());
            guard.awaitWatching();
            return guard;
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("what would end a freeze could not be started: " + e.getMessage(), e);
        }
    }

    private void awaitWatching() throws IOException {
        // Read here and not closed: it says one word and ends by its input alone.
        String said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"watching".equals(said)) {
            process.destroyForcibly();
            throw new IOException("it said " + said);
        }
    }

    /** Has the process told to go on, too, that was stopped, or is going to be. */
    void note(long pid) {
        try {
            process.getOutputStream().write((pid + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("what would end a freeze has ended", e);
        }
    }

    /** Whether it has not done its work yet. */
    boolean watches() {
        return process.isAlive();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // it has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
