package io.graphstead.console.database;

import io.graphstead.console.Words;
import io.graphstead.fleet.OperationView;
import io.graphstead.fleet.OperationView.Status;
import io.graphstead.fleet.OperationView.StepStatus;
import io.graphstead.fleet.OperationView.StepView;
import io.graphstead.identity.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An operation as pages show it.
 *
 * @param color of its state
 * @param done percent of its steps
 */
public record OperationLine(
        String id,
        String kind,
        String state,
        String color,
        boolean running,
        boolean mayCancel,
        String started,
        String took,
        int done,
        String error,
        List<StepLine> steps) {
    public OperationLine {
        steps = List.copyOf(steps);
    }

    /** One step of it. */
    public record StepLine(String name, String state, String took, String message) {}

    static OperationLine of(OperationView view, boolean mayRun, Instant now) {
        boolean running = view.status() == Status.STARTED;
        return new OperationLine(
                Ids.text(view.id().value()),
                Words.sentence(view.kind().word()),
                switch (view.status()) {
                    case STARTED -> "Running";
                    case FINISHED -> "Done";
                    case FAILED -> "Failed";
                },
                switch (view.status()) {
                    case STARTED -> "azure";
                    case FINISHED -> "green";
                    case FAILED -> "red";
                },
                running,
                running && mayRun && view.kind().isCancellable(),
                Words.at(view.startedAt()),
                view.finishedAt()
                        .map(end -> Words.lasting(Duration.between(view.startedAt(), end)))
                        .orElse(""),
                done(view),
                view.error().orElse(""),
                view.steps().stream().map(OperationLine::step).toList());
    }

    private static int done(OperationView view) {
        double parts = view.steps().stream()
                .mapToDouble(step -> step.status() == StepStatus.FINISHED ? 1 : step.progress())
                .sum();
        return view.steps().isEmpty() ? 100 : (int) (100 * parts / view.steps().size());
    }

    private static StepLine step(StepView step) {
        return new StepLine(
                Words.sentence(step.name()),
                switch (step.status()) {
                    case WAITING -> "waiting";
                    case STARTED -> "running";
                    case FINISHED -> "done";
                    case FAILED -> "failed";
                },
                step.startedAt()
                        .flatMap(start -> step.finishedAt().map(end -> Words.lasting(Duration.between(start, end))))
                        .orElse(""),
                step.message());
    }
}
