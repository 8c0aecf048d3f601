package io.graphstead.engine;

/**
 * A setting that users may set.
 *
 * @param key its name in the release
 * @param allowed what it may be, in words that go on after "it must be"
 */
public record OfferedSetting(String key, String allowed) {}
