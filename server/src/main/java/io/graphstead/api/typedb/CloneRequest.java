package io.graphstead.api.typedb;

import org.jspecify.annotations.Nullable;

/**
 * The body of a clone.
 *
 * @param id of the new cluster
 */
record CloneRequest(@Nullable String id) {}
