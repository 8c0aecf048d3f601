package io.graphstead.api;

import io.graphstead.refusal.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import java.util.List;

/** How one dialect words its failures, whatever part of the server raised them. Each path belongs to exactly one. */
public interface Dialect {
    /** Whether requests for this path are answered in this dialect. */
    boolean answers(String path);

    Failure of(Refusal refusal);

    /** For what is no refusal of a feature but of the HTTP layer: no such route, a method that is not allowed, a fault. */
    Failure of(HttpStatus status, String words);

    /** As {@link #of(Refusal)}, where the answer depends on what was asked. */
    default Failure of(HttpRequest<?> request, Refusal refusal) {
        return of(refusal);
    }

    /** As {@link #of(HttpStatus, String)}, where the answer depends on what was asked. */
    default Failure of(HttpRequest<?> request, HttpStatus status, String words) {
        return of(status, words);
    }

    /** What an {@code Authorization} header is that carries no bearer token: invalid credentials, or a broken request. */
    Refusal unusableAuthorization(String words);

    /** In which forms bodies are read. */
    List<MediaType> bodyTypes();

    /** What becomes of a body's fields that are not known. */
    UnknownFields unknownFields();

    /** What can become of them. */
    enum UnknownFields {
        IGNORED,
        REFUSED
    }
}
