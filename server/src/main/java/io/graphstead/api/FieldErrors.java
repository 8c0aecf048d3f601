package io.graphstead.api;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in words for people which field of a body has which type wrong. */
final class FieldErrors {
    private FieldErrors() {}

    /** The field's path, such as {@code grants[0].role}. */
    static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    /** What should stand there. */
    static String expected(JsonMappingException e) {
        return wanted(e)
                .map(type -> named(TypeFactory.defaultInstance().constructType(type)))
                .orElse("of another form");
    }

    private static Optional<Class<?>> wanted(JsonMappingException e) {
        if (e instanceof MismatchedInputException mismatch) {
            return Optional.ofNullable(mismatch.getTargetType());
        }
        // A number that does not fit.
        return e.getCause() instanceof InputCoercionException tooLarge
                ? Optional.ofNullable(tooLarge.getTargetType())
                : Optional.empty();
    }

    private static String named(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "true or false";
        }
        if (raw == String.class) {
            return "text (a JSON string)";
        }
        if (List.of(int.class, long.class, Integer.class, Long.class).contains(raw)) {
            return "a whole number" + (raw == int.class || raw == Integer.class ? " below 2147483648" : "");
        }
        if (Number.class.isAssignableFrom(raw) || raw.isPrimitive()) {
            return "a number";
        }
        if (type.isCollectionLikeType()) {
            return "a list ([…])";
        }
        return "an object ({…})";
    }
}
