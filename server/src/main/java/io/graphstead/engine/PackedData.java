package io.graphstead.engine;

import io.graphstead.archive.CheckedEntries;
import io.graphstead.archive.RefusedArchive;
import java.io.IOException;

/**
 * Packed data that was looked through and found fit for a release.
 *
 * @param what it is, in words: {@code a dump of Neo4j 5 or later}
 * @param bytes of its files once unpacked, those alone that are taken
 * @param entries how many files and folders at most
 * @param filling gives what a volume of this engine has of it, under paths in the volume
 */
public record PackedData(String what, long bytes, long entries, Filling filling) {
    /** Reads the archive once more, each time it is asked. */
    @FunctionalInterface
    public interface Filling {
        void writeTo(CheckedEntries.Contents volume) throws IOException, RefusedArchive;
    }
}
