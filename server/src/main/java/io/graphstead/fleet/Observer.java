package io.graphstead.fleet;

import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.Observation.EngineFiles;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.WorkloadState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Looks at a deployment: what the runtime sees, and what the engine's server says. Changes nothing. */
@Singleton
class Observer {
    private static final Duration ASK_LIMIT = Duration.ofSeconds(3);

    private final Runtime runtime;
    private final Engines engines;
    private final Passwords passwords;

    Observer(Runtime runtime, Engines engines, Passwords passwords) {
        this.runtime = runtime;
        this.engines = engines;
        this.passwords = passwords;
    }

    Observation observe(Deployment deployment) {
        return switch (runtime.observe(deployment.workload())) {
            case WorkloadState.Absent a -> new Observation.Absent(engineFiles(deployment));
            case WorkloadState.Stopped s -> new Observation.Stopped(engineFiles(deployment));
            case WorkloadState.Unknown u -> new Observation.Unknown(u.why());
            case WorkloadState.Running r ->
                r.listening() && answers(deployment)
                        ? new Observation.Ready(r.revision(), r.generation())
                        : new Observation.Starting(r.revision(), r.generation());
        };
    }

    private boolean answers(Deployment deployment) {
        Engine engine = engines.named(deployment.spec().engine());
        Optional<Reach> reach = runtime.reach(
                deployment.workload(), engine.askedAt(deployment.spec().version()));
        return reach.isPresent() && engine.serves(reach.get(), () -> passwords.of(deployment.id()), ASK_LIMIT);
    }

    private EngineFiles engineFiles(Deployment deployment) {
        Engine engine = engines.named(deployment.spec().engine());
        return runtime.isInstalled(engine.needs(deployment.spec().version()).distribution())
                ? EngineFiles.INSTALLED
                : EngineFiles.MISSING;
    }
}
