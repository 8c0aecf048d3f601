package io.graphstead.api;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import java.util.Map;

/**
 * A failure in the words of a dialect.
 *
 * @param body written as the type
 * @param headers besides those that every failure has
 */
public record Failure(HttpStatus status, Object body, MediaType type, Map<String, String> headers) {
    private static final int LONGEST = 1000;

    public Failure {
        headers = Map.copyOf(headers);
    }

    /** In JSON. */
    public Failure(HttpStatus status, Object body) {
        this(status, body, MediaType.APPLICATION_JSON_TYPE, Map.of());
    }

    /** Words for people as they are sent: no echo of whatever someone has sent in. */
    public static String brief(String words) {
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    }
}
