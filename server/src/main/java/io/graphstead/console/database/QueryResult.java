package io.graphstead.console.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.console.Words;
import io.graphstead.engine.query.Cell;
import io.graphstead.engine.query.GraphPicture;
import io.graphstead.engine.query.PlanStep;
import io.graphstead.engine.query.QueryAnswer;
import io.graphstead.engine.query.QueryFailed;
import io.graphstead.engine.query.QueryFailed.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What came of a query, as the page shows it. */
public sealed interface QueryResult {
    /**
     * It was answered.
     *
     * @param summary how much, and how long it took
     * @param graph for the program that draws it
     */
    record Answered(
            String summary,
            List<String> columns,
            List<List<String>> rows,
            String cut,
            String json,
            String graph,
            List<Thing> things,
            boolean wholeGraph,
            List<PlanLine> plan,
            boolean profiled,
            List<String> changes,
            List<String> notices)
            implements QueryResult {
        public Answered {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
            things = List.copyOf(things);
            plan = List.copyOf(plan);
            changes = List.copyOf(changes);
            notices = List.copyOf(notices);
        }
    }

    /** It was not. */
    record Failed(String title, String code, String words, Optional<Position> position) implements QueryResult {}

    /** A node of the picture with its edges, to be read. */
    record Thing(String kind, String caption, Map<String, String> properties, List<String> joins) {
        public Thing {
            properties = new TreeMap<>(properties);
            joins = List.copyOf(joins);
        }
    }

    /** A step of the plan, as deep as it is in the tree. */
    record PlanLine(String operator, String details, String estimated, String rows, String hits, int depth) {}

    static QueryResult of(QueryAnswer answer, long millis) {
        List<PlanLine> plan = new ArrayList<>();
        answer.plan().ifPresent(step -> lines(step, 0, plan));
        boolean profiled = answer.plan()
                .flatMap(step -> step.hits().isPresent() ? Optional.of(step) : Optional.empty())
                .isPresent();
        return new Answered(
                (answer.columns().isEmpty() && answer.rows().isEmpty()
                                ? "Done"
                                : Words.count(answer.rows().size(), "row"))
                        + " in " + took(millis),
                answer.columns(),
                answer.rows().stream()
                        .map(row -> row.stream().map(Cell::text).toList())
                        .toList(),
                answer.cut().orElse(""),
                json(answer),
                graph(answer.picture()),
                things(answer.picture()),
                answer.picture().whole(),
                plan,
                profiled,
                answer.changes(),
                answer.notices());
    }

    static QueryResult of(QueryFailed failed) {
        return new Failed(
                switch (failed.why()) {
                    case REFUSED -> "The database has something against it";
                    case TOO_LONG -> "Ended before it was done";
                    case CANCELLED -> "Cancelled";
                    case PASSWORD -> "The database does not let us in";
                    case NO_ANSWER -> "The database did not answer";
                },
                failed.code(),
                failed.words(),
                failed.position());
    }

    private static String took(long millis) {
        return millis < 10_000 ? String.format(Locale.ROOT, "%,d ms", millis) : millis / 1000 + " s";
    }

    private static String json(QueryAnswer answer) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (List<Cell> row : answer.rows()) {
            ObjectNode object = all.addObject();
            for (int i = 0; i < row.size(); i++) {
                object.set(answer.columns().get(i), row.get(i).json());
            }
        }
        return Writing.pretty(all);
    }

    private static String graph(GraphPicture picture) {
        if (picture.isEmpty()) {
            return "";
        }
        ObjectNode graph = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = graph.putArray("nodes");
        for (GraphPicture.Node node : picture.nodes()) {
            ObjectNode one = nodes.addObject()
                    .put("id", node.id())
                    .put("kind", node.kind())
                    .put("caption", node.caption());
            properties(one, node.properties());
        }
        ArrayNode edges = graph.putArray("edges");
        for (GraphPicture.Edge edge : picture.edges()) {
            ObjectNode one = edges.addObject()
                    .put("id", edge.id())
                    .put("from", edge.from())
                    .put("to", edge.to())
                    .put("kind", edge.kind());
            properties(one, edge.properties());
        }
        return Writing.plain(graph);
    }

    private static void properties(ObjectNode of, Map<String, String> properties) {
        ObjectNode object = of.putObject("properties");
        new TreeMap<>(properties).forEach(object::put);
    }

    private static List<Thing> things(GraphPicture picture) {
        Map<String, String> names = new TreeMap<>();
        picture.nodes().forEach(node -> names.put(node.id(), node.caption()));
        return picture.nodes().stream()
                .map(node -> new Thing(
                        node.kind(),
                        node.caption(),
                        node.properties(),
                        picture.edges().stream()
                                .filter(edge -> edge.from().equals(node.id()))
                                .map(edge -> edge.kind() + " → " + names.get(edge.to()))
                                .toList()))
                .toList();
    }

    private static void lines(PlanStep step, int depth, List<PlanLine> lines) {
        lines.add(new PlanLine(
                step.operator(),
                step.details(),
                number(step.estimated()),
                number(step.rows()),
                number(step.hits()),
                depth));
        step.before().forEach(each -> lines(each, Math.min(depth + 1, 12), lines));
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%,d", number.getAsLong()) : "";
    }

    /** JSON as text. */
    final class Writing {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private Writing() {}

        static String pretty(Object json) {
            return write(MAPPER.copy().enable(SerializationFeature.INDENT_OUTPUT), json);
        }

        static String plain(Object json) {
            return write(MAPPER, json);
        }

        private static String write(ObjectMapper mapper, Object json) {
            try {
                return mapper.writeValueAsString(json);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("trees can be written", e);
            }
        }
    }
}
