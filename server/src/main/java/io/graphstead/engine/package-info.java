/**
 * The products that can be deployed: the {@link io.graphstead.engine.Engine} seam, one subpackage per product. Knows no
 * place and changes nothing on this machine: what an engine wants done it says as data that a runtime carries out. Asking
 * a running server something over the network is the only I/O here.
 */
@NullMarked
package io.graphstead.engine;

import org.jspecify.annotations.NullMarked;
