/**
 * Network rules of projects: which addresses may reach what lives there. Kept and checked here;
 * the gateway enforces them.
 */
@NullMarked
package io.graphstead.identity.network;

import org.jspecify.annotations.NullMarked;
