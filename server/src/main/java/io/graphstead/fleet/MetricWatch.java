package io.graphstead.fleet;

import io.graphstead.fleet.ConnectionUse.Counters;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.Usage;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the deployments of this host use, once a minute, in one pass: what the runtime reads of their processes
 * and the gateway's counters. No engine is asked and no process is started for it. Makes the coarser points out of the finer
 * ones and forgets what nobody can look at.
 */
@Singleton
class MetricWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MetricWatch.class);

    private final Runtime runtime;
    private final DeploymentStore deployments;
    private final MetricStore store;
    private final ConnectionUse use;
    private final Clock clock;
    private final Map<DeploymentId, Seen> before = new HashMap<>();
    private int keptUpTo;

    /** What was counted at the last pass. */
    private record Seen(Instant at, Instant startedAt, Duration cpuTime, Optional<Counters> counters) {}

    MetricWatch(Runtime runtime, DeploymentStore deployments, MetricStore store, ConnectionUse use, Clock clock) {
        this.runtime = runtime;
        this.deployments = deployments;
        this.store = store;
        this.use = use;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "20s", fixedRate = "60s")
    void look() {
        try {
            List<Deployment> running = deployments.on(runtime.hostId()).stream()
                    .filter(deployment -> deployment.intent().goal() == Goal.RUNNING)
                    .toList();
            before.keySet().retainAll(running.stream().map(Deployment::id).collect(Collectors.toSet()));
            Map<DeploymentId, MetricPoint> points = new HashMap<>();
            for (Deployment deployment : running) {
                runtime.usage(deployment.workload())
                        .ifPresentOrElse(
                                usage -> points.put(deployment.id(), point(deployment.id(), usage)),
                                () -> before.remove(deployment.id()));
            }
            store.add(points);
            keepUp(MetricStore.minute(clock.instant()));
        } catch (RuntimeException failed) {
            LOG.warn("metrics could not be written down; the next pass will: {}", failed.toString());
        }
    }

    private MetricPoint point(DeploymentId id, Usage usage) {
        Optional<Counters> counters = use.of(id);
        Seen now = new Seen(clock.instant(), usage.startedAt(), usage.cpuTime(), counters);
        Optional<Seen> last = Optional.ofNullable(before.put(id, now))
                .filter(seen -> seen.at().isBefore(now.at()) && seen.startedAt().equals(now.startedAt()));
        return new MetricPoint(
                now.at(),
                OptionalLong.of(usage.memoryBytes()),
                OptionalLong.of(usage.volumeBytes()),
                last.map(seen -> perSecond(
                                seen, now, now.cpuTime().minus(seen.cpuTime()).toMillis()))
                        .orElse(OptionalLong.empty()),
                counters.map(each -> OptionalLong.of(each.connections())).orElse(OptionalLong.empty()),
                counted(last, now, Counters::opened, 60),
                counted(last, now, Counters::bytesIn, 1),
                counted(last, now, Counters::bytesOut, 1));
    }

    private interface Counter {
        long of(Counters counters);
    }

    /** Empty also where the gateway has begun to count anew. */
    private static OptionalLong counted(Optional<Seen> last, Seen now, Counter counter, int times) {
        if (last.isEmpty() || last.get().counters().isEmpty() || now.counters().isEmpty()) {
            return OptionalLong.empty();
        }
        long more = counter.of(now.counters().get())
                - counter.of(last.get().counters().get());
        return more < 0 ? OptionalLong.empty() : perSecond(last.get(), now, more * times);
    }

    private static OptionalLong perSecond(Seen last, Seen now, long amount) {
        long millis = Duration.between(last.at(), now.at()).toMillis();
        return millis <= 0 || amount < 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(amount * 1000.0 / millis));
    }

    /** A span is made when it is over, and once more after that, so that a server that was away for a moment misses none. */
    private void keepUp(int minute) {
        int begun = MetricSpan.DAY.begin(minute);
        if (begun != keptUpTo) {
            keptUpTo = begun;
            rollUp(MetricSpan.HOUR, MetricSpan.DAY, minute);
            rollUp(MetricSpan.DAY, MetricSpan.WEEK, minute);
            for (MetricSpan span : MetricSpan.values()) {
                store.prune(span, span.keptFrom(minute));
            }
        }
    }

    private void rollUp(MetricSpan from, MetricSpan to, int minute) {
        int over = to.begin(minute) - to.minutes();
        store.rollUp(from, to, over);
        store.rollUp(from, to, over - to.minutes());
    }
}
