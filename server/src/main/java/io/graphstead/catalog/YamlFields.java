package io.graphstead.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read field by field. What is wrong is noted with its line and a harmless value goes on, so
 * that all mistakes of a file are told at once; whoever reads looks at the problems before using what was read.
 */
final class YamlFields {
    private final List<String> problems;
    private final int line;
    private final Map<String, Node> fields = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    private YamlFields(Node node, List<String> problems) {
        this.problems = problems;
        this.line = lineOf(node);
        if (!(node instanceof MappingNode mapping)) {
            problem(line, "must be a list of fields with values");
            return;
        }
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
            Integer before = lines.putIfAbsent(name, lineOf(tuple.getKeyNode()));
            if (before != null) {
                problem(lineOf(tuple.getKeyNode()), name + " stands here twice, first in line " + before);
            }
            fields.put(name, tuple.getValueNode());
        }
    }

    static YamlFields of(Node root, List<String> problems) {
        return new YamlFields(root, problems);
    }

    int line() {
        return line;
    }

    int line(String field) {
        Node node = fields.get(field);
        return node == null ? line : lineOf(node);
    }

    void problem(String field, String words) {
        problem(line(field), field + " " + words);
    }

    String text(String field) {
        return optionalText(field).orElseGet(() -> {
            if (!fields.containsKey(field)) {
                problem(line, field + " is missing");
            }
            return "";
        });
    }

    Optional<String> optionalText(String field) {
        Node node = take(field);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problem(field, "must be a text");
        return Optional.empty();
    }

    long whole(String field, long least, long most) {
        return optionalWhole(field, least, most).orElseGet(() -> {
            if (!fields.containsKey(field)) {
                problem(line, field + " is missing");
            }
            return least;
        });
    }

    Optional<Long> optionalWhole(String field, long least, long most) {
        Optional<String> text = optionalText(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().matches("[0-9]{1,15}")) {
            long value = Long.parseLong(text.get());
            if (least <= value && value <= most) {
                return Optional.of(value);
            }
        }
        problem(field, "must be a whole number from " + least + " to " + most + ", not \"" + text.get() + "\"");
        return Optional.of(least);
    }

    double cpus(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            return 1;
        }
        if (text.matches("[0-9]{1,4}(\\.[0-9]{1,3})?") && Double.parseDouble(text) > 0) {
            return Double.parseDouble(text);
        }
        problem(field, "must be a number above 0, such as 0.5 or 2, not \"" + text + "\"");
        return 1;
    }

    boolean flag(String field) {
        Optional<String> text = optionalText(field);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            problem(field, "must be true or false, not \"" + text.get() + "\"");
        }
        return text.isPresent() && text.get().equals("true");
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(field)) {
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                problem(lineOf(item), field + " must be a list of texts");
            }
        }
        return texts;
    }

    List<YamlFields> each(String field) {
        return items(field).stream().map(item -> of(item, problems)).toList();
    }

    /** Notes every field that was not asked for. */
    void nothingElse() {
        for (Map.Entry<String, Node> field : fields.entrySet()) {
            if (!asked.contains(field.getKey())) {
                problem(
                        lineOf(field.getValue()),
                        field.getKey() + " is not known here; known are " + String.join(", ", asked));
            }
        }
    }

    private List<Node> items(String field) {
        Node node = take(field);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null) {
            problem(field, "must be a list");
        }
        return List.of();
    }

    private @Nullable Node take(String field) {
        asked.add(field);
        return fields.get(field);
    }

    private void problem(int line, String words) {
        problems.add("line " + line + ": " + words);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
