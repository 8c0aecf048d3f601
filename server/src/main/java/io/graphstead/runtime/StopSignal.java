package io.graphstead.runtime;

import java.time.Duration;

/**
 * One way of asking a workload to stop.
 *
 * @param name the signal without {@code SIG}, such as {@code TERM} or {@code INT}
 * @param grace how long it may take to stop after it, before the next is sent
 */
public record StopSignal(String name, Duration grace) {}
