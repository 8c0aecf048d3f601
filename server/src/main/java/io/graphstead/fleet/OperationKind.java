package io.graphstead.fleet;

import static io.graphstead.fleet.Goal.FAILED;
import static io.graphstead.fleet.Goal.GONE;
import static io.graphstead.fleet.Goal.RUNNING;
import static io.graphstead.fleet.Goal.STOPPED;
import static io.graphstead.fleet.StepName.INSTALL_ENGINE;
import static io.graphstead.fleet.StepName.PREPARE_STORAGE;
import static io.graphstead.fleet.StepName.REMOVE;
import static io.graphstead.fleet.StepName.START;
import static io.graphstead.fleet.StepName.STOP;
import static io.graphstead.fleet.StepName.WAIT_UNTIL_READY;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What can be asked of a deployment. The only place that says from where, to where, what becomes of it when it fails, how
 * long it may take and which steps it shows. While one runs, every other is refused: the store holds that with an index.
 */
public enum OperationKind {
    //      from                         leads to  if it fails  shown as               deadline
    CREATE(Set.of(), RUNNING, FAILED, ShownState.STARTING, minutes(30)) {
        @Override
        public List<StepName> steps() {
            return List.of(INSTALL_ENGINE, PREPARE_STORAGE, START, WAIT_UNTIL_READY);
        }
    },
    PAUSE(Set.of(RUNNING), STOPPED, RUNNING, ShownState.PAUSING, minutes(5)) {
        @Override
        public List<StepName> steps() {
            return List.of(STOP);
        }
    },
    RESUME(Set.of(STOPPED), RUNNING, STOPPED, ShownState.RESUMING, minutes(15)) {
        @Override
        public List<StepName> steps() {
            return List.of(START, WAIT_UNTIL_READY);
        }
    },
    RESTART(Set.of(RUNNING), RUNNING, RUNNING, ShownState.UPDATING, minutes(15)) {
        @Override
        public List<StepName> steps() {
            return List.of(STOP, START, WAIT_UNTIL_READY);
        }
    },
    DELETE(Set.of(RUNNING, STOPPED, FAILED), GONE, FAILED, ShownState.DELETING, minutes(10)) {
        @Override
        public List<StepName> steps() {
            return List.of(STOP, REMOVE);
        }
    };

    private final Set<Goal> from;
    private final Goal leadsTo;
    private final Goal ifItFails;
    private final ShownState shownAs;
    private final Duration deadline;

    OperationKind(Set<Goal> from, Goal leadsTo, Goal ifItFails, ShownState shownAs, Duration deadline) {
        this.from = from;
        this.leadsTo = leadsTo;
        this.ifItFails = ifItFails;
        this.shownAs = shownAs;
        this.deadline = deadline;
    }

    /** The steps that it shows, in order; one that turns out to be needed besides is shown when it begins. */
    public abstract List<StepName> steps();

    public boolean mayStartFrom(Goal goal) {
        return from.contains(goal);
    }

    public Goal leadsTo() {
        return leadsTo;
    }

    /** What is wanted of a deployment once this was asked for it. */
    Intent applyTo(Intent intent) {
        long generation = this == RESTART ? intent.generation() + 1 : intent.generation();
        return new Intent(leadsTo, intent.revision(), generation, intent.born());
    }

    /** The goal of a deployment after this operation failed on it. */
    public Goal ifItFails() {
        return ifItFails;
    }

    /** The state that is shown while it runs. */
    public ShownState shownAs() {
        return shownAs;
    }

    /** From its beginning; after that it fails. */
    public Duration deadline() {
        return deadline;
    }

    /** Its stable word, as the GrapheneDB contract lists it under {@code operationType}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
