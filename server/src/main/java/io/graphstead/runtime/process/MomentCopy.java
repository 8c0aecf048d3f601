package io.graphstead.runtime.process;

import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Takes a copy of a volume as it is at one moment. Most is copied while the workload runs, in passes that each bring what
 * was written during the one before; then it is held still for as long as the rest takes. What is copied is what a process
 * would leave that is killed at this moment: all that it wrote, in the order in which it wrote it.
 */
final class MomentCopy implements AutoCloseable {
    /** Less than this a pass wrote: another would not shorten the freeze by much. */
    private static final long LITTLE = 4L * 1024 * 1024;

    private static final int PASSES = 6;
    private static final int FREEZES = 3;

    /** A freeze that would not end before its bound is given up by then. */
    private static final Duration AT_MOST = Freezer.BOUND.minusSeconds(1);

    /** How much is written before the disk is looked at again. */
    private static final long DISK_CHECK_BYTES = 256L * 1024 * 1024;

    private final WorkloadName source;
    private final FrozenPart frozenPart;
    private final Admission admission;
    private final InstallProgress progress;
    private final TreeCopy tree;
    private long done;
    private long total;
    private long nextCheck = DISK_CHECK_BYTES;
    private long until = Long.MAX_VALUE;

    /** @param keep and leaveOut: as {@link TreeCopy} */
    MomentCopy(
            WorkloadName source,
            Path data,
            Path keep,
            Set<Path> leaveOut,
            FrozenPart frozenPart,
            Admission admission,
            InstallProgress progress)
            throws IOException {
        this.source = source;
        this.frozenPart = frozenPart;
        this.admission = admission;
        this.progress = progress;
        this.tree = new TreeCopy(data, keep, leaveOut, this::looked);
    }

    void take() throws IOException {
        checkRoom();
        long written = tree.pass(Tree.Source.CHANGES);
        for (int freeze = 1; freeze <= FREEZES; freeze++) {
            comeClose(written);
            if (freeze()) {
                return;
            }
            written = Long.MAX_VALUE;
        }
        throw new RuntimeFailure.Passing("the data of " + source
                + " cannot be copied: more is written to it than can be"
                + " copied within the " + AT_MOST.toSeconds() + " s for which it may be held still; try again when less"
                + " is going on, pause it first, or keep the data on a file system with reflinks, such as XFS");
    }

    private void checkRoom() throws IOException {
        Tree all = tree.look(Tree.Source.CHANGES);
        total = all.bytesOnDisk();
        if (!tree.canShare(all)) {
            admission.checkRoom(total, "a copy of the data of " + source);
        }
    }

    /** Passes until little is left to do, or it does not become less. */
    private void comeClose(long first) throws IOException {
        long before = first;
        for (int i = 1; i < PASSES && frozenPart.runs(source); i++) {
            long written = tree.pass(Tree.Source.CHANGES);
            if (written < LITTLE || written > before / 2) {
                return;
            }
            before = written;
        }
    }

    private boolean freeze() throws IOException {
        try {
            return frozenPart.whileNothingWrites(source, () -> {
                until = System.nanoTime() + AT_MOST.toNanos();
                tree.pass(Tree.Source.STANDS_STILL);
            });
        } catch (TooLong e) {
            return false;
        } finally {
            until = Long.MAX_VALUE;
        }
    }

    private void looked(long bytes) {
        if (until != Long.MAX_VALUE) {
            if (System.nanoTime() > until) {
                throw new TooLong();
            }
            return; // whoever listens may not make the freeze longer
        }
        done += bytes;
        progress.at(Math.min(done, total), total, "copying the data of " + source);
        if (done > nextCheck && !tree.isSharing()) {
            nextCheck = done + DISK_CHECK_BYTES;
            admission.checkDisk();
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** As {@link TreeCopy#putTogether}. */
    void putTogether(Path to, int uid) throws IOException {
        tree.putTogether(to, uid);
        progress.at(total, total, "copied the data of " + source);
    }

    @Override
    public void close() {
        tree.close();
    }
}
