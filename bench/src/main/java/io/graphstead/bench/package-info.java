/** Measured scenarios: each gives figures as ratios against a baseline of the same run, or against a bound that is named. */
@NullMarked
package io.graphstead.bench;

import org.jspecify.annotations.NullMarked;
