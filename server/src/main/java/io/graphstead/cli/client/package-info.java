/**
 * Talks to a Graphstead server over HTTPS, as any client does: for {@code quickstart} and the commands of the command
 * line. Knows the wire, not the server's classes.
 */
@NullMarked
package io.graphstead.cli.client;

import org.jspecify.annotations.NullMarked;
