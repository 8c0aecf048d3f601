package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;

/** Does something with a volume while nothing writes to it: nothing runs on it, or what does stands still. */
final class FrozenPart {
    private final RootFolder root;
    private final Sight sight;
    private final Freezer freezer;

    FrozenPart(RootFolder root, Sight sight, Freezer freezer) {
        this.root = root;
        this.sight = sight;
        this.freezer = freezer;
    }

    /** What is done meanwhile: short, since whoever wants to start or stop the workload waits, and so do its clients. */
    interface Work {
        void run() throws IOException;
    }

    /** @return whether nothing was written from beginning to end; if not, what was done is worth nothing */
    boolean whileNothingWrites(WorkloadName name, Work work) throws IOException {
        try (Control alone = Control.look(root, name)) {
            return switch (sight.lookAlone(name)) {
                case Sight.Seen.Nothing nothing -> throw noVolume(name);
                case Sight.Seen.Stopped stopped -> {
                    if (stopped.leftovers()) {
                        throw noVolume(name);
                    }
                    work.run();
                    yield true;
                }
                case Sight.Seen.Running running -> frozen(name, running.launched(), work);
                case Sight.Seen.Remnants remnants ->
                    throw new RuntimeFailure.Passing("the data of " + name + " cannot be copied: processes of its last"
                            + " run still live ("
                            + Procfs.describe(remnants.pids().iterator().next()) + "); stop it first");
                case Sight.Seen.Unclear unclear ->
                    throw new RuntimeFailure.Passing("the data of " + name + " cannot be copied: " + unclear.why());
            };
        }
    }

    private boolean frozen(WorkloadName name, Launched launched, Work work) throws IOException {
        try (Freezer.Frozen frozen = freezer.freeze(name, launched)) {
            work.run();
            return frozen.held();
        }
    }

    boolean runs(WorkloadName name) {
        return sight.look(name) instanceof Sight.Seen.Running;
    }

    /** Throws when there is nothing to copy. */
    void checkVolume(WorkloadName name) {
        switch (sight.look(name)) {
            case Sight.Seen.Nothing nothing -> throw noVolume(name);
            case Sight.Seen.Stopped stopped -> {
                if (stopped.leftovers()) {
                    throw noVolume(name);
                }
            }
            default -> {} // what it is will be seen when it matters
        }
    }

    private static RuntimeFailure noVolume(WorkloadName name) {
        return new RuntimeFailure.Lasting("the data of " + name + " cannot be copied: it has none, or was deleted");
    }
}
