package io.graphstead.api;

import io.micronaut.http.HttpRequest;

/** The path as the client wrote it, which messages name: filters of a dialect may have given the request another. */
final class AskedPath {
    private static final String ATTRIBUTE = "graphstead.asked-path";

    private AskedPath() {}

    static void keep(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, request.getPath());
    }

    static String of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class).orElseGet(request::getPath);
    }
}
