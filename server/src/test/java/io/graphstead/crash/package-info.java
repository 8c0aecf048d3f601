/**
 * The server is killed at every boundary between steps, as a real process over real databases and a real PostgreSQL, and
 * what it leaves behind is looked at from outside.
 */
@NullMarked
package io.graphstead.crash;

import org.jspecify.annotations.NullMarked;
