package io.graphstead.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * What a workload uses now.
 *
 * @param memoryBytes resident memory of all its processes
 * @param cpuTime processor time since it was started
 * @param volumeBytes bytes that its volume takes on disk
 * @param startedAt when it was started
 */
public record Usage(long memoryBytes, Duration cpuTime, long volumeBytes, Instant startedAt) {}
