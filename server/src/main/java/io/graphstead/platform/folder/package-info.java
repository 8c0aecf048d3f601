/**
 * The data folder of one server: who may read it, that only one server uses it, what lies where. Knows nothing of what the
 * files in it mean.
 */
@NullMarked
package io.graphstead.platform.folder;

import org.jspecify.annotations.NullMarked;
