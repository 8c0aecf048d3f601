package io.graphstead.engine;

import java.util.OptionalLong;

/**
 * What a running server tells of itself; empty where its product does not tell.
 *
 * @param connections open connections of clients
 * @param storeBytes bytes of its stores, without logs
 */
public record Figures(OptionalLong connections, OptionalLong storeBytes) {}
