/** {@code graphstead db}, {@code operation} and {@code catalog}: databases, what is done to them, and what can be had. */
@NullMarked
package io.graphstead.cli.database;

import org.jspecify.annotations.NullMarked;
