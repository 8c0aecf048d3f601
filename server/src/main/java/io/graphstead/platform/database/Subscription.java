package io.graphstead.platform.database;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener on one channel, and whether it hears it now. */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final String channel;
    private final NotificationListener listener;
    private final CountDownLatch decided = new CountDownLatch(1);
    private State state = State.NEW;

    private enum State {
        NEW,
        HEARING,
        LOST
    }

    Subscription(String channel, NotificationListener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    String channel() {
        return channel;
    }

    void awaitFirst(Duration patience) {
        try {
            if (!decided.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                lose();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            lose();
        }
    }

    synchronized void hear() {
        State before = state;
        state = State.HEARING;
        if (before == State.LOST) {
            safely(listener::back);
        }
        decided.countDown();
    }

    synchronized void lose() {
        if (state != State.LOST) {
            state = State.LOST;
            safely(listener::lost);
        }
        decided.countDown();
    }

    void tell(PGNotification notification) {
        if (notification.getName().equals(channel)) {
            safely(() -> listener.notified(notification.getParameter()));
        }
    }

    /** One listener's fault must not keep the others from hearing. */
    private void safely(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException fault) {
            LOG.error("A listener on {} failed", channel, fault);
        }
    }
}
