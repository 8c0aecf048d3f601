package io.graphstead.fleet;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/** Gives each deployment a week behind it, so that there is something to draw; see {@code planted-metrics}. */
@Singleton
@Requires(property = "planted-metrics")
final class PlantedMetrics {
    private final Jdbi jdbi;
    private final Clock clock;

    PlantedMetrics(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Waves, with an hour missing in the day. */
    @Scheduled(initialDelay = "15s", fixedDelay = "1s")
    void plant() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO metric_point (span, at, deployment_id, memory_kb, volume_kb, cpu_permille, connections,
                            opened, bytes_in, bytes_out)
                        SELECT s.span, m.at, d.id, (90000 + 30000 * sin(m.at / (7.0 * s.span)))::integer, 52000 + m.at % 9000,
                            (300 + 250 * sin(m.at / (3.0 * s.span)))::integer, 8 + m.at % 5, 2 + m.at % 3,
                            (9000 + 8000 * sin(m.at / (5.0 * s.span)))::integer, 30000
                        FROM deployment d CROSS JOIN (VALUES (1, 60), (10, 1440), (60, 10080)) AS s (span, back)
                        CROSS JOIN LATERAL generate_series(
                            :now / s.span * s.span - s.back, :now / s.span * s.span - s.span, s.span) AS m (at)
                        WHERE NOT (s.span = 10 AND m.at BETWEEN :now - 600 AND :now - 480)
                        ON CONFLICT DO NOTHING""")
                .bind("now", MetricStore.minute(clock.instant()))
                .execute());
    }
}
