package io.graphstead.fleet;

import io.graphstead.fleet.Progress.Trouble;
import io.graphstead.runtime.Fence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker's turn at a deployment, as the store last gave it.
 *
 * @param fence this turn's; the store and the runtime refuse what comes with a lower one than they have seen
 * @param wanted the wishes that this turn knows of
 * @param operation the operation that runs on the deployment
 * @param attempts starts and failed steps lately
 */
record Turn(
        Deployment deployment,
        Fence fence,
        long wanted,
        Optional<Running> operation,
        int attempts,
        Optional<Instant> attemptedAt,
        Optional<Trouble> trouble) {
    /** The operation that runs. */
    record Running(OperationId id, OperationKind kind, Instant startedAt) {}

    Progress progress(Clock clock) {
        Instant now = clock.instant();
        return new Progress(
                operation.map(Running::kind),
                operation
                        .map(running -> Duration.between(running.startedAt(), now))
                        .orElse(Duration.ZERO),
                attempts,
                attemptedAt.map(at -> Duration.between(at, now)).orElse(Progress.FORGET_AFTER.plusSeconds(1)),
                trouble);
    }
}
