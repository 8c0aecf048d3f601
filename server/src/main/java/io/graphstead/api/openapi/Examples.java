package io.graphstead.api.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Optional;

/** Examples of fields by their names, from {@code examples.yml}; of bodies, put together from those of their fields. */
final class Examples {
    private final JsonNode byName;

    private Examples(JsonNode byName) {
        this.byName = byName;
    }

    static Examples read() {
        try (InputStream in = Examples.class.getResourceAsStream("examples.yml")) {
            if (in == null) {
                throw new IllegalStateException("examples.yml is not in the program");
            }
            return new Examples(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the field of that very record, or of any field of that name. */
    Optional<JsonNode> of(Field field) {
        return Optional.ofNullable(byName.get(field.getDeclaringClass().getSimpleName() + "." + field.getName()))
                .or(() -> of(field.getName()));
    }

    Optional<JsonNode> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A body with all fields of which there is an example; empty when there is none. */
    Optional<ObjectNode> body(Class<?> type) {
        ObjectNode body = new ObjectMapper().createObjectNode();
        for (Field field : Fields.of(type)) {
            of(field).filter(example -> !example.isNull()).ifPresent(example -> body.set(name(field), example));
        }
        return body.isEmpty() ? Optional.empty() : Optional.of(body);
    }

    private static String name(Field field) {
        return Optional.ofNullable(field.getAnnotation(JsonProperty.class))
                .map(JsonProperty::value)
                .filter(name -> !name.isEmpty())
                .orElseGet(field::getName);
    }
}
