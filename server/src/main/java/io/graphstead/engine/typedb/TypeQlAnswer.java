package io.graphstead.engine.typedb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.engine.query.Cell;
import io.graphstead.engine.query.GraphPicture;
import io.graphstead.engine.query.QueryAnswer;
import io.graphstead.engine.query.Shortening;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The answer of a server: rows of concepts, or documents. The picture's edges are what the query itself says of its
 * variables ({@code links}, {@code has}), which a server sends along; releases that do not have a picture without edges.
 */
final class TypeQlAnswer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode answer;
    private final int most;
    private final GraphPicture.Painter painter = new GraphPicture.Painter();

    TypeQlAnswer(JsonNode answer, int most) {
        this.answer = answer;
        this.most = most;
    }

    QueryAnswer read() {
        boolean documents = answer.path("answerType").asText().equals("conceptDocuments");
        Set<String> columns = new LinkedHashSet<>();
        if (documents) {
            columns.add("document");
        }
        JsonNode answers = answer.path("answers");
        answers.forEach(row -> row.path("data").fieldNames().forEachRemaining(columns::add));
        List<List<Cell>> rows = new ArrayList<>();
        Optional<String> cut = Optional.empty();
        long characters = 0;
        for (JsonNode each : answers) {
            if (rows.size() == most) {
                cut = Optional.of(Shortening.rowsCut(most));
                break;
            }
            if (characters > Shortening.ANSWER) {
                cut = Optional.of(Shortening.bytesCut(rows.size()));
                break;
            }
            List<Cell> row = documents ? List.of(cell(each)) : cells(columns, each);
            characters += row.stream()
                    .mapToLong(cell ->
                            cell.text().length() + cell.json().toString().length())
                    .sum();
            rows.add(row);
        }
        return new QueryAnswer(
                List.copyOf(columns),
                rows,
                cut,
                painter.picture(),
                Optional.empty(),
                TypeQlRun.changes(answer.path("queryType").asText()),
                notices());
    }

    private List<String> notices() {
        String warning = answer.path("warning").asText("");
        return warning.isEmpty() || warning.equals("null") ? List.of() : List.of(Shortening.text(warning, 500));
    }

    private List<Cell> cells(Set<String> columns, JsonNode row) {
        JsonNode data = row.path("data");
        data.forEach(this::paint);
        paintEdges(data);
        return columns.stream().map(column -> cell(data.path(column))).toList();
    }

    private static Cell cell(JsonNode concept) {
        return new Cell(Shortening.text(text(concept), Shortening.CELL), shortened(concept, 0));
    }

    private void paint(JsonNode concept) {
        if (isThing(concept)) {
            painter.node(
                    new GraphPicture.Node(id(concept), type(concept), caption(concept), Map.of("iid", id(concept))));
        }
    }

    private static boolean isThing(JsonNode concept) {
        return switch (concept.path("kind").asText()) {
            case "entity", "relation", "attribute" -> true;
            default -> false;
        };
    }

    private static String id(JsonNode thing) {
        String iid = thing.path("iid").asText("");
        return iid.isEmpty() ? type(thing) + " " + thing.path("value").asText() : iid;
    }

    private static String type(JsonNode thing) {
        return thing.path("type").path("label").asText("");
    }

    private static String caption(JsonNode thing) {
        return thing.has("value") ? Shortening.text(thing.path("value").asText(), 40) : type(thing);
    }

    private void paintEdges(JsonNode data) {
        JsonNode structure = answer.path("query");
        for (JsonNode block : structure.path("blocks")) {
            for (JsonNode constraint : block.path("constraints")) {
                switch (constraint.path("tag").asText()) {
                    case "links" ->
                        edge(
                                of(structure, data, constraint.path("relation")),
                                of(structure, data, constraint.path("player")),
                                role(structure, data, constraint.path("role")));
                    case "has" ->
                        edge(
                                of(structure, data, constraint.path("owner")),
                                of(structure, data, constraint.path("attribute")),
                                "has");
                    default -> {}
                }
            }
        }
    }

    private void edge(JsonNode from, JsonNode to, String kind) {
        if (isThing(from) && isThing(to)) {
            String id = id(from) + " " + kind + " " + id(to);
            painter.edge(new GraphPicture.Edge(id, id(from), id(to), kind, Map.of()));
        }
    }

    private static JsonNode of(JsonNode structure, JsonNode data, JsonNode vertex) {
        String variable = structure
                .path("variables")
                .path(vertex.path("id").asText())
                .path("name")
                .asText("");
        return data.path(variable);
    }

    private static String role(JsonNode structure, JsonNode data, JsonNode vertex) {
        String label = of(structure, data, vertex).path("label").asText("");
        String found = label.isEmpty()
                ? vertex.path("type").path("label").asText(vertex.path("name").asText(""))
                : label;
        return found.contains(":") ? found.substring(found.indexOf(':') + 1) : found.isEmpty() ? "links" : found;
    }

    private static String text(JsonNode concept) {
        if (concept.isMissingNode() || concept.isNull()) {
            return "";
        }
        return switch (concept.path("kind").asText("")) {
            case "entity", "relation" ->
                type(concept) + " " + concept.path("iid").asText();
            case "attribute" -> type(concept) + " " + value(concept.path("value"));
            case "value" -> value(concept.path("value"));
            case "entityType", "relationType", "attributeType", "roleType" ->
                concept.path("label").asText();
            default ->
                concept.isTextual() ? concept.asText() : shortened(concept, 0).toString();
        };
    }

    private static String value(JsonNode value) {
        return value.isTextual() ? '"' + value.asText() + '"' : value.toString();
    }

    private static JsonNode shortened(JsonNode json, int depth) {
        if (json.isMissingNode()) {
            return JSON.nullNode();
        }
        if (depth > Shortening.DEPTH) {
            return JSON.textNode("…");
        }
        if (json.isTextual()) {
            return JSON.textNode(Shortening.text(json.asText()));
        }
        if (json.isArray()) {
            ArrayNode array = JSON.arrayNode();
            for (JsonNode each : json) {
                if (array.size() == Shortening.ELEMENTS) {
                    return array.add(Shortening.more(json.size() - Shortening.ELEMENTS));
                }
                array.add(shortened(each, depth + 1));
            }
            return array;
        }
        if (json.isObject()) {
            ObjectNode object = JSON.objectNode();
            json.fields().forEachRemaining(field -> {
                if (object.size() < Shortening.ELEMENTS) {
                    object.set(field.getKey(), shortened(field.getValue(), depth + 1));
                }
            });
            return object;
        }
        return json;
    }
}
