package io.graphstead.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a page's form sent. Every field is text; which of them are wanted is the page's question. */
public final class Form {
    private static final int MOST_FIELDS = 3000;

    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** What cannot be decoded counts as not sent. */
    static Form parse(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", MOST_FIELDS)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                decoded(pair.substring(0, equals))
                        .ifPresent(name -> decoded(pair.substring(equals + 1))
                                .ifPresent(value -> fields.computeIfAbsent(name, _ -> new ArrayList<>())
                                        .add(value)));
            }
        }
        return new Form(fields);
    }

    private static Optional<String> decoded(String encoded) {
        try {
            return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The field's text, without white space around it; empty text when it was not sent. */
    public String text(String name) {
        return exactly(name).strip();
    }

    /** As it was sent, for passwords. */
    public String exactly(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** The text of a field that was filled in. */
    public Optional<String> given(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    /** Every value of a field that can be there more than once. */
    public List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Names of all fields, in the order in which they were sent. */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}
