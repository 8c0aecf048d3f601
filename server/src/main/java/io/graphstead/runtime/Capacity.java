package io.graphstead.runtime;

/**
 * What a runtime has for all its workloads together.
 *
 * @param memoryMb memory that may be reserved, in MiB
 * @param freeDiskBytes bytes left where volumes are kept
 */
public record Capacity(long memoryMb, long freeDiskBytes) {}
