package io.graphstead.platform.configuration;

import io.micronaut.core.type.Argument;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the value of a setting may be.
 *
 * @param words for an operator: {@code a whole number, at least 0, at most 65535}
 * @param least numbers below it are refused
 * @param most numbers above it are refused
 */
public record Allowed(String words, long least, long most) {
    static Allowed of(Argument<?> type, List<Annotation> annotations) {
        String words = ofType(type);
        long least = Long.MIN_VALUE;
        long most = Long.MAX_VALUE;
        for (Annotation annotation : annotations) {
            switch (annotation) {
                case Min min -> least = min.value();
                case Max max -> most = max.value();
                default -> {}
            }
        }
        return new Allowed(
                words
                        + (least == Long.MIN_VALUE ? "" : ", at least " + least)
                        + (most == Long.MAX_VALUE ? "" : ", at most " + most),
                least,
                most);
    }

    /**
     * @param written what the operator gave
     * @param converted what it was understood as
     */
    boolean permits(Object written, Object converted) {
        return switch (converted) {
            case Number number -> number.longValue() >= least && number.longValue() <= most;
            // The framework takes every word that it does not know for false.
            case Boolean understood -> written.toString().equalsIgnoreCase(understood.toString());
            default -> true;
        };
    }

    private static String ofType(Argument<?> argument) {
        Class<?> type = argument.getType();
        if (type == Optional.class) {
            return ofType(argument.getFirstTypeVariable().orElse(Argument.STRING));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list (on the command line and in the environment separated by commas) of "
                    + ofType(argument.getFirstTypeVariable().orElse(Argument.STRING));
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration such as 30s, 15m, 12h or 7d";
        }
        if (type == Path.class) {
            return "a path";
        }
        return type == URI.class ? "an address" : "text";
    }
}
