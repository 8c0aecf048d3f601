package io.graphstead.fleet;

import io.graphstead.fleet.Observation.Sight;
import java.time.Instant;
import java.util.Optional;

/** The one place where a deployment's shown status is made: from what is wanted, what was seen and what runs on it. */
final class StatusRule {
    private StatusRule() {}

    /**
     * @param running the operation that runs on it
     * @param lastCheck when its server was last asked whether it serves; empty when it was not since this server started
     */
    static ShownStatus of(Deployment deployment, Optional<OperationKind> running, Optional<Instant> lastCheck) {
        Goal goal = deployment.intent().goal();
        Condition condition = deployment.condition();
        boolean serving = condition.sight() == Sight.READY;
        return new ShownStatus(
                running.map(OperationKind::shownAs).orElseGet(() -> resting(goal)),
                deployment.needsRestart(),
                running.isPresent(),
                false,
                running.isEmpty() && goal == Goal.RUNNING && !serving,
                lastCheck.map(at -> serving),
                lastCheck,
                serving,
                running.isEmpty() ? condition.failure() : Optional.empty(),
                running.isEmpty() && goal == Goal.STOPPED ? deployment.marks().pausedBy() : Optional.empty());
    }

    private static ShownState resting(Goal goal) {
        return switch (goal) {
            case RUNNING -> ShownState.RUNNING;
            case STOPPED -> ShownState.PAUSED;
            case FAILED -> ShownState.FAILED;
            case GONE -> ShownState.DELETING;
        };
    }
}
