package io.graphstead.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One database as clients find it: what is behind, who is connected, what went through. */
final class Listening {
    private final Traffic traffic = new Traffic();
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    private volatile Endpoint endpoint;
    private volatile boolean closed;

    Listening(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Traffic traffic() {
        return traffic;
    }

    /** What is behind, or who may come, or where it is found, has changed. */
    void is(Endpoint now) {
        boolean moved = !now.addresses().containsAll(endpoint.addresses());
        endpoint = now;
        visits.forEach(Visit::lookAtRules);
        if (moved) {
            visits.forEach(Visit::lookWhereItCame);
        }
    }

    void arrived(Visit visit) {
        visits.add(visit);
        if (closed) {
            visit.close();
        }
    }

    void left(Visit visit) {
        visits.remove(visit);
    }

    /** Ends every connection to it. */
    void close() {
        closed = true;
        visits.forEach(Visit::close);
    }
}
