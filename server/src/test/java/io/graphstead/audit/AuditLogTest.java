package io.graphstead.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.graphstead.audit.AuditEvent.Outcome;
import io.graphstead.identity.OrganizationId;
import io.graphstead.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AuditLogTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final OrganizationId organization = OrganizationId.random();
    private final Switchable store = new Switchable();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.class);

    /** A store whose PostgreSQL can be taken away. */
    private static final class Switchable extends AuditStore {
        private volatile boolean gone;
        private volatile int refused;

        Switchable() {
            super(TestDatabase.shared().database().jdbi());
        }

        @Override
        void add(List<AuditEvent> events) {
            if (gone) {
                refused++;
                throw new IllegalStateException("gone");
            }
            super.add(events);
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void deafen() {
        logger.detachAppender(lines);
    }

    private AuditEvent event(String action, Outcome outcome, int status) {
        return new AuditEvent(
                UUID.randomUUID(),
                NOW,
                Optional.of(organization),
                "anonymous",
                action,
                "-",
                List.of(),
                outcome,
                status,
                "POST",
                "request",
                "127.0.0.1",
                1);
    }

    private List<AuditEvent> stored() {
        return store.page(Optional.of(organization), AuditQuery.ALL, Long.MAX_VALUE, 20_000).stream()
                .map(AuditStore.Numbered::event)
                .toList();
    }

    @Test
    void what_was_recorded_is_stored_when_the_log_is_closed() {
        List<AuditEvent> recorded = new ArrayList<>();
        try (AuditLog log = new AuditLog(store)) {
            for (int at = 0; at < 2_000; at++) {
                AuditEvent event = event("thing.create", Outcome.DONE, 201);
                recorded.add(event);
                log.record(event);
            }
        }
        assertThat(stored()).containsExactlyElementsOf(recorded.reversed());
    }

    @Test
    void events_wait_while_postgresql_is_gone_and_are_stored_once_when_it_is_back() {
        try (AuditLog log = new AuditLog(store)) {
            store.gone = true;
            AuditEvent first = event("thing.create", Outcome.DONE, 201);
            log.record(first);
            await().until(() -> store.refused > 0);
            AuditEvent second = event("thing.delete", Outcome.DONE, 204);
            log.record(second);
            store.gone = false;
            await().atMost(Duration.ofSeconds(10)).until(() -> stored().size() == 2);
            assertThat(stored()).containsExactly(second, first);
        }
        assertThat(stored()).hasSize(2);
    }

    @Test
    void a_batch_that_arrived_before_its_answer_was_lost_is_not_stored_twice() {
        AuditEvent event = event("thing.create", Outcome.DONE, 201);
        store.add(List.of(event));
        store.add(List.of(event));
        assertThat(stored()).containsExactly(event);
    }

    @Test
    void nothing_is_lost_silently() {
        store.gone = true;
        int recorded = 10_600;
        try (AuditLog log = new AuditLog(store)) {
            for (int at = 0; at < recorded; at++) {
                log.record(event("thing.create", Outcome.DONE, 201));
            }
        }
        assertThat(stored()).isEmpty();
        assertThat(lines.list.stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .filter(line -> line.startsWith("audit event that could not be stored")))
                .hasSize(recorded);
    }

    @Test
    void refusals_that_repeat_each_other_become_one_and_what_was_done_never_does() {
        store.gone = true;
        int all;
        try (AuditLog log = new AuditLog(store)) {
            log.record(event("first", Outcome.DONE, 200));
            await().until(() -> store.refused > 0);
            for (int at = 0; at < 5; at++) {
                log.record(event("token.issue", Outcome.REFUSED, 401));
            }
            log.record(event("token.issue", Outcome.REFUSED, 429));
            log.record(event("thing.create", Outcome.DONE, 201));
            log.record(event("thing.create", Outcome.DONE, 201));
            store.gone = false;
        }
        all = stored().stream().mapToInt(AuditEvent::times).sum();
        assertThat(all).isEqualTo(9);
        assertThat(stored().stream().map(event -> event.action() + event.times()))
                .containsExactly("thing.create1", "thing.create1", "token.issue1", "token.issue5", "first1");
    }

    @Test
    void old_events_are_removed_and_young_ones_stay() {
        AuditEvent young = event("young", Outcome.DONE, 200);
        AuditEvent old = new AuditEvent(
                UUID.randomUUID(),
                NOW.minus(Duration.ofDays(10)),
                Optional.of(organization),
                "anonymous",
                "old",
                "-",
                List.of(),
                Outcome.DONE,
                200,
                "POST",
                "request",
                "127.0.0.1",
                1);
        store.add(List.of(old, young));
        new AuditRetention(store, new AuditSettings(9), java.time.Clock.fixed(NOW, java.time.ZoneOffset.UTC))
                .removeOld();
        assertThat(stored()).containsExactly(young);
    }
}
