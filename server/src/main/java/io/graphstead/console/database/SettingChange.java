package io.graphstead.console.database;

import io.graphstead.fleet.ConfigurationEntry;
import io.graphstead.fleet.Configurations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What becomes of one setting when the configuration is saved.
 *
 * @param kind added, changed or removed
 * @param color of the kind
 * @param before empty text when there was none
 * @param after empty text when there will be none
 */
public record SettingChange(String key, String kind, String color, String before, String after) {
    static List<SettingChange> between(List<ConfigurationEntry> before, List<ConfigurationEntry> after) {
        Map<String, ConfigurationEntry> old = new TreeMap<>();
        before.forEach(entry -> old.put(entry.key(), entry));
        List<SettingChange> changes = new ArrayList<>();
        for (ConfigurationEntry entry : after) {
            ConfigurationEntry was = old.remove(entry.key());
            if (was == null) {
                changes.add(new SettingChange(entry.key(), "added", "green", "", shown(entry)));
            } else if (!was.value().equals(entry.value()) || was.secret() != entry.secret()) {
                changes.add(new SettingChange(entry.key(), "changed", "yellow", shown(was), shown(entry)));
            }
        }
        old.values().forEach(gone -> changes.add(new SettingChange(gone.key(), "removed", "red", shown(gone), "")));
        return changes;
    }

    private static String shown(ConfigurationEntry entry) {
        return entry.secret() ? Configurations.MASK : entry.value();
    }
}
