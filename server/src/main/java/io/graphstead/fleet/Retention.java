package io.graphstead.fleet;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets operations, and deployments that are deleted, 90 days after their end. GrapheneDB contract §3. */
@Singleton
class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration KEPT = Duration.ofDays(90);

    private final Jdbi jdbi;
    private final Clock clock;

    Retention(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "10m", fixedDelay = "24h")
    void forgetOld() {
        try {
            int forgotten = forgetBefore(clock.instant().minus(KEPT));
            if (forgotten > 0) {
                LOG.info("forgot {} operations that ended more than {} days ago", forgotten, KEPT.toDays());
            }
        } catch (RuntimeException failed) {
            LOG.warn("old operations could not be forgotten; tried again in a day: {}", failed.getMessage());
        }
    }

    private int forgetBefore(Instant end) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate("""
                            DELETE FROM operation_step s USING operation o
                            WHERE o.id = s.operation_id AND o.finished_at < :end""").bind("end", end).execute();
            int forgotten = handle.createUpdate("DELETE FROM operation WHERE finished_at < :end")
                    .bind("end", end)
                    .execute();
            handle.createUpdate("""
                            DELETE FROM deployment d WHERE d.deleted_at < :end
                              AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.deployment_id = d.id)""").bind("end", end).execute();
            return forgotten;
        });
    }
}
