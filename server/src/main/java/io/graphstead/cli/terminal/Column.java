package io.graphstead.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A column of a table.
 *
 * @param value what it shows of one element of the server's list
 */
public record Column(String header, Function<JsonNode, String> value) {
    /** Shows what a JSON pointer leads to. */
    public static Column at(String header, String pointer) {
        return new Column(header, element -> text(element.at(pointer)));
    }

    /** A value as a person reads it: nothing for null, lists with commas. */
    static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Column::text)
                    .collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(field -> field.getKey() + " " + text(field.getValue()))
                    .collect(Collectors.joining(" "));
        }
        return value.isNull() ? "" : value.asText();
    }
}
