/**
 * Archives of volumes and where they are stored: what is in one, how it is written, read, checked and sealed. Knows no
 * deployment and no product; what is to be archived, when, and for whom is the fleet's to say. Start reading at
 * {@link io.graphstead.snapshot.Archives}.
 */
@NullMarked
package io.graphstead.snapshot;

import org.jspecify.annotations.NullMarked;
