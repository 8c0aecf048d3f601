/**
 * Decides what should be true of every deployment and makes it so. Knows no HTTP, no engine's settings and no process:
 * those come in through {@code engine.Engine} and {@code runtime.Runtime}. Start reading at
 * {@link io.graphstead.fleet.Fleet}.
 */
@NullMarked
package io.graphstead.fleet;

import org.jspecify.annotations.NullMarked;
