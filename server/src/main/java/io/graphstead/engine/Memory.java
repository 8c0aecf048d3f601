package io.graphstead.engine;

/**
 * Memory given to a deployment, in MiB.
 *
 * @param ceilingMb the most that all its processes may take together
 * @param heapMb the engine's own heap, for engines that have one; 0 otherwise
 * @param pageCacheMb the engine's cache of its store, for engines that have one; 0 otherwise
 */
public record Memory(long ceilingMb, long heapMb, long pageCacheMb) {}
