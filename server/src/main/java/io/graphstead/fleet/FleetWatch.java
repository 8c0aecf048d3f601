package io.graphstead.fleet;

import io.graphstead.fleet.Observation.Sight;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.WorkloadName;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when a deployment of this host is not as it should be, and wakes a worker for it: at once when its process ends,
 * otherwise by asking what runs every 15 s whether it still answers. Decides and mends nothing itself.
 */
@Singleton
public class FleetWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FleetWatch.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(15);

    private final Runtime runtime;
    private final DeploymentStore store;
    private final OperationStore operations;
    private final Observer observer;
    private final WorkQueue queue;
    private final Clock clock;
    private final Map<DeploymentId, Instant> lastChecks = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("fleet-watch").daemon().factory());
    private final ExecutorService checks = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<Runtime.Watch> watch = Optional.empty();

    FleetWatch(
            Runtime runtime,
            DeploymentStore store,
            OperationStore operations,
            Observer observer,
            WorkQueue queue,
            Clock clock) {
        this.runtime = runtime;
        this.store = store;
        this.operations = operations;
        this.observer = observer;
        this.queue = queue;
        this.clock = clock;
    }

    /** Looks at everything once, since anything may have happened while no server ran here, then watches. */
    public void start() {
        watch = Optional.of(runtime.watch(this::ended));
        timer.execute(this::lookAtEverything);
        timer.scheduleWithFixedDelay(
                this::checkWhatRuns, CHECK_EVERY.toMillis(), CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When the deployment's server was last asked whether it serves; empty when it was not since this server started. */
    Optional<Instant> lastCheck(DeploymentId id) {
        return Optional.ofNullable(lastChecks.get(id));
    }

    /** Ends the watch; what runs goes on. */
    @PreDestroy
    public void stop() {
        timer.shutdownNow();
        checks.shutdownNow();
        watch.ifPresent(Runtime.Watch::close);
    }

    private void ended(WorkloadName name) {
        checks.execute(() -> {
            try {
                LOG.info("the server of {} ended", name);
                queue.wake(new DeploymentId(UUID.fromString(name.value())));
            } catch (RuntimeException e) {
                LOG.warn("could not have {} looked at; the next check will: {}", name, e.toString());
            }
        });
    }

    private void lookAtEverything() {
        try {
            List<Deployment> here = store.on(runtime.hostId());
            here.forEach(deployment -> check(deployment, Set.of()));
            Set<WorkloadName> known = here.stream().map(Deployment::workload).collect(Collectors.toSet());
            runtime.workloads().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> LOG.warn("{} exists here and belongs to no deployment; it is left alone", name));
        } catch (RuntimeException e) {
            LOG.warn("could not look at the deployments of this host: {}", e.toString());
        }
    }

    private void checkWhatRuns() {
        try {
            List<Deployment> running = store.on(runtime.hostId()).stream()
                    .filter(deployment -> deployment.intent().goal() == Goal.RUNNING)
                    .toList();
            Set<DeploymentId> busy = operations
                    .runningOn(running.stream().map(Deployment::id).toList())
                    .keySet();
            lastChecks.keySet().retainAll(running.stream().map(Deployment::id).collect(Collectors.toSet()));
            running.forEach(deployment -> check(deployment, busy));
        } catch (RuntimeException e) {
            LOG.warn("could not check the deployments of this host: {}", e.toString());
        }
    }

    /** One that an operation works on is being looked at anyway. */
    private void check(Deployment deployment, Set<DeploymentId> busy) {
        if (busy.contains(deployment.id())) {
            return;
        }
        checks.execute(() -> {
            try {
                Sight sight = observer.observe(deployment).sight();
                lastChecks.put(deployment.id(), clock.instant());
                if (sight != deployment.condition().sight()
                        || sight != resting(deployment.intent().goal())) {
                    queue.wake(deployment.id());
                }
            } catch (RuntimeException e) {
                LOG.warn("could not check {}: {}", deployment.name(), e.toString());
            }
        });
    }

    private static Sight resting(Goal goal) {
        return switch (goal) {
            case RUNNING -> Sight.READY;
            case STOPPED, FAILED -> Sight.STOPPED;
            case GONE -> Sight.ABSENT;
        };
    }
}
