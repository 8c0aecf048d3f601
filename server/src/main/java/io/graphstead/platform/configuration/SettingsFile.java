package io.graphstead.platform.configuration;

import io.graphstead.platform.CannotStart;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads settings from a YAML file: flat ({@code tls.names}) or nested keys, every value with the line it stands on. */
final class SettingsFile {
    private final Path file;
    private final Map<String, GivenValue> values = new LinkedHashMap<>();

    private SettingsFile(Path file) {
        this.file = file;
    }

    /** @throws CannotStart if the file cannot be read or is no YAML */
    static Map<String, GivenValue> read(Path file) {
        SettingsFile reading = new SettingsFile(file);
        // Nodes, not objects: YAML's own ideas of numbers and dates would change what was written.
        try (Reader text = Files.newBufferedReader(file)) {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(text);
            if (root != null) {
                reading.take("", root);
            }
        } catch (NoSuchFileException missing) {
            throw new CannotStart("there is no settings file " + file + "; check --config");
        } catch (CharacterCodingException notText) {
            throw new CannotStart("the settings file " + file + " is not UTF-8 text");
        } catch (IOException unreadable) {
            throw new CannotStart("the settings file " + file + " cannot be read: " + unreadable.getMessage());
        } catch (MarkedYAMLException broken) {
            String where = broken.getProblemMark() == null
                    ? ""
                    : " at line " + (broken.getProblemMark().getLine() + 1);
            throw new CannotStart("the settings file " + file + " is not valid YAML" + where + ": "
                    + String.valueOf(broken.getProblem()).replace('\n', ' '));
        } catch (YAMLException broken) {
            throw new CannotStart("the settings file " + file + " is not valid YAML: "
                    + String.valueOf(broken.getMessage()).replace('\n', ' '));
        }
        return reading.values;
    }

    private void take(String key, Node node) {
        switch (node) {
            case MappingNode map -> {
                for (NodeTuple entry : map.getValue()) {
                    String name = text(key, entry.getKeyNode());
                    take(key.isEmpty() ? name : key + "." + name, entry.getValueNode());
                }
            }
            case SequenceNode list ->
                put(key, list.getValue().stream().map(item -> text(key, item)).toList(), node);
            case ScalarNode scalar -> takeScalar(key, scalar);
            default -> throw new CannotStart(line(node) + " is neither a value, a list nor a section");
        }
    }

    private void takeScalar(String key, ScalarNode scalar) {
        if (!scalar.getTag().equals(Tag.NULL)) {
            put(key, scalar.getValue(), scalar);
        } else if (!key.isEmpty()) {
            throw new CannotStart(key + " has no value (" + line(scalar) + "); give it one or remove the line");
        }
    }

    private void put(String key, Object value, Node node) {
        if (key.isEmpty()) {
            throw new CannotStart("the settings file " + file + " must hold lines like \"server.port: 7443\"");
        }
        GivenValue earlier = values.put(key, new GivenValue(value, line(node)));
        if (earlier != null) {
            throw new CannotStart(key + " stands twice: " + earlier.source() + " and " + line(node));
        }
    }

    private String text(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new CannotStart((key.isEmpty() ? "a key" : key) + " (" + line(node) + ") may only hold single values");
    }

    private String line(Node node) {
        return "line " + (node.getStartMark().getLine() + 1) + " of " + file;
    }
}
