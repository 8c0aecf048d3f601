package io.graphstead.api;

import io.micronaut.http.HttpStatus;

/**
 * A failure in the words of a dialect.
 *
 * @param body written as JSON
 */
public record Failure(HttpStatus status, Object body) {}
