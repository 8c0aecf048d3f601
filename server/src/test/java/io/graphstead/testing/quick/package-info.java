/**
 * A database that is up in a tenth of a second: a small server that keeps its data, and can be told to misbehave. Stands
 * in for a real engine where the subject is what is done with processes. Nothing of a real product belongs here.
 */
@NullMarked
package io.graphstead.testing.quick;

import org.jspecify.annotations.NullMarked;
