/**
 * How many requests one client may send and how many wrong credentials one address. Counted in each server's memory: with
 * several servers a client has the sum. {@code api.Gate} asks {@link io.graphstead.api.limits.ClientLimits}.
 */
@NullMarked
package io.graphstead.api.limits;

import org.jspecify.annotations.NullMarked;
