/** What the tests of several packages stand on. */
@NullMarked
package io.graphstead.testing;

import org.jspecify.annotations.NullMarked;
