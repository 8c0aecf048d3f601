package io.graphstead.api.paging;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** A record that is a list in its named wrapper, such as {@code {"databases": […]}}: its only component is the list. */
public final class ListRecord {
    private ListRecord() {}

    /** The wrapper's one component; empty when the type is no such record. Those that page by themselves have more. */
    public static Optional<RecordComponent> component(Class<?> type) {
        RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
        return components.length == 1 && components[0].getType() == List.class
                ? Optional.of(components[0])
                : Optional.empty();
    }

    /** What the component of a record holds; empty when it is null. */
    static Optional<Object> read(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return Optional.ofNullable(component.getAccessor().invoke(record));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " of " + record.getClass() + " cannot be read", e);
        }
    }

    /** The {@code id} of an entry, where its record has one. */
    static Optional<String> id(Object entry) {
        RecordComponent[] components = entry.getClass().getRecordComponents();
        for (RecordComponent component : components == null ? new RecordComponent[0] : components) {
            if (component.getName().equals("id")) {
                return read(component, entry).map(Object::toString);
            }
        }
        return Optional.empty();
    }
}
