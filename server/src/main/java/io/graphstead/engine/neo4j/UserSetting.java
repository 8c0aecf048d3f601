package io.graphstead.engine.neo4j;

import io.graphstead.engine.Version;
import java.util.List;
import java.util.Optional;

/**
 * One setting that users may set.
 *
 * @param oldNames what it is called before 5.0, the name to write there first; empty when there is no such setting
 * @param name what it is called since; empty when there is no such setting any more
 * @param since the first release that has it under {@code name}
 * @param before the first release that has it no more
 * @param value what it may be set to
 */
record UserSetting(List<String> oldNames, Optional<String> name, Version since, Version before, SettingValue value) {
    private static final Version NAMES_CHANGED = new Version("5.0");

    /** What a release calls it; empty when it does not have it. */
    Optional<String> nameIn(Version version) {
        if (version.compareTo(NAMES_CHANGED) < 0) {
            return oldNames.stream().findFirst();
        }
        return name.filter(key -> since.compareTo(version) <= 0 && version.compareTo(before) < 0);
    }

    /** Whether somebody who wrote this key for this release means this setting: clients go on writing the old names. */
    boolean isMeantBy(String key, Version version) {
        return nameIn(version).isPresent()
                && (oldNames.contains(key)
                        || version.compareTo(NAMES_CHANGED) >= 0 && name.filter(key::equals).isPresent());
    }

    /** Whether any release calls it so. */
    boolean isEverCalled(String key) {
        return oldNames.contains(key) || name.filter(key::equals).isPresent();
    }
}
