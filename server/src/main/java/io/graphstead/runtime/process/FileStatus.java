package io.graphstead.runtime.process;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What the kernel says of one file, folder or link.
 *
 * @param mode kind and permissions
 * @param bytesOnDisk what it takes there, holes not counted
 * @param modified of its content, nanoseconds since 1970
 * @param changed of its content or of anything else about it; set by the kernel alone
 */
record FileStatus(Id id, int mode, long links, long size, long bytesOnDisk, long modified, long changed) {
    /** The length of struct statx. */
    static final int LENGTH = 256;

    private static final int KIND = 0170000;
    private static final int FILE = 0100000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;

    /** The same for all names of one file, as long as it exists. */
    record Id(long device, long inode) {
        /** Fit for a file name. */
        @Override
        public String toString() {
            return Long.toHexString(device) + "-" + Long.toHexString(inode);
        }
    }

    /** Reads a struct statx. */
    static FileStatus of(MemorySegment statx) {
        return new FileStatus(
                new Id(
                        (long) statx.get(ValueLayout.JAVA_INT, 136) << 32
                                | Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 140)),
                        statx.get(ValueLayout.JAVA_LONG, 32)),
                Short.toUnsignedInt(statx.get(ValueLayout.JAVA_SHORT, 28)),
                Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 16)),
                statx.get(ValueLayout.JAVA_LONG, 40),
                statx.get(ValueLayout.JAVA_LONG, 48) * 512,
                time(statx, 112),
                time(statx, 96));
    }

    private static long time(MemorySegment statx, long at) {
        return statx.get(ValueLayout.JAVA_LONG, at) * 1_000_000_000L + statx.get(ValueLayout.JAVA_INT, at + 8);
    }

    boolean isFile() {
        return (mode & KIND) == FILE;
    }

    boolean isFolder() {
        return (mode & KIND) == FOLDER;
    }

    boolean isLink() {
        return (mode & KIND) == LINK;
    }

    /** Without what would make a program run with its owner's rights. */
    int permissions() {
        return mode & 0777;
    }

    /** Whether nothing was written in between; see {@link Contents} for when that may be relied on. */
    boolean isAsOf(FileStatus earlier) {
        return id.equals(earlier.id)
                && size == earlier.size
                && modified == earlier.modified
                && changed == earlier.changed;
    }
}
