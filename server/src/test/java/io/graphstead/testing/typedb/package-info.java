/** TypeDB distributions for tests: the stand-in's, or a real one. Start at {@link TypeDbDistribution}. */
@NullMarked
package io.graphstead.testing.typedb;

import org.jspecify.annotations.NullMarked;
