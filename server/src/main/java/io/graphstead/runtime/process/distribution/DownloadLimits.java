package io.graphstead.runtime.process.distribution;

import java.time.Duration;

/**
 * How long and how much a download may take.
 *
 * @param connect until the other side takes the connection
 * @param answer until it begins to answer
 * @param silence in which not one byte comes
 * @param whole for everything, however steadily it trickles
 * @param maxBytes of the archive
 * @param tries how often a download that is cut goes on
 * @param pause before the second try, twice that before the third and so on
 */
record DownloadLimits(
        Duration connect, Duration answer, Duration silence, Duration whole, long maxBytes, int tries, Duration pause) {
    static final DownloadLimits USUAL = new DownloadLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofHours(2),
            2L << 30,
            5,
            Duration.ofSeconds(1));
}
