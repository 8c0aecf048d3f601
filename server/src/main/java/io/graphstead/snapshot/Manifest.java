package io.graphstead.snapshot;

import java.util.List;

/**
 * What is in an archive; the last thing in it, so that one that was cut off has none.
 *
 * @param format the archive's own version
 * @param bytes of all files together
 */
record Manifest(int format, Provenance provenance, long bytes, List<FileSum> files) {
    /** The only one up to now. */
    static final int FORMAT = 1;

    Manifest {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param path below the volume
     * @param sha256 in hex
     */
    record FileSum(String path, long size, String sha256) {}
}
