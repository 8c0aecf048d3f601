package io.graphstead.audit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events without making anyone wait and stores them in batches behind the requests, as fast as PostgreSQL takes them:
 * an event is in memory only for milliseconds. While PostgreSQL is gone they wait, up to {@link #MOST_WAITING}; what does not
 * fit, and what could not be stored before the server ended, goes into the server's log line by line. So an event is lost
 * only with a server that is killed, and only the last moment's.
 */
@Singleton
public class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(5);

    private final AuditStore store;
    private final BlockingQueue<AuditEvent> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;

    AuditLog(AuditStore store) {
        this.store = store;
        this.writer = Thread.ofVirtual().name("audit").start(this::write);
    }

    /** Never waits. */
    public void record(AuditEvent event) {
        if (!waiting.offer(event)) {
            notStored(event, "too many are waiting");
        }
    }

    private static void notStored(AuditEvent event, String why) {
        LOG.warn("audit event that could not be stored ({}): {}", why, event);
    }

    private void write() {
        List<AuditEvent> batch = new ArrayList<>();
        while (!(isClosing() && batch.isEmpty() && waiting.isEmpty())) {
            if (batch.isEmpty()) {
                take(batch);
            }
            if (!batch.isEmpty()) {
                store(batch);
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void take(List<AuditEvent> batch) {
        List<AuditEvent> taken = new ArrayList<>();
        try {
            AuditEvent first = waiting.poll(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                taken.add(first);
            }
        } catch (InterruptedException _) {
            // The writer is woken to end: what is waiting is taken below.
        }
        waiting.drainTo(taken, BATCH);
        batch.addAll(summed(taken));
    }

    /** Refusals that repeat the one before are told as one: a client that tries for ever must not fill the disk. */
    private static List<AuditEvent> summed(List<AuditEvent> events) {
        List<AuditEvent> summed = new ArrayList<>();
        for (AuditEvent event : events) {
            AuditEvent before = summed.isEmpty() ? null : summed.getLast();
            if (before != null && event.repeats(before)) {
                summed.set(summed.size() - 1, before.times(before.times() + 1));
            } else {
                summed.add(event);
            }
        }
        return summed;
    }

    /** Leaves in the batch what is to be tried again. */
    private void store(List<AuditEvent> batch) {
        try {
            store.add(batch);
            batch.clear();
        } catch (RuntimeException failed) {
            LOG.warn("{} audit events cannot be stored now and wait: {}", batch.size(), failed.getMessage());
            try {
                if (closing.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    batch.forEach(event -> notStored(event, "PostgreSQL does not take it and the server ends"));
                    batch.clear();
                }
            } catch (InterruptedException _) {
                // Tried again at once, and given up then if the server ends.
            }
        }
    }

    /** Stores what is waiting; what cannot be stored in a few seconds goes into the server's log. */
    @Override
    @PreDestroy
    public void close() {
        closing.countDown();
        writer.interrupt();
        try {
            if (!writer.join(LONGEST_FLUSH)) {
                LOG.warn("PostgreSQL is too slow to store the last audit events");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<AuditEvent> left = new ArrayList<>();
        waiting.drainTo(left);
        left.forEach(event -> notStored(event, "the server ends"));
    }
}
