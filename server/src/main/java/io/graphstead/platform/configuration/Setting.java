package io.graphstead.platform.configuration;

import io.micronaut.core.type.Argument;
import java.util.Locale;
import java.util.Optional;

/**
 * One setting that exists.
 *
 * @param key as an operator writes it: {@code tls.names}
 * @param type what its value is converted to
 * @param defaultValue as an operator would write it; none if the setting is off until it is given
 */
public record Setting(
        String key, Argument<?> type, Optional<String> defaultValue, String description, Allowed allowed) {
    /** What every setting's property begins with inside the framework. */
    static final String PREFIX = "graphstead.";

    private static final String ENVIRONMENT_PREFIX = "GRAPHSTEAD_";

    /** The name of the setting in the environment: {@code GRAPHSTEAD_TLS_NAMES}. */
    public String environmentName() {
        return ENVIRONMENT_PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    static boolean isEnvironmentName(String name) {
        return name.startsWith(ENVIRONMENT_PREFIX);
    }

    /** Whether its value must never be shown, not even when it is wrong. */
    boolean isSecret() {
        return key.endsWith("password") || key.endsWith("secret") || key.endsWith("token");
    }
}
