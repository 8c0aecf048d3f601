package io.graphstead.gateway;

/**
 * What went through one connection URL since this gateway has it.
 *
 * @param connections of clients that are open now
 * @param opened connections that were let through
 * @param bytesIn from clients, without TLS
 * @param bytesOut to clients, without TLS
 * @param refused connections that were not let through
 * @param unanswered open connections whose client waits for an answer, as far as their protocol shows that
 */
public record Use(long connections, long opened, long bytesIn, long bytesOut, long refused, long unanswered) {}
