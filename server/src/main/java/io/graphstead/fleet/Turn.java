package io.graphstead.fleet;

import io.graphstead.fleet.Progress.Course;
import io.graphstead.fleet.Progress.Trouble;
import io.graphstead.runtime.Fence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A worker's turn at a deployment, as the store last gave it.
 *
 * @param fence this turn's; the store and the runtime refuse what comes with a lower one than they have seen
 * @param wanted the wishes that this turn knows of
 * @param operation the operation that runs on the deployment
 * @param attempts starts and failed steps lately
 * @param passwordWaits as {@link Progress#passwordWaits}
 */
record Turn(
        Deployment deployment,
        Fence fence,
        long wanted,
        Optional<Running> operation,
        int attempts,
        Optional<Instant> attemptedAt,
        boolean passwordWaits,
        Optional<Trouble> trouble) {
    /**
     * The operation that runs.
     *
     * @param source the deployment whose data it takes over, of a kind that does
     * @param snapshot the one that it makes or restores, of a kind that does
     */
    record Running(
            OperationId id,
            OperationKind kind,
            Optional<DeploymentId> source,
            Optional<SnapshotId> snapshot,
            Instant startedAt,
            boolean cancelAsked,
            Optional<Failing> failing,
            Set<StepName> done) {
        public Running {
            done = Set.copyOf(done);
        }

        Course course() {
            return failing.isPresent() ? Course.BACK : cancelAsked ? Course.CANCELLED : Course.FORWARD;
        }

        /** When what it does now began. */
        Instant since() {
            return failing.map(Failing::since).orElse(startedAt);
        }
    }

    /** Why an operation fails, and since when it goes back for that. */
    record Failing(String error, Instant since) {}

    Progress progress(Clock clock) {
        Instant now = clock.instant();
        return new Progress(
                operation.map(Running::kind),
                operation.map(running -> Duration.between(running.since(), now)).orElse(Duration.ZERO),
                attempts,
                attemptedAt.map(at -> Duration.between(at, now)).orElse(Progress.FORGET_AFTER.plusSeconds(1)),
                operation.map(Running::done).orElse(Set.of()),
                operation.map(Running::course).orElse(Course.FORWARD),
                passwordWaits,
                trouble);
    }
}
