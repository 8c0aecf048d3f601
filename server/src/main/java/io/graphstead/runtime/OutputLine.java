package io.graphstead.runtime;

/**
 * One line that a workload wrote.
 *
 * @param position the place right after it
 */
public record OutputLine(String text, OutputPosition position) {}
