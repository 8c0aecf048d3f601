/**
 * Network rules of projects: which addresses may reach what lives there. Kept and checked here; nothing here opens or closes
 * a port.
 */
@NullMarked
package io.graphstead.identity.network;

import org.jspecify.annotations.NullMarked;
