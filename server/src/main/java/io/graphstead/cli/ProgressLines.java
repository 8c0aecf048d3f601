package io.graphstead.cli;

import io.graphstead.runtime.InstallProgress;
import java.io.PrintWriter;

/** Shows how far an installation is: a line for every ten megabytes. */
final class ProgressLines implements InstallProgress {
    private static final long STEP_BYTES = 10L << 20;

    private final PrintWriter out;
    private long shown = -STEP_BYTES;

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void at(long doneBytes, long totalBytes, String what) {
        if (doneBytes - shown >= STEP_BYTES || (totalBytes == 0 && doneBytes == 0)) {
            shown = doneBytes;
            String total = totalBytes > doneBytes ? " of at least " + (totalBytes >> 20) : "";
            out.println((doneBytes >> 20) + total + " MB, " + what);
            out.flush();
        }
    }
}
