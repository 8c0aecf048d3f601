package io.graphstead.fleet;

import io.graphstead.identity.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a deployment uses of what it has; empty where that is not known now, as most of it is while it does not run.
 *
 * @param running whether its process runs
 * @param memoryLimitBytes ceiling on the memory of all its processes
 * @param cpuTime processor time since it was started
 * @param cpuLimit processors that it may use
 * @param storeBytes bytes of its stores alone
 * @param volumeBytes bytes of everything in its volume
 * @param storageLimitBytes the size of its volume
 * @param connections open connections of clients, as the engine counts them
 * @param traffic what went through its connection URL since this server runs
 */
public record Measurement(
        DeploymentId deployment,
        ProjectId project,
        String name,
        boolean running,
        OptionalLong memoryBytes,
        long memoryLimitBytes,
        Optional<Duration> cpuTime,
        double cpuLimit,
        OptionalLong storeBytes,
        OptionalLong volumeBytes,
        long storageLimitBytes,
        OptionalLong connections,
        Optional<Duration> uptime,
        Optional<ConnectionUse.Counters> traffic,
        Instant observedAt) {}
