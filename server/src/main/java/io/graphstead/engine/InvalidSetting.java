package io.graphstead.engine;

/**
 * A setting that a release cannot be given.
 *
 * @param key the setting, as its user wrote it
 * @param words what is wrong with the key or its value and what would be allowed; names the key
 */
public record InvalidSetting(String key, String words) {}
