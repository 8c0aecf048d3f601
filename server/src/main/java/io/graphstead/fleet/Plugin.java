package io.graphstead.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * A plugin of a deployment.
 *
 * @param enabled whether it is loaded at the next start
 * @param refused why the engine did not start with it; such a one is not loaded
 */
public record Plugin(PluginId id, String name, Instant createdAt, boolean enabled, Optional<String> refused) {}
