package io.graphstead.gateway;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What went through one connection URL since this server has it. Counted by event loops, read by anybody. */
final class Traffic {
    private final AtomicInteger now = new AtomicInteger();
    private final LongAdder total = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final Map<Refusal, LongAdder> refusals;

    Traffic() {
        EnumMap<Refusal, LongAdder> each = new EnumMap<>(Refusal.class);
        for (Refusal refusal : Refusal.values()) {
            each.put(refusal, new LongAdder());
        }
        refusals = Collections.unmodifiableMap(each);
    }

    /** A client was let through to its engine. */
    void begun() {
        now.incrementAndGet();
        total.increment();
    }

    void ended() {
        now.decrementAndGet();
    }

    void refused(Refusal why) {
        refusals.getOrDefault(why, total).increment();
    }

    /** Counts what a client is told, and gives it back. */
    Refusal.Told told(Refusal.Told told) {
        refused(told.why());
        return told;
    }

    /** Bytes from clients, as the engine gets them. */
    LongAdder in() {
        return bytesIn;
    }

    /** Bytes from the engine. */
    LongAdder out() {
        return bytesOut;
    }

    int connectionsNow() {
        return now.get();
    }

    long connectionsTotal() {
        return total.sum();
    }

    long refusals() {
        return refusals.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long refusals(Refusal why) {
        return refusals.getOrDefault(why, total).sum();
    }
}
