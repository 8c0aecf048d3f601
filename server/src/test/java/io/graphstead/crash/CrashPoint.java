package io.graphstead.crash;

import io.graphstead.fleet.StepBoundary;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills its own process with SIGKILL at the boundary that a file names, once: the file is gone before the process is. Does
 * nothing in a server that was not told of such a file.
 */
@Singleton
final class CrashPoint implements StepBoundary {
    static final String FILE_PROPERTY = "graphstead.test.crash-file";

    @Override
    public void reached(Boundary boundary) {
        String file = System.getProperty(FILE_PROPERTY);
        if (file == null || !isNamedIn(Path.of(file), boundary)) {
            return;
        }
        try {
            Files.delete(Path.of(file));
            new ProcessBuilder(
                            "kill",
                            "-KILL",
                            Long.toString(ProcessHandle.current().pid()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (true) {
            // Nothing may happen between the boundary and the kill.
            LockSupport.park();
        }
    }

    private static boolean isNamedIn(Path file, Boundary boundary) {
        try {
            return Files.exists(file) && Files.readString(file).equals(boundary.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
