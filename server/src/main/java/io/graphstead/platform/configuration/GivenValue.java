package io.graphstead.platform.configuration;

/**
 * A value that someone gave to a setting.
 *
 * @param value a {@code String}, or a {@code List<String>} from a list in a file
 * @param source where it was given, in words: {@code line 4 of graphstead.yml}, {@code --port}
 */
record GivenValue(Object value, String source) {}
