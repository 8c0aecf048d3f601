package io.graphstead.fleet;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeContent;
import io.graphstead.snapshot.Archives;
import io.graphstead.snapshot.BrokenArchive;
import io.graphstead.snapshot.Provenance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** The steps of operations that make and restore snapshots. Each can be repeated; what fails throws {@link RuntimeFailure}. */
@Singleton
class SnapshotEffects {
    private static final Duration CHECKPOINT_LIMIT = Duration.ofSeconds(30);

    /** More files than any volume has. */
    private static final long MOST_ENTRIES = 10_000_000;

    private final Runtime runtime;
    private final Engines engines;
    private final Passwords passwords;
    private final SnapshotStore snapshots;
    private final Archives archives;

    SnapshotEffects(Runtime runtime, Engines engines, Passwords passwords, SnapshotStore snapshots, Archives archives) {
        this.runtime = runtime;
        this.engines = engines;
        this.passwords = passwords;
        this.snapshots = snapshots;
        this.archives = archives;
    }

    private static SnapshotId id(Turn turn) {
        return turn.operation()
                .flatMap(Turn.Running::snapshot)
                .orElseThrow(() -> new IllegalStateException("only an operation with a snapshot has this step"));
    }

    Snapshot snapshot(Turn turn) {
        return snapshots
                .find(id(turn))
                .orElseThrow(() -> new RuntimeFailure.Lasting("the snapshot " + id(turn) + " is deleted"));
    }

    Credentials credentials(SnapshotId id) {
        return snapshots
                .credentials(id)
                .map(stored -> passwords.of(id, stored))
                .orElseThrow(() -> new RuntimeFailure.Lasting("the snapshot " + id + " is deleted"));
    }

    void keepMoment(Turn turn, InstallProgress progress) {
        Deployment deployment = turn.deployment();
        Engine engine = engines.named(deployment.spec().engine());
        // Only shortens the recovery of what is kept; without it nothing is lost.
        runtime.reach(deployment.workload(), engine.askedAt(deployment.spec().version()))
                .ifPresent(reach -> engine.checkpoint(reach, passwords.of(deployment.id()), CHECKPOINT_LIMIT));
        runtime.keepMoment(deployment.workload(), turn.fence(), Effects.label(turn), engine.identity(), progress);
    }

    void store(Turn turn, InstallProgress progress) {
        Deployment deployment = turn.deployment();
        Snapshot snapshot = snapshot(turn);
        long total = runtime.bytesOnDisk(deployment.workload(), Path.of("")).orElse(0);
        try {
            Archives.Stored stored = archives.write(
                    snapshot.id().archive(),
                    provenance(snapshot),
                    entries -> runtime.readCopy(deployment.workload(), Effects.label(turn), entries),
                    done -> progress.at(Math.min(done, total), total, "archiving in " + archives.place()));
            snapshots.stored(snapshot.id(), stored.bytes(), stored.volumeBytes());
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(
                    "the snapshot cannot be stored in " + archives.place() + ": " + e.getMessage(), e);
        }
    }

    private static Provenance provenance(Snapshot snapshot) {
        return new Provenance(
                snapshot.database(),
                snapshot.deployment().toString(),
                snapshot.engine(),
                snapshot.version().text(),
                snapshot.edition(),
                snapshot.createdAt().toString(),
                snapshot.requestedBy());
    }

    void load(Turn turn, InstallProgress progress) {
        runtime.makeCopy(turn.deployment().workload(), turn.fence(), loaded(turn), content(snapshot(turn), progress));
    }

    /** What is in it; only once all was read it is known to be what was stored. */
    VolumeContent content(Snapshot snapshot, InstallProgress progress) {
        long total = snapshot.volumeBytes();
        return new VolumeContent(total, new VolumeContent.Most(total, MOST_ENTRIES), entries -> {
            try {
                archives.read(
                        snapshot.id().archive(),
                        entries,
                        done -> progress.at(done, total, "unpacking from " + archives.place()));
            } catch (BrokenArchive | NoSuchFileException broken) {
                throw new RuntimeFailure.Lasting(
                        "the snapshot cannot be restored: its archive in " + archives.place()
                                + (broken instanceof BrokenArchive
                                        ? " is not what was stored: " + broken.getMessage()
                                        : " is not there any more"),
                        broken);
            }
        });
    }

    void putInPlace(Turn turn) {
        runtime.swapCopy(turn.deployment().workload(), turn.fence(), loaded(turn), Effects.label(turn));
    }

    /** The label of what was loaded; what was there before is kept under the operation's own. */
    private static String loaded(Turn turn) {
        return Effects.label(turn) + "-loaded";
    }

    /** Does away with what an operation left beside the data, and with an archive that nobody will see. */
    void tidyUp(Turn turn) {
        Turn.Running operation = turn.operation().orElseThrow();
        if (operation.kind().restores()) {
            runtime.forgetCopy(turn.deployment().workload(), turn.fence(), loaded(turn));
        }
        if (operation.kind().makesSnapshot() && operation.failing().isPresent()) {
            try {
                archives.delete(id(turn).archive());
            } catch (IOException e) {
                throw new RuntimeFailure.Passing(
                        "what was stored in " + archives.place() + " cannot be deleted: " + e.getMessage(), e);
            }
        }
    }
}
