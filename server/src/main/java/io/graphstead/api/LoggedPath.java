package io.graphstead.api;

import io.micronaut.http.HttpRequest;
import java.util.List;

/** A path as it may stand in the log: an invitation's is a secret from its second word on. */
final class LoggedPath {
    private static final List<String> BEFORE_TOKENS = List.of("/invitations/", "/join/", "/console/welcome/");

    private LoggedPath() {}

    static String of(HttpRequest<?> request) {
        String path = request.getPath();
        return BEFORE_TOKENS.stream()
                .filter(path::startsWith)
                .findFirst()
                .map(start -> start + "…")
                .orElse(path);
    }
}
