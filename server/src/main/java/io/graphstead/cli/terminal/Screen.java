package io.graphstead.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a command shows its answer. Standard output holds the answer and nothing else, so that scripts can read it; all
 * other words go to standard error.
 */
public final class Screen {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private final PrintWriter out;
    private final PrintWriter err;
    private final Output output;
    private final Loudness loudness;
    private final Surroundings surroundings;

    /** How much is said. */
    public enum Loudness {
        NORMAL,
        /** Ids only, and no progress. */
        QUIET
    }

    public Screen(PrintWriter out, PrintWriter err, Output output, Loudness loudness, Surroundings surroundings) {
        this.out = out;
        this.err = err;
        this.output = output;
        this.loudness = loudness;
        this.surroundings = surroundings;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public boolean isQuiet() {
        return loudness == Loudness.QUIET;
    }

    public boolean isJson() {
        return output == Output.JSON;
    }

    /** For progress. */
    public PrintWriter err() {
        return err;
    }

    /**
     * A list.
     *
     * @param answer as the server sent it
     * @param field where in it the list is
     * @param id what of an element names it
     */
    public void list(JsonNode answer, String field, String id, List<Column> columns) {
        if (isJson()) {
            json(answer);
            return;
        }
        if (isQuiet()) {
            answer.path(field).forEach(element -> line(element.path(id).asText()));
            return;
        }
        if (answer.path(field).isEmpty()) {
            note("there are none");
            return;
        }
        Table table = new Table(columns.stream().map(Column::header).toList());
        answer.path(field)
                .forEach(element -> table.add(columns.stream()
                        .map(column -> column.value().apply(element))
                        .toList()));
        table.print(out, Style.in(surroundings));
    }

    /**
     * One thing with all that the server says of it.
     *
     * @param id what names it
     */
    public void details(JsonNode answer, String id) {
        if (isJson()) {
            json(answer);
        } else if (isQuiet()) {
            line(answer.path(id).asText());
        } else {
            Table table = new Table(List.of());
            flatten("", answer, table);
            table.print(out, Style.in(surroundings));
        }
    }

    /** That something was done: the server's answer as JSON, its id, or words. */
    public void done(JsonNode answer, String id, String words) {
        if (isJson()) {
            json(answer);
        } else if (isQuiet()) {
            if (!id.isEmpty()) {
                line(id);
            }
        } else {
            line(words);
        }
    }

    public void json(JsonNode answer) {
        if (answer.isMissingNode()) {
            // An empty answer (204) stays valid JSON for whoever reads it.
            line("{}");
            return;
        }
        try {
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(LINES);
            printer.indentArraysWith(LINES);
            line(JSON.writer(printer).writeValueAsString(answer));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** A line of the answer. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A word beside the answer. */
    public void note(String text) {
        if (!isQuiet()) {
            err.println(text);
            err.flush();
        }
    }

    private static void flatten(String name, JsonNode value, Table table) {
        boolean objects = value.isArray() && !value.isEmpty() && value.get(0).isObject();
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> flatten(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), table));
        } else if (objects) {
            for (int i = 0; i < value.size(); i++) {
                flatten(name + "[" + i + "]", value.get(i), table);
            }
        } else {
            List<String> row = new ArrayList<>(List.of(name, Column.text(value)));
            table.add(row);
        }
    }
}
