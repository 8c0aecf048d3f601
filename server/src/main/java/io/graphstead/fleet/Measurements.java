package io.graphstead.fleet;

import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Figures;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.Usage;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Measures deployments when asked to: the runtime says what they use, the engine what its server tells. */
@Singleton
public class Measurements {
    private static final Duration ASK_LIMIT = Duration.ofSeconds(3);
    private static final Path WHOLE_VOLUME = Path.of("");

    private final Requests requests;
    private final Passwords passwords;
    private final Engines engines;
    private final Runtime runtime;
    private final ConnectionUse use;
    private final Clock clock;

    Measurements(
            Requests requests, Passwords passwords, Engines engines, Runtime runtime, ConnectionUse use, Clock clock) {
        this.requests = requests;
        this.passwords = passwords;
        this.engines = engines;
        this.runtime = runtime;
        this.use = use;
        this.clock = clock;
    }

    /** Needs reader. */
    public Measurement of(Caller caller, DeploymentId id) {
        return measure(requests.allowed(caller, Role.READER, id).deployment());
    }

    private Measurement measure(Deployment deployment) {
        Spec spec = deployment.spec();
        Engine engine = engines.named(spec.engine());
        Instant now = clock.instant();
        Optional<Usage> usage = runtime.usage(deployment.workload());
        Optional<Figures> figures = usage.flatMap(
                        running -> runtime.reach(deployment.workload(), engine.askedAt(spec.version())))
                .flatMap(reach -> engine.measure(reach, passwords.of(deployment.id()), ASK_LIMIT));
        OptionalLong told = figures.map(Figures::storeBytes).orElse(OptionalLong.empty());
        return new Measurement(
                deployment.id(),
                deployment.project(),
                deployment.name(),
                usage.isPresent(),
                known(usage.map(Usage::memoryBytes)),
                spec.memory().ceilingMb() << 20,
                usage.map(Usage::cpuTime),
                spec.cpus(),
                told.isPresent() ? told : runtime.bytesOnDisk(deployment.workload(), engine.stores()),
                usage.isPresent()
                        ? known(usage.map(Usage::volumeBytes))
                        : runtime.bytesOnDisk(deployment.workload(), WHOLE_VOLUME),
                (long) spec.storageGb() << 30,
                figures.map(Figures::connections).orElse(OptionalLong.empty()),
                usage.map(running -> nonNegative(Duration.between(running.startedAt(), now))),
                use.of(deployment.id()),
                now);
    }

    /** Clocks are set back now and then. */
    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static OptionalLong known(Optional<Long> value) {
        return value.map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
