/**
 * Why something is not done: the one list of refusals that all features share and that each dialect translates with one
 * exhaustive switch. Knows no HTTP and imports nothing of the project.
 */
@NullMarked
package io.graphstead.refusal;

import org.jspecify.annotations.NullMarked;
