package io.graphstead.fleet;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every server of this host down with the control plane, for {@code quickstart}. What is wanted stays as it is: the
 * next start finds the deployments stopped though they should run, and starts them again.
 */
@Singleton
public class FleetStop {
    private static final Logger LOG = LoggerFactory.getLogger(FleetStop.class);

    private final WorkQueue queue;
    private final FleetWatch watch;
    private final DeploymentStore store;
    private final TurnStore turns;
    private final Runtime runtime;

    FleetStop(WorkQueue queue, FleetWatch watch, DeploymentStore store, TurnStore turns, Runtime runtime) {
        this.queue = queue;
        this.watch = watch;
        this.store = store;
        this.turns = turns;
        this.runtime = runtime;
    }

    /** Returns when nothing of this host runs any more. The work must not go on after this. */
    public void stopEverything() {
        watch.stop();
        queue.stop();
        List<Deployment> here = store.on(runtime.hostId());
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            here.forEach(deployment -> each.execute(() -> stop(deployment)));
        }
    }

    private void stop(Deployment deployment) {
        Optional<Fence> fence = turns.take(deployment.id());
        if (fence.isPresent()) {
            try {
                runtime.stop(deployment.workload(), fence.get());
            } catch (RuntimeFailure failure) {
                LOG.warn("{} could not be stopped: {}", deployment.name(), failure.getMessage());
            }
        }
    }
}
