package io.graphstead.fleet;

import io.graphstead.fleet.Progress.Prospect;
import io.graphstead.fleet.Progress.Trouble;
import io.graphstead.fleet.Step.Act;
import io.graphstead.fleet.Step.Done;
import io.graphstead.fleet.Step.Evidence;
import io.graphstead.fleet.Step.GiveUp;
import io.graphstead.fleet.Step.LookAgain;
import io.graphstead.fleet.StepBoundary.Boundary;
import io.graphstead.fleet.StepBoundary.Moment;
import io.graphstead.platform.log.LogFields;
import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RuntimeFailure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes true what is wanted of one deployment: look, plan, do one step, record it, again. Killed at any point and begun
 * again it finds what was done; there is no other recovery.
 */
@Singleton
class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** Shorter waits are waited out here; longer ones give the thread back to the queue. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** While waiting here the intent is read again only this often: looking at a server is cheaper than asking PostgreSQL. */
    private static final Duration RELOAD_EVERY = Duration.ofSeconds(1);

    private final TurnStore turns;
    private final StepStore steps;
    private final Observer observer;
    private final Effects effects;
    private final Diagnosis diagnosis;
    private final List<StepBoundary> boundaries;
    private final Clock clock;

    Worker(
            TurnStore turns,
            StepStore steps,
            Observer observer,
            Effects effects,
            Diagnosis diagnosis,
            List<StepBoundary> boundaries,
            Clock clock) {
        this.turns = turns;
        this.steps = steps;
        this.observer = observer;
        this.effects = effects;
        this.diagnosis = diagnosis;
        this.boundaries = boundaries;
        this.clock = clock;
    }

    /** How a turn ended. */
    sealed interface Outcome {
        /** What was wanted when the turn last looked is so. */
        record Settled() implements Outcome {}

        /** To be looked at again, then. */
        record Again(Instant at) implements Outcome {}

        /** Another worker has the deployment now. */
        record Overtaken() implements Outcome {}
    }

    /** @param stopping asked between steps; once true the turn is handed back unfinished */
    Outcome work(DeploymentId id, BooleanSupplier stopping) {
        try (var _ = LogFields.DEPLOYMENT.is(id.toString())) {
            Optional<Fence> fence = turns.take(id);
            return fence.isPresent() ? work(id, fence.get(), stopping) : new Outcome.Settled();
        } catch (TurnStore.Overtaken | RuntimeFailure.Fenced overtaken) {
            LOG.info("left to another worker: {}", overtaken.getMessage());
            return new Outcome.Overtaken();
        }
    }

    private Outcome work(DeploymentId id, Fence fence, BooleanSupplier stopping) {
        while (!stopping.getAsBoolean()) {
            Turn turn = turns.load(id, fence);
            String operation = turn.operation().map(o -> o.id().toString()).orElse("");
            try (var _ = LogFields.OPERATION.is(operation)) {
                Optional<Outcome> end = oneStep(turn, stopping);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
        return new Outcome.Again(clock.instant());
    }

    /** How the turn ended, when this step ended it. */
    private Optional<Outcome> oneStep(Turn turn, BooleanSupplier stopping) {
        switch (waitingBriefly(turn, stopping)) {
            case Done done -> {
                finish(turn);
                return Optional.of(new Outcome.Settled());
            }
            case GiveUp giveUp -> giveUp(turn, giveUp);
            case LookAgain later
            when later.after().compareTo(LONGEST_WAIT) > 0 -> {
                turns.putOff(turn);
                return Optional.of(new Outcome.Again(clock.instant().plus(later.after())));
            }
            case LookAgain soon -> sleep(soon.after());
            case Act act -> act(turn, act);
        }
        return Optional.empty();
    }

    /** The next step; while that is only to look again in a moment, looks again here. */
    private Step waitingBriefly(Turn turn, BooleanSupplier stopping) {
        Instant until = clock.instant().plus(RELOAD_EVERY);
        boolean shown = false;
        while (true) {
            Observation seen = observer.observe(turn.deployment());
            turns.see(turn, seen.sight());
            Step step = Planner.next(turn.deployment().intent(), turn.progress(clock), seen);
            if (!(step instanceof LookAgain look)
                    || look.after().compareTo(RELOAD_EVERY) >= 0
                    || stopping.getAsBoolean()
                    || clock.instant().isAfter(until)) {
                return step;
            }
            if (!shown && look.shownAs().isPresent()) {
                steps.begin(turn, look.shownAs().get());
                reached(turn, look.shownAs().get(), Moment.BEGUN);
                shown = true;
            }
            sleep(look.after());
        }
    }

    private void act(Turn turn, Act act) {
        steps.begin(turn, act.name());
        if (act instanceof Step.Start) {
            turns.countAttempt(turn);
        }
        reached(turn, act.name(), Moment.BEGUN);
        LOG.info("{}: {}", turn.deployment().name(), act.name().word());
        try {
            effects.perform(act, turn);
        } catch (RuntimeFailure.Fenced fenced) {
            throw fenced;
        } catch (RuntimeFailure failure) {
            trouble(turn, act, failure);
            return;
        }
        reached(turn, act.name(), Moment.EFFECTED);
        turns.clearTrouble(turn);
        steps.end(turn, act.name());
        reached(turn, act.name(), Moment.RECORDED);
    }

    private void trouble(Turn turn, Act act, RuntimeFailure failure) {
        String words = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        LOG.warn("{}: {} failed: {}", turn.deployment().name(), act.name().word(), words);
        if (!(act instanceof Step.Start)) {
            turns.countAttempt(turn);
        }
        turns.recordTrouble(
                turn,
                new Trouble(words, failure instanceof RuntimeFailure.Lasting ? Prospect.LASTING : Prospect.PASSING));
        steps.showProgress(turn, act.name(), 0, words);
    }

    private void finish(Turn turn) {
        Optional<StepName> last = turn.operation()
                .filter(operation -> operation.failing().isEmpty())
                .map(operation -> operation.kind().steps())
                .filter(steps -> !steps.isEmpty())
                .map(List::getLast);
        last.filter(step -> step == StepName.WAIT_UNTIL_READY).ifPresent(step -> reached(turn, step, Moment.EFFECTED));
        turns.finish(turn);
        turn.operation()
                .ifPresent(operation -> LOG.info(
                        "{}: {} {}",
                        turn.deployment().name(),
                        operation.kind().word(),
                        operation.failing().isPresent() ? "failed and went back to what worked" : "finished"));
        last.ifPresent(step -> reached(turn, step, Moment.FINISHED));
    }

    private void giveUp(Turn turn, GiveUp giveUp) {
        Diagnosis.Finding finding = giveUp.evidence() == Evidence.LAST_OUTPUT
                ? diagnosis.of(turn.deployment(), giveUp.why())
                : new Diagnosis.Finding(giveUp.why(), List.of());
        LOG.warn("{}: gives up: {}", turn.deployment().name(), finding.words());
        turns.giveUp(turn, finding.words(), finding.blamed());
    }

    private void reached(Turn turn, StepName step, Moment moment) {
        turn.operation()
                .ifPresent(operation ->
                        boundaries.forEach(each -> each.reached(new Boundary(operation.kind(), step, moment))));
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            // The queue interrupts its workers when the server stops: the turn ends at its next look.
            Thread.currentThread().interrupt();
        }
    }
}
