package io.graphstead.console.organization;

/**
 * One of a list to choose from.
 *
 * @param value what is sent
 * @param words what is shown
 */
public record Choice(String value, String words, boolean chosen) {}
