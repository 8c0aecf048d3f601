package io.graphstead.catalog;

import io.graphstead.engine.Memory;

/** How much of this machine's memory a server of a cloud's machine type gets, in MiB. */
final class MachineMemory {
    private static final long LEAST_MB = 1024;

    private MachineMemory() {}

    /** A quarter of what the type has in its cloud, at least 1 GB, at most half of this machine. */
    static long ceilingMb(long typeMb, long machineMb) {
        return Math.min(Math.max(typeMb / 4, LEAST_MB), machineMb / 2);
    }

    /**
     * Divides a ceiling: an eighth and 384 MB stay for what a server takes beside heap and page cache; the heap gets half
     * of the rest, or three quarters where that is little, since a page cache can be small and a heap cannot.
     */
    static Memory divide(long ceilingMb) {
        long rest = Math.max(64, ceilingMb - 384 - ceilingMb / 8);
        long heap = Math.max(rest / 2, Math.min(384, rest * 3 / 4));
        long inSixteens = heap / 16 * 16;
        return new Memory(ceilingMb, inSixteens, rest - inSixteens);
    }
}
