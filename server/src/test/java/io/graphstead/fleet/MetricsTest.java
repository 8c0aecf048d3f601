package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.api.TestClock;
import io.graphstead.fleet.ConnectionUse.Counters;
import io.graphstead.identity.Caller;
import io.graphstead.identity.OrganizationId;
import io.graphstead.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written down of what deployments use. */
class MetricsTest {
    private final FleetFixture fixture = new FleetFixture().started();
    private final TestClock clock = new TestClock();
    private final MetricStore store = new MetricStore(fixture.jdbi);
    private final Metrics metrics = new Metrics(fixture.requests, store, clock);
    private Counters counters = new Counters(0, 0, 0, 0, 0, 0);
    private final MetricWatch watch =
            new MetricWatch(fixture.runtime, fixture.deployments, store, id -> Optional.of(counters), clock);

    MetricsTest() {
        // On a whole hour of today, so that no server of another test has forgotten it.
        Instant hour = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 3600 * 3600);
        clock.forward(Duration.between(clock.instant(), hour));
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    /** Every minute as many bytes come in. */
    private void minutes(int count, long bytesInEach) {
        for (int i = 0; i < count; i++) {
            watch.look();
            clock.forward(Duration.ofMinutes(1));
            counters = new Counters(
                    3, counters.opened() + 6, counters.bytesIn() + bytesInEach, counters.bytesOut() + 120, 0, 0);
        }
    }

    @Test
    void a_minute_is_a_point_of_the_last_hour() {
        DeploymentId id = fixture.running("measured");
        minutes(5, 6000);
        Metrics.Series series = metrics.of(OWNER, id, MetricSpan.HOUR);
        assertThat(series.points()).hasSize(5);
        assertThat(series.points().getFirst().bytesIn())
                .as("nothing to compare with")
                .isEmpty();
        MetricPoint last = series.points().getLast();
        assertThat(last.at()).isEqualTo(clock.instant().minus(Duration.ofMinutes(1)));
        assertThat(last.memoryBytes()).hasValue(1 << 20);
        assertThat(last.volumeBytes()).hasValue(8192);
        assertThat(last.bytesIn()).as("in a second").hasValue(100);
        assertThat(last.bytesOut()).hasValue(2);
        assertThat(last.opened()).as("in a minute").hasValue(6);
        assertThat(last.connections()).hasValue(3);
        assertThat(series.memoryLimitBytes()).isEqualTo(1000L << 20);
    }

    @Test
    void nothing_is_written_of_what_does_not_run_and_counters_that_begin_anew_are_no_traffic() {
        DeploymentId id = fixture.running("resting");
        minutes(2, 60);
        fixture.finished(fixture.fleet.pause(OWNER, id));
        minutes(3, 60);
        assertThat(metrics.of(OWNER, id, MetricSpan.HOUR).points()).hasSize(2);
        fixture.finished(fixture.fleet.resume(OWNER, id));
        watch.look();
        clock.forward(Duration.ofMinutes(1));
        counters = new Counters(0, 0, 0, 0, 0, 0);
        watch.look();
        List<MetricPoint> points = metrics.of(OWNER, id, MetricSpan.HOUR).points();
        assertThat(points).hasSize(4);
        assertThat(points.getLast().bytesIn()).isEmpty();
    }

    @Test
    void minutes_become_points_of_the_day_and_of_the_week_and_are_forgotten() {
        DeploymentId id = fixture.running("old");
        minutes(30, 6000);
        minutes(91, 60_000);
        List<MetricPoint> day = metrics.of(OWNER, id, MetricSpan.DAY).points();
        assertThat(day).hasSize(12);
        assertThat(day.get(1).bytesIn()).hasValue(100);
        assertThat(day.get(5).bytesIn()).hasValue(1000);
        assertThat(day.get(5).memoryBytes()).hasValue(1 << 20);
        List<MetricPoint> week = metrics.of(OWNER, id, MetricSpan.WEEK).points();
        assertThat(week).hasSize(2);
        assertThat(week.getLast().bytesIn()).hasValue(1000);
        assertThat(kept(id, MetricSpan.HOUR))
                .as("no more than can be looked at, and ten minutes")
                .isBetween(60, 73);

        clock.forward(Duration.ofDays(8));
        watch.look();
        for (MetricSpan span : MetricSpan.values()) {
            assertThat(kept(id, span)).as(span.name()).isLessThan(2);
        }
    }

    private int kept(DeploymentId id, MetricSpan span) {
        return fixture.jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM metric_point WHERE deployment_id = :id AND span = :span")
                .bind("id", id.value())
                .bind("span", span.minutes())
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void strangers_see_none() {
        DeploymentId id = fixture.running("foreign");
        Caller stranger = new Caller.ApiClient(UUID.randomUUID(), OrganizationId.random(), Map.of(), Optional.empty());
        assertThatThrownBy(() -> metrics.of(stranger, id, MetricSpan.HOUR)).isInstanceOf(Refused.class);
    }

    /** The figure that migration V20 and ARCHITECTURE.md tell. */
    @Test
    void a_deployment_that_always_runs_takes_less_than_50_kB() {
        int each = fixture.jdbi.inTransaction(handle -> {
            handle.execute("CREATE TEMP TABLE points (LIKE metric_point INCLUDING ALL) ON COMMIT DROP");
            handle.execute("""
                    INSERT INTO points SELECT d.id, m.at, 400000 + m.at, 900000, 250, 12, 3, 15000, 80000, s.span
                    FROM (VALUES (1, 72), (10, 147), (60, 171)) AS s (span, kept)
                    CROSS JOIN LATERAL generate_series(0, (s.kept - 1) * s.span, s.span) AS m (at)
                    CROSS JOIN (SELECT gen_random_uuid() AS id FROM generate_series(1, 200)) AS d""");
            return handle.createQuery("SELECT pg_total_relation_size('points') / 200")
                    .mapTo(Integer.class)
                    .one();
        });
        System.out.println("metrics of one deployment: " + each + " bytes");
        assertThat(each).isBetween(30_000, 50_000);
    }
}
