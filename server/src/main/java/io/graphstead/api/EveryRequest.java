package io.graphstead.api;

import io.graphstead.platform.log.LogFields;
import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.annotation.PreMatching;
import java.util.Map;

/**
 * First and last at every request: its id goes into the log's context and onto the reply, and the reply says what a
 * browser must not do with it. Pages that need more than an API set their own headers; those stay.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class EveryRequest implements Ordered {
    private static final int LONGEST_ADDRESS = 4096;

    private static final Map<String, String> UNLESS_SET = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'",
            // Replies hold tokens and secrets.
            HttpHeaders.CACHE_CONTROL,
            "no-store");

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @RequestFilter
    @PreMatching
    void begin(HttpRequest<?> request, MutablePropagatedContext context) {
        RequestBody.keep(request);
        AskedPath.keep(request);
        if (request.getUri().toString().length() > LONGEST_ADDRESS) {
            throw new HttpStatusException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "address");
        }
        context.add(new MdcPropagationContext(Map.of(LogFields.REQUEST.key(), RequestId.of(request))));
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        MutableHttpHeaders headers = response.getHeaders();
        headers.set(RequestId.HEADER, RequestId.of(request));
        UNLESS_SET.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.add(name, value);
            }
        });
    }
}
