package io.graphstead.platform.database;

import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's LISTEN on one connection for the whole server, opened with the first subscription and again whenever it
 * breaks. To notify, use SQL in the transaction whose effect is to be told: {@code SELECT pg_notify(:channel, :payload)}.
 */
@Singleton
@Requires(beans = Database.class)
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    /** Tells the listening connection that there are new channels. */
    private static final String WAKE = "graphstead_wake";

    private static final Duration SILENCE_BEFORE_CHECK = Duration.ofSeconds(30);
    private static final int CHECK_SECONDS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration FIRST_LISTEN = Duration.ofSeconds(10);

    private final Database database;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    public Notifications(Database database) {
        this.database = database;
    }

    /**
     * When this returns, either the listener hears the channel or it has been told that the connection is lost.
     *
     * @param channel lower case letters, digits and underscores
     */
    public void subscribe(String channel, NotificationListener listener) {
        if (!CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException("not a channel: " + channel);
        }
        Subscription subscription = new Subscription(channel, listener);
        subscriptions.add(subscription);
        listenSoon();
        subscription.awaitFirst(FIRST_LISTEN);
    }

    private synchronized void listenSoon() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("notifications").start(this::listen);
            return;
        }
        try {
            database.jdbi().useHandle(handle -> handle.execute("NOTIFY " + WAKE));
        } catch (RuntimeException down) {
            LOG.debug("Cannot wake the listening connection, which will be opened anew", down);
        }
    }

    private void listen() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try (Connection opened = database.unpooled().getConnection()) {
                connection = opened;
                listenOnAll(opened);
                pause = FIRST_PAUSE;
                while (!closed) {
                    take(opened);
                }
            } catch (SQLException | RuntimeException broken) {
                if (!closed) {
                    LOG.warn("The connection that listens to PostgreSQL is lost: {}", broken.getMessage());
                    subscriptions.forEach(Subscription::lose);
                }
            }
            sleep(pause);
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
    }

    private void take(Connection opened) throws SQLException {
        PGNotification[] told =
                opened.unwrap(PGConnection.class).getNotifications((int) SILENCE_BEFORE_CHECK.toMillis());
        if ((told == null || told.length == 0) && !opened.isValid(CHECK_SECONDS)) {
            throw new SQLException("no answer");
        }
        if (told == null) {
            return;
        }
        for (PGNotification one : told) {
            if (one.getName().equals(WAKE)) {
                listenOnAll(opened);
            } else {
                subscriptions.forEach(subscription -> subscription.tell(one));
            }
        }
    }

    private void listenOnAll(Connection opened) throws SQLException {
        List<Subscription> now = List.copyOf(subscriptions);
        try (Statement statement = opened.createStatement()) {
            statement.execute("LISTEN " + WAKE);
            for (String channel :
                    now.stream().map(Subscription::channel).distinct().toList()) {
                statement.execute("LISTEN " + channel);
            }
        }
        now.forEach(Subscription::hear);
    }

    private static void sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    @PreDestroy
    public void close() {
        closed = true;
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException alreadyBroken) {
                LOG.debug("The listening connection was broken already", alreadyBroken);
            }
        }
        synchronized (this) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
