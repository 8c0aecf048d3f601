/**
 * Packed files that strangers bring: recognized by their content, read entry by entry, and held against limits. Knows
 * nothing of the project, writes nothing, and believes no name. Start at {@link PackedFile} and {@link CheckedEntries}.
 */
@NullMarked
package io.graphstead.archive;

import org.jspecify.annotations.NullMarked;
