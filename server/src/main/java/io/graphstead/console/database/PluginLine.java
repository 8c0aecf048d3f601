package io.graphstead.console.database;

import io.graphstead.console.Words;
import io.graphstead.fleet.Plugin;
import io.graphstead.identity.Ids;
import java.util.List;

/**
 * A plugin as pages show it.
 *
 * @param refused why the engine did not start with it; empty text when it did, or was not tried yet
 */
public record PluginLine(String id, String name, String added, boolean enabled, String refused) {
    static List<PluginLine> of(List<Plugin> plugins) {
        return plugins.stream()
                .map(plugin -> new PluginLine(
                        Ids.text(plugin.id().value()),
                        plugin.name(),
                        Words.at(plugin.createdAt()),
                        plugin.enabled(),
                        plugin.refused().orElse("")))
                .toList();
    }
}
