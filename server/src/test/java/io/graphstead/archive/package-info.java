/** Tests of packed files, and what writes hostile ones. */
@NullMarked
package io.graphstead.archive;

import org.jspecify.annotations.NullMarked;
