package io.graphstead.platform.configuration;

import io.graphstead.platform.CannotStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers the settings of one start: flags win over the environment, which wins over the file. Names every key that does
 * not exist, wherever it was given.
 */
public final class SettingsReader {
    private final SettingsCatalog catalog;
    private final Set<String> notSettings;
    private final Map<String, GivenValue> given = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** @param notSettings names in the environment that begin like a setting but belong to something else */
    public SettingsReader(SettingsCatalog catalog, Set<String> notSettings) {
        this.catalog = catalog;
        this.notSettings = Set.copyOf(notSettings);
    }

    /**
     * @param file the settings file, if one was named
     * @param environment of the process; only names that begin with {@code GRAPHSTEAD_} are looked at
     * @param flags by the key that each sets
     * @throws CannotStart with one line for each unknown key or value that is not allowed
     */
    public Settings read(Optional<Path> file, Map<String, String> environment, List<Flag> flags) {
        file.map(SettingsFile::read).orElse(Map.of()).forEach(this::take);
        environment.keySet().stream()
                .filter(name -> isSettingOrUnknown(name))
                .sorted()
                .forEach(name -> takeFromEnvironment(name, environment.getOrDefault(name, "")));
        flags.forEach(flag -> take(flag.key(), new GivenValue(flag.value(), flag.written())));
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join("\n", problems));
        }
        return Settings.checked(catalog, given);
    }

    private boolean isSettingOrUnknown(String name) {
        return Setting.isEnvironmentName(name)
                && (catalog.byEnvironmentName(name).isPresent() || !notSettings.contains(name));
    }

    private void take(String key, GivenValue value) {
        if (catalog.byKey(key).isPresent()) {
            given.put(key, value);
        } else {
            problems.add("there is no setting " + key + " (" + value.source() + "); did you mean "
                    + catalog.nearestKey(withoutPrefix(key)) + "?");
        }
    }

    private static String withoutPrefix(String key) {
        return key.startsWith(Setting.PREFIX) ? key.substring(Setting.PREFIX.length()) : key;
    }

    private void takeFromEnvironment(String name, String value) {
        catalog.byEnvironmentName(name)
                .ifPresentOrElse(
                        setting -> given.put(setting.key(), new GivenValue(value, "the environment's " + name)),
                        () -> problems.add("there is no setting " + name + " (in the environment); did you mean "
                                + catalog.nearestEnvironmentName(name) + "?"));
    }

    /**
     * A setting given on the command line.
     *
     * @param written how it was written, for messages: {@code --port}
     */
    public record Flag(String key, String value, String written) {
        /** @param assignment {@code key=value}, as {@code --set} takes it */
        public static Flag set(String assignment) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new CannotStart(
                        "--set takes key=value, such as --set server.port=7443; it was given \"" + assignment + "\"");
            }
            String key = assignment.substring(0, equals).trim();
            return new Flag(key, assignment.substring(equals + 1), "--set " + key);
        }
    }
}
