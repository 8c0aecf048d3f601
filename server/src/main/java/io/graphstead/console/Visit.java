package io.graphstead.console;

import io.graphstead.identity.Caller;
import io.graphstead.identity.Session;
import io.micronaut.http.HttpRequest;

/**
 * A page asked for by someone who is signed in: what controllers take as an argument.
 *
 * @param formToken goes into every form of the page
 * @param request what was asked
 */
public record Visit(Session session, Caller caller, String formToken, HttpRequest<?> request) {
    @Override
    public String toString() {
        return "Visit[" + session.id() + "]";
    }
}
