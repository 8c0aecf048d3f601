package io.graphstead.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One operation as a dialect shows it.
 *
 * @param kind what was asked
 * @param error why it failed, in words for people
 */
public record OperationView(
        OperationId id,
        DeploymentId deployment,
        Optional<DeploymentId> source,
        OperationKind kind,
        Status status,
        Instant startedAt,
        Optional<Instant> finishedAt,
        List<StepView> steps,
        Optional<OperationId> next,
        Optional<String> error) {
    /** Whether it is found under this deployment. */
    public boolean touches(DeploymentId id) {
        return deployment.equals(id) || source.equals(Optional.of(id));
    }

    /** How far an operation is. */
    public enum Status {
        STARTED,
        FINISHED,
        FAILED
    }

    public OperationView {
        steps = List.copyOf(steps);
    }

    /**
     * One named part of it.
     *
     * @param progress 0 to 1
     * @param message what is being done or what went wrong, for people; may be empty
     */
    public record StepView(
            String name,
            StepStatus status,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            double progress,
            String message) {}

    /** How far a step is. */
    public enum StepStatus {
        WAITING,
        STARTED,
        FINISHED,
        FAILED
    }
}
