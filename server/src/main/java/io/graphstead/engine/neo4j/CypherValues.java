package io.graphstead.engine.neo4j;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.engine.query.Cell;
import io.graphstead.engine.query.GraphPicture;
import io.graphstead.engine.query.Shortening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.Entity;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Relationship;

/** What a server answers, as cells of a table and parts of a picture. Long values are shortened, and say so. */
final class CypherValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> CAPTIONS = List.of("name", "title", "label", "caption", "id", "code", "email");
    private static final int CAPTION = 40;

    private final GraphPicture.Painter painter = new GraphPicture.Painter();

    GraphPicture picture() {
        return painter.picture();
    }

    Cell cell(Value value) {
        Object object = value.asObject();
        paint(object, 0);
        return new Cell(Shortening.text(text(object, 0), Shortening.CELL), json(object, 0));
    }

    private void paint(@Nullable Object value, int depth) {
        if (depth > Shortening.DEPTH) {
            return;
        }
        switch (value) {
            case Node node -> painter.node(picture(node));
            case Relationship edge -> painter.edge(picture(edge));
            case Path path -> {
                path.nodes().forEach(node -> painter.node(picture(node)));
                path.relationships().forEach(edge -> painter.edge(picture(edge)));
            }
            case List<?> list -> list.stream().limit(Shortening.ELEMENTS).forEach(each -> paint(each, depth + 1));
            case Map<?, ?> map ->
                map.values().stream().limit(Shortening.ELEMENTS).forEach(each -> paint(each, depth + 1));
            case null, default -> {}
        }
    }

    private static GraphPicture.Node picture(Node node) {
        String kind = first(node.labels());
        Map<String, String> properties = properties(node);
        String caption = CAPTIONS.stream()
                .filter(node::containsKey)
                .map(key -> String.valueOf(node.get(key).asObject()))
                .findFirst()
                .orElse(kind.isEmpty() ? "node" : kind);
        return new GraphPicture.Node(node.elementId(), kind, brief(caption), properties);
    }

    private static GraphPicture.Edge picture(Relationship edge) {
        return new GraphPicture.Edge(
                edge.elementId(), edge.startNodeElementId(), edge.endNodeElementId(), edge.type(), properties(edge));
    }

    private static String brief(String caption) {
        return caption.length() > CAPTION ? caption.substring(0, CAPTION) + "…" : caption;
    }

    private static String first(Iterable<String> labels) {
        return labels.iterator().hasNext() ? labels.iterator().next() : "";
    }

    private static Map<String, String> properties(Entity entity) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String key : entity.keys()) {
            if (properties.size() < Shortening.ELEMENTS) {
                properties.put(key, Shortening.text(text(entity.get(key).asObject(), 0), 300));
            }
        }
        return properties;
    }

    /** In Cypher's own notation, as far as it has one. */
    private static String text(@Nullable Object value, int depth) {
        if (depth > Shortening.DEPTH) {
            return "…";
        }
        return switch (value) {
            case null -> "null";
            case String text ->
                '"' + Shortening.text(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case byte[] bytes -> "bytes(" + bytes.length + ")";
            case Node node -> node(node, depth);
            case Relationship edge -> "[:" + edge.type() + map(edge.asMap(), depth, " ") + "]";
            case Path path -> path(path, depth);
            case List<?> list -> pieces(list, each -> text(each, depth + 1)).collect(joining(", ", "[", "]"));
            case Map<?, ?> map -> map.isEmpty() ? "{}" : map(map, depth, "");
            default -> Shortening.text(value.toString());
        };
    }

    private static String node(Node node, int depth) {
        StringBuilder text = new StringBuilder("(");
        node.labels().forEach(label -> text.append(':').append(label));
        return text.append(map(node.asMap(), depth, text.length() > 1 ? " " : ""))
                .append(')')
                .toString();
    }

    private static String path(Path path, int depth) {
        StringBuilder text = new StringBuilder(node(path.start(), depth));
        Node at = path.start();
        int steps = 0;
        for (Path.Segment segment : path) {
            if (++steps > Shortening.ELEMENTS) {
                return text.append(Shortening.more(path.length() - Shortening.ELEMENTS))
                        .toString();
            }
            boolean forward = segment.relationship().startNodeElementId().equals(at.elementId());
            text.append(forward ? "-" : "<-")
                    .append(text(segment.relationship(), depth + 1))
                    .append(forward ? "->" : "-")
                    .append(node(segment.end(), depth));
            at = segment.end();
        }
        return text.toString();
    }

    private static String map(Map<?, ?> map, int depth, String before) {
        return map.isEmpty()
                ? ""
                : pieces(
                                new ArrayList<>(map.entrySet()),
                                entry -> entry.getKey() + ": " + text(entry.getValue(), depth + 1))
                        .collect(joining(", ", before + "{", "}"));
    }

    private static <T> Stream<String> pieces(List<T> list, Function<T, String> words) {
        Stream<String> kept = list.stream().limit(Shortening.ELEMENTS).map(words);
        return list.size() <= Shortening.ELEMENTS
                ? kept
                : Stream.concat(kept, Stream.of(Shortening.more(list.size() - Shortening.ELEMENTS)));
    }

    private static JsonNode json(@Nullable Object value, int depth) {
        if (depth > Shortening.DEPTH) {
            return JSON.textNode("…");
        }
        return switch (value) {
            case null -> JSON.nullNode();
            case Boolean bool -> JSON.booleanNode(bool);
            case Long number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case String text -> JSON.textNode(Shortening.text(text));
            case Node node -> {
                ObjectNode object = JSON.objectNode().put("elementId", node.elementId());
                ArrayNode labels = object.putArray("labels");
                node.labels().forEach(labels::add);
                yield object.set("properties", json(node.asMap(), depth + 1));
            }
            case Relationship edge ->
                JSON.objectNode()
                        .put("elementId", edge.elementId())
                        .put("type", edge.type())
                        .put("start", edge.startNodeElementId())
                        .put("end", edge.endNodeElementId())
                        .set("properties", json(edge.asMap(), depth + 1));
            case Path path -> {
                List<Object> steps = new ArrayList<>();
                steps.add(path.start());
                path.forEach(segment -> {
                    steps.add(segment.relationship());
                    steps.add(segment.end());
                });
                yield json(steps, depth);
            }
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.stream().limit(Shortening.ELEMENTS).forEach(each -> array.add(json(each, depth + 1)));
                if (list.size() > Shortening.ELEMENTS) {
                    array.add(Shortening.more(list.size() - Shortening.ELEMENTS));
                }
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                map.entrySet().stream()
                        .limit(Shortening.ELEMENTS)
                        .forEach(
                                entry -> object.set(String.valueOf(entry.getKey()), json(entry.getValue(), depth + 1)));
                if (map.size() > Shortening.ELEMENTS) {
                    object.put("…", Shortening.more(map.size() - Shortening.ELEMENTS));
                }
                yield object;
            }
            default -> JSON.textNode(text(value, depth));
        };
    }
}
