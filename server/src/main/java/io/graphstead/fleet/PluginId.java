package io.graphstead.fleet;

import java.util.UUID;

/** Names a plugin of a deployment. */
public record PluginId(UUID value) {
    static PluginId random() {
        return new PluginId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
