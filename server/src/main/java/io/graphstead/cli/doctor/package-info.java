/**
 * Looks at a machine and says whether Graphstead can run on it. Only looks: nothing here changes anything or needs a
 * running server.
 */
@NullMarked
package io.graphstead.cli.doctor;

import org.jspecify.annotations.NullMarked;
