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
        Optional<OperationKind> changing = running.filter(kind -> !kind.isQuiet());
        boolean serving = condition.sight() == Sight.READY;
        return new ShownStatus(
                changing.map(OperationKind::shownAs).orElseGet(() -> resting(goal)),
                deployment.needsRestart(),
                changing.isPresent(),
                running.filter(OperationKind::isQuiet).isPresent(),
                changing.isEmpty() && goal == Goal.RUNNING && !serving,
                lastCheck.map(at -> serving),
                lastCheck,
                serving,
                changing.isEmpty() ? condition.failure() : Optional.empty(),
                changing.isEmpty() && goal == Goal.STOPPED ? deployment.marks().pausedBy() : Optional.empty());
    }

    /** What is shown while nothing changes it. */
    static ShownState resting(Goal goal) {
        return switch (goal) {
            case RUNNING -> ShownState.RUNNING;
            case STOPPED -> ShownState.PAUSED;
            case FAILED -> ShownState.FAILED;
            case GONE -> ShownState.DELETING;
        };
    }
}
