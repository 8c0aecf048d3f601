package io.graphstead.fleet;

/** The host name or address that connection URLs name: that of the gateway. */
public record ConnectionHost(String name) {}
