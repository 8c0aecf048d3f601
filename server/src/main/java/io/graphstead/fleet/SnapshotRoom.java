package io.graphstead.fleet;

import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refusal.Unavailable;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Runtime;
import io.graphstead.snapshot.Archives;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that there is room for snapshots and for what is in them, and makes it: deletes the archives of those that were
 * deleted, and of deployments that were, 30 days later. GrapheneDB contract §3.
 */
@Singleton
class SnapshotRoom {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRoom.class);

    private static final Duration KEPT = Duration.ofDays(30);

    private final SnapshotStore store;
    private final Archives archives;
    private final Runtime runtime;
    private final Clock clock;

    SnapshotRoom(SnapshotStore store, Archives archives, Runtime runtime, Clock clock) {
        this.store = store;
        this.archives = archives;
        this.runtime = runtime;
        this.clock = clock;
    }

    /**
     * The bytes that the archive of its data takes at most.
     *
     * @throws Refused when they may not fit where it would be stored
     */
    long checkToStore(Deployment deployment) {
        long needed = runtime.bytesOnDisk(deployment.workload(), Path.of("")).orElse(0);
        OptionalLong room;
        try {
            room = archives.room();
        } catch (IOException e) {
            throw new Refused(
                    new Unavailable("snapshots cannot be stored in " + archives.place() + ": " + e.getMessage()));
        }
        if (room.isPresent() && room.getAsLong() < needed) {
            throw new Refused(new DoesNotFit(
                    "storage",
                    "a snapshot of its " + mb(needed) + " MB may not fit in " + archives.place() + ", where "
                            + mb(room.getAsLong()) + " MB are free; delete snapshots that are not needed, or have more"
                            + " room made there"));
        }
        return needed;
    }

    /** @throws Refused when what is in it does not fit beside the data */
    void checkToLoad(Snapshot snapshot) {
        long free = runtime.capacity().freeDiskBytes();
        if (free < snapshot.volumeBytes()) {
            throw new Refused(new DoesNotFit(
                    "storage",
                    "the snapshot's data takes " + mb(snapshot.volumeBytes()) + " MB beside what is there, and "
                            + mb(free) + " MB are free; delete databases that are not needed, or have more room made"));
        }
    }

    private static long mb(long bytes) {
        return bytes >> 20;
    }

    /** Deletes the archive of one that is hidden; one that cannot be deleted now is tried again later. */
    void free(SnapshotId id) {
        try {
            archives.delete(id.archive());
            store.forget(id);
        } catch (IOException e) {
            LOG.warn(
                    "the archive of the deleted snapshot {} stays in {} for now: {}",
                    id,
                    archives.place(),
                    e.getMessage());
        }
    }

    @Scheduled(initialDelay = "5m", fixedDelay = "1h")
    void freeOld() {
        try {
            for (SnapshotId id : store.toDelete(clock.instant().minus(KEPT))) {
                store.hide(id);
                free(id);
            }
        } catch (RuntimeException failed) {
            LOG.warn("old snapshots could not be deleted; tried again in an hour: {}", failed.getMessage());
        }
    }
}
