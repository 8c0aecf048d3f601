/** What the commands say about themselves: the reference page and the completion of a shell. */
@NullMarked
package io.graphstead.cli.reference;

import org.jspecify.annotations.NullMarked;
