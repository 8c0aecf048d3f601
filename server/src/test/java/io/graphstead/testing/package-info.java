/** What tests of several features share. Knows the product only through its seams. */
@NullMarked
package io.graphstead.testing;

import org.jspecify.annotations.NullMarked;
