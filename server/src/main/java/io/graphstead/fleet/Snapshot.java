package io.graphstead.fleet;

import io.graphstead.engine.Version;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import io.graphstead.identity.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A copy of a deployment's data of one moment that is stored apart from it, and outlives it.
 *
 * @param database what the deployment was called
 * @param size that the deployment had, as the catalogue calls it
 * @param label for people
 * @param pinned kept until somebody deletes it, also when its deployment is gone
 * @param bytes that it takes where it is stored; 0 until it is
 * @param volumeBytes of the data in it; 0 until it is stored
 * @param verifiedAt when it was last seen that it can be restored
 * @param rhythms of the schedule that it stands for, of a scheduled one
 * @param broken why it cannot be restored, of one that was made and then seen to be broken
 */
public record Snapshot(
        SnapshotId id,
        DeploymentId deployment,
        ProjectId project,
        String database,
        String engine,
        Version version,
        String edition,
        String size,
        int storageGb,
        String label,
        boolean pinned,
        Kind kind,
        Status status,
        OperationId operation,
        String requestedBy,
        Instant createdAt,
        long bytes,
        long volumeBytes,
        Optional<Instant> verifiedAt,
        List<Rhythm> rhythms,
        Optional<String> broken) {
    public Snapshot {
        rhythms = List.copyOf(rhythms);
    }

    /** Why it was made. */
    public enum Kind {
        ON_DEMAND,
        SCHEDULED,
        /** The last one, before its deployment was deleted. */
        FINAL
    }

    /** What can be done with it. */
    public enum Status {
        /** It is being made. */
        PENDING,
        /** It can be restored. */
        READY,
        FAILED,
        /** It is being deleted, and never seen again. */
        DELETING
    }
}
