package io.graphstead.runtime;

import java.nio.file.Path;
import java.util.Map;

/**
 * A data volume to be made.
 *
 * @param storageGb its size; a runtime that cannot enforce it only accounts for it
 * @param seed files that a new volume begins with, by path relative to the volume. All are there or the volume is not:
 *     it appears in one rename
 */
public record VolumeRequest(int storageGb, Map<Path, String> seed) {
    public VolumeRequest {
        seed = Map.copyOf(seed);
    }
}
