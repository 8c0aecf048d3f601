package io.graphstead.testing.typedb.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code config.yml}, as far as its form goes: nested keys and plain values. Anything wrong with it is exit code 1. */
final class ConfigFile {
    private final Path file;
    private final Map<String, String> values = new HashMap<>();

    private ConfigFile(Path file) {
        this.file = file;
    }

    static ConfigFile read(Path file) throws Refused {
        ConfigFile config = new ConfigFile(file);
        try {
            List<String> path = new ArrayList<>();
            List<Integer> depths = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    config.take(line.length() - line.stripLeading().length(), text, path, depths);
                }
            }
        } catch (IOException e) {
            throw new Refused(1, "Error reading configuration file '" + file + "': No such file or directory");
        }
        return config;
    }

    private void take(int depth, String text, List<String> path, List<Integer> depths) throws Refused {
        while (!depths.isEmpty() && depths.getLast() >= depth) {
            depths.removeLast();
            path.removeLast();
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new Refused(1, "Error parsing the configuration file: " + text);
        }
        depths.add(depth);
        path.add(text.substring(0, colon));
        String value = text.substring(colon + 1).strip();
        if (value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        if (values.put(String.join(".", path), value) != null) {
            throw new Refused(1, "Error parsing the configuration file: duplicate field `" + text + "`");
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String required(String key) throws Refused {
        String value = values.get(key);
        if (value == null || value.isEmpty()) {
            throw new Refused(1, "Error parsing the configuration file " + file + ": missing field `" + key + "`");
        }
        return value;
    }
}
