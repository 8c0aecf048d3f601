package io.graphstead.snapshot;

import java.util.UUID;

/** Names one archive for ever. */
public record ArchiveId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
