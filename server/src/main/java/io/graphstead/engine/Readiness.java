package io.graphstead.engine;

/** What a server said when it was asked whether it can serve. */
public sealed interface Readiness {
    /** It answered a query. */
    record Ready() implements Readiness {}

    /** It refused the credentials that it was asked with: it serves, and its password was changed inside. */
    record ReadyForOthers() implements Readiness {}

    /** It serves, and for some seconds lets nobody of that name in, whatever the password: too many were wrong. */
    record Locked() implements Readiness {}

    record NotYet(String why) implements Readiness {}
}
