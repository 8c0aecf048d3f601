package io.graphstead.fleet;

/**
 * One setting that users made.
 *
 * @param key as they wrote it
 * @param secret whether its value is never shown again
 */
public record ConfigurationEntry(String key, String value, boolean secret) {
    @Override
    public String toString() {
        return key + "=" + (secret ? "***" : value);
    }
}
