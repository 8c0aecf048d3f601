package io.graphstead.api;

import io.graphstead.identity.Caller;
import io.micronaut.http.HttpRequest;

/**
 * How callers of certain paths prove who they are, in place of a bearer token. A path has one way or the other, never both:
 * what opens the console opens no API, and the other way round.
 */
public interface Entrance {
    /** Whether requests for this path come in here. */
    boolean leadsTo(String path);

    /** @throws io.graphstead.refusal.Refused when the request does not prove who sends it */
    Caller caller(HttpRequest<?> request);
}
