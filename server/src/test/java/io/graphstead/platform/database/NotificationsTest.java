package io.graphstead.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class NotificationsTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private static Path temporary;

    private static TestDatabase postgres;

    private Notifications notifications;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestDatabase.below(temporary);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void listen() {
        notifications = new Notifications(postgres.database());
    }

    @AfterEach
    void close() {
        notifications.close();
    }

    /** Writes down what it is told, in order. */
    private static final class Heard implements NotificationListener {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        @Override
        public void notified(String payload) {
            all.add("notified " + payload);
        }

        @Override
        public void lost() {
            all.add("lost");
        }

        @Override
        public void back() {
            all.add("back");
        }

        String next() throws InterruptedException {
            return String.valueOf(all.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    private Heard listenTo(String channel) {
        Heard heard = new Heard();
        notifications.subscribe(channel, heard);
        return heard;
    }

    private static void tell(String channel, String payload) {
        postgres.database()
                .jdbi()
                .useHandle(handle -> handle.createQuery("SELECT pg_notify(:channel, :payload)")
                        .bind("channel", channel)
                        .bind("payload", payload)
                        .mapToMap()
                        .list());
    }

    @Test
    void every_listener_hears_its_own_channel_from_the_moment_that_it_has_subscribed() throws Exception {
        Heard a = listenTo("a");
        tell("a", "1");
        Heard b = listenTo("b");
        Heard alsoA = listenTo("a");
        tell("b", "2");
        tell("a", "3");
        assertThat(a.next()).isEqualTo("notified 1");
        assertThat(a.next()).isEqualTo("notified 3");
        assertThat(b.next()).isEqualTo("notified 2");
        assertThat(alsoA.next()).isEqualTo("notified 3");
    }

    @Test
    void what_a_transaction_tells_is_heard_only_once_it_is_committed() throws Exception {
        Heard heard = listenTo("a");
        postgres.database().jdbi().useHandle(handle -> {
            handle.begin();
            handle.execute("NOTIFY a, 'never'");
            handle.rollback();
        });
        tell("a", "committed");
        assertThat(heard.next()).isEqualTo("notified committed");
    }

    @Test
    void a_listener_is_told_when_the_connection_is_lost_and_when_it_is_back() throws Exception {
        Heard heard = listenTo("a");
        // All but the one that asks: the listening connection is among them.
        postgres.database()
                .jdbi()
                .useHandle(handle -> handle.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE usename = current_user AND pid <> pg_backend_pid()"));
        assertThat(heard.next()).isEqualTo("lost");
        assertThat(heard.next()).isEqualTo("back");
        tell("a", "again");
        assertThat(heard.next()).isEqualTo("notified again");
    }

    @Test
    void a_listener_that_fails_does_not_keep_the_others_from_hearing() throws Exception {
        notifications.subscribe("a", new NotificationListener() {
            @Override
            public void notified(String payload) {
                throw new IllegalStateException("broken listener");
            }

            @Override
            public void lost() {}

            @Override
            public void back() {}
        });
        Heard heard = listenTo("a");
        tell("a", "1");
        assertThat(heard.next()).isEqualTo("notified 1");
    }

    @Test
    void what_is_no_channel_is_refused() {
        assertThatThrownBy(() -> listenTo("a; DROP TABLE b")).isInstanceOf(IllegalArgumentException.class);
    }
}
