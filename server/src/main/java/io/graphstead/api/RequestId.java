package io.graphstead.api;

import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What finds one request in the log again: sent in by the client, if it is well-formed, else made here. */
public final class RequestId {
    static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "graphstead.requestId";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The same for the whole life of the request. */
    public static String of(HttpRequest<?> request) {
        Optional<String> known = request.getAttribute(ATTRIBUTE, String.class);
        if (known.isPresent()) {
            return known.get();
        }
        String id = Optional.ofNullable(request.getHeaders().get(HEADER))
                .filter(sent -> WELL_FORMED.matcher(sent).matches())
                .orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
