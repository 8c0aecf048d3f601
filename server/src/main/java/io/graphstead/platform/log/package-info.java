/** The server's own log: where it goes, how long it is kept, what every line says beside its message. */
@NullMarked
package io.graphstead.platform.log;

import org.jspecify.annotations.NullMarked;
