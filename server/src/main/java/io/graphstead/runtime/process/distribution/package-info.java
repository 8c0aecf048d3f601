/**
 * Puts the programs that engines need in place on this machine: releases from Maven repositories or from an operator's
 * archive, and the Java that runs them. Knows no product and starts nothing. Start reading at
 * {@link io.graphstead.runtime.process.distribution.DistributionStore}.
 */
@NullMarked
package io.graphstead.runtime.process.distribution;

import org.jspecify.annotations.NullMarked;
