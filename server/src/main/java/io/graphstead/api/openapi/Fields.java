package io.graphstead.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the fields of the wire's records say about themselves. */
final class Fields {
    private Fields() {}

    /** The components of a record; of anything else none. */
    static List<Field> of(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .toList()
                : List.of();
    }

    static boolean nullable(Field field) {
        return field.getType() == Optional.class || field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Whether the key is always there, maybe with the value null. */
    static boolean always(Field field) {
        if (!nullable(field)) {
            return true;
        }
        return Optional.ofNullable(field.getAnnotation(JsonInclude.class))
                .or(() -> Optional.ofNullable(field.getDeclaringClass().getAnnotation(JsonInclude.class)))
                .map(include -> include.value() == JsonInclude.Include.ALWAYS)
                .orElse(false);
    }

    /** Whether a form can say all of it. */
    static boolean flat(Class<?> type) {
        return of(type).stream()
                .map(Field::getType)
                .allMatch(each -> each == String.class
                        || each.isPrimitive()
                        || Number.class.isAssignableFrom(each)
                        || each == Boolean.class
                        || each == List.class);
    }
}
