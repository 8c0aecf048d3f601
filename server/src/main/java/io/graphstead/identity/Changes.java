package io.graphstead.identity;

import org.jdbi.v3.core.Handle;

/** Tells every server that what it remembers of a subject is out of date. Arrives when the transaction commits. */
final class Changes {
    static final String CHANNEL = "graphstead_identity";

    private Changes() {}

    static void tell(Handle handle, Subject subject) {
        handle.createQuery("SELECT pg_notify(:channel, :subject)")
                .bind("channel", CHANNEL)
                .bind("subject", subject.toString())
                .mapTo(String.class)
                .one();
    }
}
