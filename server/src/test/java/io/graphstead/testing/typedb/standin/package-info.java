/**
 * A server program that behaves as a TypeDB server of a given version where it hurts whoever runs one: flags, exit codes,
 * signals, a data folder that a second start destroys, slow starts after bulk writes. Uses the JDK alone, so that it starts
 * about as fast as the real one, and knows nothing of the engine: its tables were written from the contract a second time.
 */
@NullMarked
package io.graphstead.testing.typedb.standin;

import org.jspecify.annotations.NullMarked;
