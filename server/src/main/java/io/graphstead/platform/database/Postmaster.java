package io.graphstead.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A live PostgreSQL on a data directory, found by what it wrote into {@code postmaster.pid} and, since pids are used
 * again, by what it works on.
 */
record Postmaster(ProcessHandle process, Path data, int port, boolean ready) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;
    private static final Duration LAST_BACKENDS = Duration.ofSeconds(10);

    /** The one that is live now, if there is one and it has come far enough to have said its port. */
    static Optional<Postmaster> find(Path data) {
        List<String> lines = pidFile(data);
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(lines.get(PID_LINE).strip());
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return ProcessHandle.of(pid)
                    .filter(process -> worksOn(process.pid(), data))
                    .map(process -> new Postmaster(process, data, port, ready));
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    /**
     * Removes what a killed one left, if it could keep the next from starting: when its pid now belongs to something else,
     * PostgreSQL takes that for a running server. Backends that have not yet seen the end of their parent are waited for.
     */
    static void clearStale(Path data) throws IOException, TimeoutException {
        if (pidFile(data).isEmpty() || find(data).isPresent()) {
            return;
        }
        long deadline = System.nanoTime() + LAST_BACKENDS.toNanos();
        while (processesOn(data).findAny().isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("processes of an earlier PostgreSQL still work on " + data);
            }
            pause();
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    /** All processes that work on the data directory. */
    static Stream<ProcessHandle> processesOn(Path data) {
        return ProcessHandle.allProcesses().filter(process -> worksOn(process.pid(), data));
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> pidFile(Path data) {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (IOException noneOrUnreadable) {
            return List.of();
        }
    }

    /** Every process of PostgreSQL has its data directory as working directory, also where it sees it by another name. */
    private static boolean worksOn(long pid, Path data) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), data);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    /** Whether it is this very program file that runs. */
    boolean runs(Path program) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "exe"), program);
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * Whether it still runs. Not asked of the process: one that has ended stays in the process table for as long as its
     * parent does not look, which may be for ever after its parent was killed.
     */
    boolean isRunning() {
        return worksOn(process.pid(), data);
    }

    /** Ends it: by a fast shutdown; if that takes too long, like a crash, from which the next start recovers. */
    void stop(Duration patience) {
        for (String signal : List.of("INT", "QUIT", "KILL")) {
            if (!isRunning()) {
                return;
            }
            signal(signal);
            long deadline = System.nanoTime() + patience.toNanos();
            while (isRunning() && System.nanoTime() < deadline) {
                pause();
            }
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            process.destroy();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
