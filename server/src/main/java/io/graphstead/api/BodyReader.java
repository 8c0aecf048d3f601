package io.graphstead.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.graphstead.api.Dialect.UnknownFields;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.InvalidField.Rule;
import io.graphstead.refusal.Refusal.Malformed;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads bodies into records, strictly: nothing is turned into another type than the one that was sent, no key may come
 * twice, nothing may follow. Unknown fields are ignored where the dialect says so (GrapheneDB contract §1). Every message names the field by its
 * path, such as {@code grants[0].role}, and the type that is expected.
 */
@Singleton
final class BodyReader {
    private static final int DEEPEST = 32;
    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
            " \\(code [0-9]+[^)]*\\)| \\((?:start marker|bound as).*|: maybe a \\(non-standard.*|: enable `.*| at \\[Source.*");

    private final JsonMapper strict;
    /** For forms, where everything is text: the same, but text is turned into what the field wants. */
    private final JsonMapper fromText;

    BodyReader() {
        strict = mapper().build();
        fromText = mapper().enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                .build();
    }

    private static JsonMapper.Builder mapper() {
        JsonMapper.Builder builder = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .maxStringLength(RequestBody.LONGEST)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .addModule(new Jdk8Module())
                // No list of any request has nulls in it, and those who read them need not think of any.
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        builder.withCoercionConfig(
                LogicalType.Textual,
                text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
        for (LogicalType structured : new LogicalType[] {LogicalType.Collection, LogicalType.POJO, LogicalType.Enum}) {
            builder.withCoercionConfig(
                    structured, config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
        }
        return builder;
    }

    /** @throws Refused when it is no JSON object, a field has the wrong type or, unless they are ignored, is not known */
    <T> T json(String text, Class<T> type, UnknownFields unknown) {
        JsonNode tree;
        try {
            tree = strict.readTree(text);
        } catch (StreamConstraintsException _) {
            throw new HttpStatusException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "body");
        } catch (JsonProcessingException e) {
            throw new Refused(new Malformed("the body is not valid JSON" + where(e) + ": " + what(e)));
        }
        if (!(tree instanceof ObjectNode object)) {
            throw new Refused(new Malformed("the body must be a JSON object: {…}"));
        }
        ObjectReader reader = strict.readerFor(type);
        return read(
                unknown == UnknownFields.IGNORED
                        ? reader
                        : reader.with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                object);
    }

    /** @throws Refused when it is no form or the text of a field cannot be turned into the field's type */
    <T> T form(String text, Class<T> type) {
        ObjectNode object = strict.createObjectNode();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                TextNode value = TextNode.valueOf(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
                add(object, name.endsWith("[]") ? name.substring(0, name.length() - 2) : name, value);
            }
        }
        return read(fromText.readerFor(type), object);
    }

    /** A name that comes again makes a list of its values. */
    private static void add(ObjectNode object, String name, TextNode value) {
        JsonNode before = object.get(name);
        switch (before) {
            case null -> object.set(name, value);
            case ArrayNode list -> list.add(value);
            default -> object.putArray(name).add(before).add(value);
        }
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Refused(new Malformed(
                    "the form has a % that is not followed by two hexadecimal digits; encode it" + " as %25"));
        }
    }

    private static <T> T read(ObjectReader reader, ObjectNode object) {
        try {
            return reader.readValue(object);
        } catch (UnrecognizedPropertyException e) {
            String field = FieldErrors.path(e);
            throw new Refused(new InvalidField(field, Rule.UNKNOWN, field + " is not known here" + known(e)));
        } catch (JsonMappingException e) {
            String field = FieldErrors.path(e);
            throw new Refused(new InvalidField(field, Rule.WRONG_TYPE, field + " must be " + FieldErrors.expected(e)));
        } catch (JsonProcessingException e) {
            throw new Refused(new Malformed("the body is not understood: " + what(e)));
        } catch (java.io.IOException e) {
            throw new IllegalStateException("a tree in memory is read without input", e);
        }
    }

    private static String known(UnrecognizedPropertyException e) {
        return "; the fields are "
                + e.getKnownPropertyIds().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    /** The parser's first sentence, without what is meant for programmers. */
    private static String what(JsonProcessingException e) {
        String sentence = e.getOriginalMessage().lines().findFirst().orElse("");
        return FOR_PROGRAMMERS.matcher(sentence).replaceAll("").strip();
    }
}
