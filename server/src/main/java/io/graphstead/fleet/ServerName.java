package io.graphstead.fleet;

/**
 * What the queue calls this server: the same after every restart of it, and no other server's, so that work which an
 * earlier life of it had begun can be taken up at once.
 */
public record ServerName(String value) {}
