package io.graphstead.audit;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes events that are older than the settings keep them. Every server does so; the second finds nothing left. */
@Singleton
class AuditRetention {
    private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);
    /** So that no transaction gets long. */
    private static final int AT_A_TIME = 10_000;

    private final AuditStore store;
    private final AuditSettings settings;
    private final Clock clock;

    AuditRetention(AuditStore store, AuditSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "5m", fixedDelay = "24h")
    void removeOld() {
        Instant before = clock.instant().minus(Duration.ofDays(settings.keptDays()));
        try {
            long removed = 0;
            int last;
            do {
                last = store.removeBefore(before, AT_A_TIME);
                removed += last;
            } while (last == AT_A_TIME);
            if (removed > 0) {
                LOG.info("removed {} audit events from before {}", removed, before);
            }
        } catch (RuntimeException failed) {
            LOG.warn("old audit events could not be removed; tried again in a day: {}", failed.getMessage());
        }
    }
}
