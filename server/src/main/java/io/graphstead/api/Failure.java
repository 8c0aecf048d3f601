package io.graphstead.api;

import io.micronaut.http.HttpStatus;

/**
 * A failure in the words of a dialect.
 *
 * @param body written as JSON
 */
public record Failure(HttpStatus status, Object body) {
    private static final int LONGEST = 1000;

    /** Words for people as they are sent: no echo of whatever someone has sent in. */
    public static String brief(String words) {
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    }
}
