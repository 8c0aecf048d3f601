package io.graphstead.audit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    /** Wakes the writer and is not stored. */
    private static final AuditEvent WAKE = new AuditEvent(
            new UUID(0, 0),
            Instant.EPOCH,
            Optional.empty(),
            "",
            "",
            "",
            List.of(),
            AuditEvent.Outcome.DONE,
            0,
            "",
            "",
            "",
            0);

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
            taken.add(waiting.take());
        } catch (InterruptedException _) {
            // Nobody does; what is waiting is taken all the same.
        }
        waiting.drainTo(taken, BATCH);
        taken.removeIf(event -> event == WAKE);
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
        boolean lastTry = isClosing();
        try {
            store.add(batch);
            batch.clear();
        } catch (RuntimeException failed) {
            if (lastTry) {
                batch.forEach(event -> notStored(event, "the server ends without its PostgreSQL"));
                batch.clear();
            } else {
                LOG.warn("{} audit events cannot be stored now and wait: {}", batch.size(), cause(failed));
                pause();
            }
        }
    }

    /** Ends at once when the server ends. */
    private void pause() {
        try {
            boolean ending = closing.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("audit events are tried again, ending: {}", ending);
        } catch (InterruptedException _) {
            // Nobody does; the batch is tried again at once.
        }
    }

    /** Without the statement and all that was bound to it. */
    private static String cause(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    /** Stores what is waiting; what cannot be stored in a few seconds goes into the server's log. */
    @Override
    @PreDestroy
    public void close() {
        closing.countDown();
        // Not by an interrupt, which would break the connection over which events are being stored. A full queue wakes
        // it too.
        boolean woken = waiting.offer(WAKE);
        LOG.debug("the audit log ends, woken: {}", woken);
        try {
            if (!writer.join(LONGEST_FLUSH)) {
                LOG.warn("PostgreSQL is too slow to store the last audit events");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<AuditEvent> left = new ArrayList<>();
        waiting.drainTo(left);
        left.removeIf(event -> event == WAKE);
        left.forEach(event -> notStored(event, "the server ends"));
    }
}
