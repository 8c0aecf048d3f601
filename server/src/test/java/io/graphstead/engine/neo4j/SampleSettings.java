package io.graphstead.engine.neo4j;

import io.graphstead.engine.Version;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A value that is allowed, for every setting that may be set. */
final class SampleSettings {
    /** Each setting is given the first of these that it takes. */
    private static final List<String> VALUES = List.of(
            "apoc.*,db.*", "apoc.*", "2 days 1G", "2 days", "Europe/Stockholm", "30s", "12m", "true", "INFO", "COST",
            "CYPHER_25", "4.3", "SAMPLE", "0.5", "OFF", "1048577", "50");

    private SampleSettings() {}

    /** All that the release has, by its own names. */
    static Map<String, String> of(Version version) {
        Map<String, String> settings = new TreeMap<>();
        for (UserSetting setting : UserSettings.of(version)) {
            String name = setting.nameIn(version).orElseThrow();
            settings.put(
                    name,
                    VALUES.stream()
                            .filter(value -> setting.value().read().apply(value).isPresent())
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no sample for " + name)));
        }
        return settings;
    }
}
