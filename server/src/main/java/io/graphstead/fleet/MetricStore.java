package io.graphstead.fleet;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Points of metrics in PostgreSQL. Times are minutes since 1970. */
@Singleton
class MetricStore {
    private static final int SECONDS = 60;

    private final Jdbi jdbi;

    MetricStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    static int minute(Instant at) {
        return Math.toIntExact(Math.floorDiv(at.getEpochSecond(), SECONDS));
    }

    /** All that was measured in one pass; a minute that is there already stays. */
    void add(Map<DeploymentId, MetricPoint> points) {
        if (points.isEmpty()) {
            return;
        }
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO metric_point (span, at, deployment_id, memory_kb, volume_kb, cpu_permille, connections,
                        opened, bytes_in, bytes_out)
                    VALUES (1, :at, :id, :memory, :volume, :cpu, :connections, :opened, :in, :out)
                    ON CONFLICT DO NOTHING""");
            points.forEach((id, point) -> batch.bind("at", minute(point.at()))
                    .bind("id", id.value())
                    .bind("memory", kb(point.memoryBytes()))
                    .bind("volume", kb(point.volumeBytes()))
                    .bind("cpu", small(point.cpuPermille()))
                    .bind("connections", small(point.connections()))
                    .bind("opened", small(point.opened()))
                    .bind("in", small(point.bytesIn()))
                    .bind("out", small(point.bytesOut()))
                    .add());
            batch.execute();
        });
    }

    /** Makes the point of a longer span out of those of a shorter one: the most of what there is, the average of what flows. */
    void rollUp(MetricSpan from, MetricSpan to, int begin) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO metric_point (span, at, deployment_id, memory_kb, volume_kb, cpu_permille, connections,
                            opened, bytes_in, bytes_out)
                        SELECT :to, :begin, deployment_id, max(memory_kb), max(volume_kb), avg(cpu_permille)::integer,
                            max(connections), avg(opened)::integer, avg(bytes_in)::integer, avg(bytes_out)::integer
                        FROM metric_point WHERE span = :from AND at >= :begin AND at < :begin + :minutes
                        GROUP BY deployment_id
                        ON CONFLICT DO NOTHING""")
                .bind("from", from.minutes())
                .bind("to", to.minutes())
                .bind("begin", begin)
                .bind("minutes", to.minutes())
                .execute());
    }

    void prune(MetricSpan span, int before) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM metric_point WHERE span = :span AND at < :before")
                .bind("span", span.minutes())
                .bind("before", before)
                .execute());
    }

    /** Oldest first. Each minute is looked up by itself, since the index is in the order of time and not of deployments. */
    List<MetricPoint> of(DeploymentId id, MetricSpan span, int from, int to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT p.* FROM generate_series(:from, :to, :step) AS moment (at)
                        JOIN metric_point p ON p.span = :step AND p.at = moment.at AND p.deployment_id = :id
                        ORDER BY p.at""")
                .bind("from", span.begin(from))
                .bind("to", to)
                .bind("step", span.minutes())
                .bind("id", id.value())
                .map((row, context) -> new MetricPoint(
                        Instant.ofEpochSecond((long) row.getInt("at") * SECONDS),
                        bytes(known(row, "memory_kb")),
                        bytes(known(row, "volume_kb")),
                        known(row, "cpu_permille"),
                        known(row, "connections"),
                        known(row, "opened"),
                        known(row, "bytes_in"),
                        known(row, "bytes_out")))
                .list());
    }

    private static OptionalLong known(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalLong bytes(OptionalLong kb) {
        return kb.isPresent() ? OptionalLong.of(kb.getAsLong() << 10) : kb;
    }

    private static @Nullable Integer kb(OptionalLong bytes) {
        return small(bytes.isPresent() ? OptionalLong.of(bytes.getAsLong() >> 10) : bytes);
    }

    private static @Nullable Integer small(OptionalLong value) {
        return value.isPresent() ? (int) Math.clamp(value.getAsLong(), 0L, Integer.MAX_VALUE) : null;
    }
}
