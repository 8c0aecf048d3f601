package io.graphstead.archive;

/**
 * What an archive may hold.
 *
 * @param bytes all its files together, once unpacked
 * @param entries files and folders
 * @param depth folders in folders
 * @param ratio how many times its own size it may become
 * @param ratioFrom bytes unpacked before which the ratio says nothing
 */
public record ArchiveLimits(long bytes, int entries, int depth, int ratio, long ratioFrom) {
    private static final int ENTRIES = 200_000;
    private static final int DEPTH = 32;

    /**
     * Databases reserve room ahead: a dump of an empty Neo4j is 12 kB and becomes 260 MB of zeros. So what an archive
     * becomes is held against what the database may have, and its ratio matters only beyond what any reserves.
     */
    private static final int RATIO = 1000;

    private static final long RATIO_FROM = 1L << 30;

    /** @param bytes what the database may have */
    public static ArchiveLimits ofData(long bytes) {
        return new ArchiveLimits(bytes, ENTRIES, DEPTH, RATIO, RATIO_FROM);
    }
}
