/** The command line and the server's start. Knows every feature's front, and no feature knows it. */
@NullMarked
package io.graphstead.cli;

import org.jspecify.annotations.NullMarked;
