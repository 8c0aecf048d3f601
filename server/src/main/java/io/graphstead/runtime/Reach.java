package io.graphstead.runtime;

/** Where the server itself can connect to a workload. */
public record Reach(String host, int port) {}
