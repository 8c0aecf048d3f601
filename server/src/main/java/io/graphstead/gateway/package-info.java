/**
 * What stands between clients and databases: a port for each connection URL, or one that many share and tell apart by name;
 * TLS ended here, plain loopback behind. Reads the first bytes of a connection and no more of what clients and engines say to
 * each other. Knows no fleet and no engine: what there is to reach comes in through {@link Endpoints}. Start reading at
 * {@link Gateway}, then {@link Door}, where connections arrive, {@link Visit} and {@link Passage}.
 */
@NullMarked
package io.graphstead.gateway;

import org.jspecify.annotations.NullMarked;
