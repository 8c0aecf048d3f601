package io.graphstead.runtime.process.distribution;

/**
 * What an archive may hold.
 *
 * @param maxEntries files, folders and links at most
 * @param maxBytes bytes at most, once unpacked
 * @param maxRatio how many times its own size it may become
 * @param ratioFrom bytes unpacked before which the ratio says nothing: small texts shrink to almost nothing
 */
record UnpackLimits(int maxEntries, long maxBytes, int maxRatio, long ratioFrom) {
    static final UnpackLimits DISTRIBUTION = new UnpackLimits(20_000, 4L << 30, 100, 64L << 20);
}
