package io.graphstead.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One database as clients find it: what is behind, who is connected, what went through. */
final class Listening {
    private final Traffic traffic = new Traffic();
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    private final Set<Passage> held = ConcurrentHashMap.newKeySet();
    private volatile Endpoint endpoint;
    private volatile boolean waking;
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
        waking = waking && now.behind() instanceof Endpoint.Away away && away.until() == Endpoint.Until.SOON;
        visits.forEach(Visit::lookAtRules);
        held.forEach(Passage::lookBehind);
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

    /** Whether what is behind sleeps, and is not being woken already. */
    boolean mayBeWoken() {
        return !waking && endpoint.behind() instanceof Endpoint.Asleep asleep && asleep.depth() == Endpoint.Depth.FAST;
    }

    void isBeingWoken() {
        waking = true;
    }

    /** Whether a connection that comes now waits for somebody who is on the way. */
    boolean isWaking() {
        return waking;
    }

    /** Nobody comes for those who wait. */
    void staysAsleep(String words) {
        waking = false;
        held.forEach(passage -> passage.nobodyComes(words));
    }

    /** From now on it is told when what is behind changes. */
    void hold(Passage passage) {
        held.add(passage);
    }

    void holdNoMore(Passage passage) {
        held.remove(passage);
    }

    boolean holdsSomebody() {
        return !held.isEmpty();
    }

    Use use() {
        return new Use(
                traffic.connectionsNow(),
                traffic.connectionsTotal(),
                traffic.in().sum(),
                traffic.out().sum(),
                traffic.refusals(),
                visits.stream().filter(Visit::isUnanswered).count());
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
