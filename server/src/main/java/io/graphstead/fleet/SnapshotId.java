package io.graphstead.fleet;

import io.graphstead.snapshot.ArchiveId;
import java.util.UUID;

/** Names one snapshot for ever. */
public record SnapshotId(UUID value) {
    public static SnapshotId random() {
        return new SnapshotId(UUID.randomUUID());
    }

    ArchiveId archive() {
        return new ArchiveId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
