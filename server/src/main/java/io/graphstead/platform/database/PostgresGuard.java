package io.graphstead.platform.database;

import io.graphstead.platform.CannotStart;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the embedded PostgreSQL running: starts it again, ever more patiently, when it ends without being told to. */
final class PostgresGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresGuard.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final EmbeddedPostgres postgres;
    private final IntConsumer startedOnPort;
    private volatile Postmaster running;
    /** As it was last looked at: asked for every connection, so nothing is looked at for the answer. */
    private volatile boolean alive;

    private volatile boolean closing;

    /**
     * Starts PostgreSQL, and goes on doing so.
     *
     * @param startedOnPort told the port after each start
     * @throws CannotStart if it cannot be started now
     */
    PostgresGuard(EmbeddedPostgres postgres, IntConsumer startedOnPort) {
        this.postgres = postgres;
        this.startedOnPort = startedOnPort;
        running = postgres.run(0);
        startedOnPort.accept(running.port());
        watch();
    }

    private void watch() {
        Postmaster watched = running;
        alive = true;
        Thread.ofVirtual().name("postgres-guard").start(() -> {
            while (watched.isRunning()) {
                sleep(LOOK_EVERY);
            }
            alive = false;
            startAgain();
        });
    }

    private void startAgain() {
        Duration pause = FIRST_PAUSE;
        while (!closing) {
            try {
                startUnlessClosing();
                return;
            } catch (CannotStart again) {
                LOG.error("{}; next try in {}", again.words(), pause);
            }
            sleep(pause);
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
    }

    private synchronized void startUnlessClosing() {
        if (closing) {
            return;
        }
        LOG.warn(
                "The embedded PostgreSQL (process {}) ended by itself; starting it again",
                running.process().pid());
        running = postgres.run(running.port());
        startedOnPort.accept(running.port());
        LOG.info("The embedded PostgreSQL runs again on port {}", running.port());
        watch();
    }

    private static void sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return alive;
    }

    @Override
    public void close() {
        closing = true;
        stop();
    }

    private synchronized void stop() {
        postgres.stop(running);
    }
}
