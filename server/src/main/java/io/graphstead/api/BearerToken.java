package io.graphstead.api;

import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Locale;

/** Reads the bearer token of a request. */
final class BearerToken {
    private static final String SCHEME = "bearer";

    private BearerToken() {}

    /** @throws Refused when there is none, in the way of the dialect */
    static String of(HttpRequest<?> request, Dialect dialect) {
        List<String> headers = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.isEmpty()) {
            throw new Refused(new Unauthenticated("this needs a token; send it as Authorization: Bearer TOKEN"));
        }
        if (headers.size() > 1) {
            throw unusable(dialect, "there is more than one Authorization header; send one");
        }
        String[] parts = headers.getFirst().strip().split("\\s+", -1);
        if (!parts[0].toLowerCase(Locale.ROOT).equals(SCHEME)) {
            throw unusable(
                    dialect,
                    "the Authorization header has another scheme than Bearer; send Authorization: Bearer TOKEN");
        }
        if (parts.length != 2 || parts[1].isEmpty()) {
            throw unusable(
                    dialect, "the Authorization header must hold exactly one token: Authorization: Bearer TOKEN");
        }
        return parts[1];
    }

    private static Refused unusable(Dialect dialect, String words) {
        return new Refused(dialect.unusableAuthorization(words));
    }
}
