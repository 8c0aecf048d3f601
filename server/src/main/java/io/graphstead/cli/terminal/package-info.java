/**
 * What the commands of the command line show and ask: tables or JSON on standard output, words and progress on standard
 * error, questions on the terminal. Knows no server.
 */
@NullMarked
package io.graphstead.cli.terminal;

import org.jspecify.annotations.NullMarked;
