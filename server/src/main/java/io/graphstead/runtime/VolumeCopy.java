package io.graphstead.runtime;

import java.nio.file.Path;
import java.util.Set;

/**
 * A data volume to be made from another's content.
 *
 * @param source whose volume is copied, running or not; it is left as it is
 * @param storageGb as {@link VolumeRequest}
 * @param leaveOut files, relative to the volume, that the copy lacks, such as those that give a server its identity
 */
public record VolumeCopy(WorkloadName source, int storageGb, Set<Path> leaveOut) {
    public VolumeCopy {
        leaveOut = Set.copyOf(leaveOut);
    }
}
