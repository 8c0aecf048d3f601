package io.graphstead.fleet;

import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** What deployments used in the last hour, day or week, as {@link MetricWatch} wrote it down. */
@Singleton
public class Metrics {
    private final Requests requests;
    private final MetricStore store;
    private final Clock clock;

    Metrics(Requests requests, MetricStore store, Clock clock) {
        this.requests = requests;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Points of a deployment.
     *
     * @param from when what is looked at begins; points are in it or right before
     * @param points oldest first; none for times in which it did not run
     */
    public record Series(
            MetricSpan span,
            Instant from,
            Instant to,
            List<MetricPoint> points,
            long memoryLimitBytes,
            long storageLimitBytes,
            double cpuLimit) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** Needs reader. */
    public Series of(Caller caller, DeploymentId id, MetricSpan span) {
        Spec spec = requests.allowed(caller, Role.READER, id).deployment().spec();
        Instant now = clock.instant();
        Instant from = now.minus(span.back());
        return new Series(
                span,
                from,
                now,
                store.of(id, span, MetricStore.minute(from), MetricStore.minute(now)),
                spec.memory().ceilingMb() << 20,
                (long) spec.storageGb() << 30,
                spec.cpus());
    }
}
