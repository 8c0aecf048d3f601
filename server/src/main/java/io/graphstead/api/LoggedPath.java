package io.graphstead.api;

import io.micronaut.http.HttpRequest;

/** A path as it may stand in the log: an invitation's is a secret from its second word on. */
final class LoggedPath {
    private static final String INVITATIONS = "/invitations/";

    private LoggedPath() {}

    static String of(HttpRequest<?> request) {
        String path = request.getPath();
        return path.startsWith(INVITATIONS) ? INVITATIONS + "…" : path;
    }
}
