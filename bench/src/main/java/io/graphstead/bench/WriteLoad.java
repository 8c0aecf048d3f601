package io.graphstead.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** Clients that write a little in one transaction after the other, and how long the slowest of these took. */
final class WriteLoad implements AutoCloseable {
    private static final int CLIENTS = 2;

    private final AtomicLong longest = new AtomicLong();
    private final List<AtomicLong> begun = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ending;

    WriteLoad(Driver driver) {
        for (int i = 0; i < CLIENTS; i++) {
            AtomicLong now = new AtomicLong();
            begun.add(now);
            threads.add(Thread.ofPlatform().start(() -> write(driver, now)));
        }
    }

    private void write(Driver driver, AtomicLong now) {
        try (Session session = driver.session()) {
            while (!ending) {
                long start = System.nanoTime();
                now.set(start);
                session.run("CREATE (:Written {text: $text})", Map.of("text", "x".repeat(200)))
                        .consume();
                now.set(0);
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
            }
        }
    }

    /** From now on. */
    void startCounting() {
        longest.set(0);
    }

    /** Also of one that has no answer yet. */
    double longestMillis() {
        long most = longest.get();
        for (AtomicLong each : begun) {
            long start = each.get();
            most = start == 0 ? most : Math.max(most, System.nanoTime() - start);
        }
        if (threads.stream().anyMatch(thread -> !thread.isAlive())) {
            throw new IllegalStateException("a client met a failure; its words are above");
        }
        return most / 1e6;
    }

    @Override
    public void close() throws InterruptedException {
        ending = true;
        for (Thread each : threads) {
            each.join();
        }
    }
}
