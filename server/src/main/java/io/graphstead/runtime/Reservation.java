package io.graphstead.runtime;

/**
 * What a workload may use.
 *
 * @param memoryMb ceiling on the memory of all its processes, in MiB
 * @param cpus ceiling on processors, such as 0.5 or 2
 */
public record Reservation(long memoryMb, double cpus) {}
