package io.graphstead.fleet;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a deployment used at one time; empty where it is not known.
 *
 * @param memoryBytes the most that there was of it in the point's time, as of storage and connections
 * @param cpuPermille thousandths of one processor, on average, as all that is per second or minute
 * @param opened connections that were opened, in a minute
 * @param bytesIn from clients, in a second
 * @param bytesOut to clients, in a second
 */
public record MetricPoint(
        Instant at,
        OptionalLong memoryBytes,
        OptionalLong volumeBytes,
        OptionalLong cpuPermille,
        OptionalLong connections,
        OptionalLong opened,
        OptionalLong bytesIn,
        OptionalLong bytesOut) {}
