package io.graphstead.engine;

/** What a server said when it was asked whether it can serve. */
public sealed interface Readiness {
    /** It answered a query, or refused the credentials that it was asked with: it serves. */
    record Ready() implements Readiness {}

    record NotYet(String why) implements Readiness {}
}
