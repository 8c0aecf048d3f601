/**
 * Asking a running server in its engine's own language: what an engine that can be asked offers ({@link
 * io.graphstead.engine.query.Queries}) and what comes back, in a shape that no engine's words are in. Everything is bounded
 * before it is kept: rows, bytes, the length of each value.
 */
@NullMarked
package io.graphstead.engine.query;

import org.jspecify.annotations.NullMarked;
