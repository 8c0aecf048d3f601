package io.graphstead.cli.client;

import java.util.Optional;

/** What the server answered with a status of 400 or above. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String words;
    private final String requestId;

    ApiFailure(String request, int status, String words, String requestId) {
        super(request + " answered " + status + ": " + words);
        this.status = status;
        this.words = words;
        this.requestId = requestId;
    }

    public int status() {
        return status;
    }

    /** The server's own words. */
    public String words() {
        return words;
    }

    /** By which the server's log knows the request. */
    public Optional<String> requestId() {
        return Optional.of(requestId).filter(id -> !id.isEmpty());
    }
}
