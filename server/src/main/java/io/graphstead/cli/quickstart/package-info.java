/**
 * The first thing that a newcomer runs: a server, and on it, made through its own HTTPS API like by any client, a database
 * that has answered a question. Nothing here may take a shortcut past that API.
 */
@NullMarked
package io.graphstead.cli.quickstart;

import org.jspecify.annotations.NullMarked;
