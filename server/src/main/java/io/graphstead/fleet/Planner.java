package io.graphstead.fleet;

import io.graphstead.fleet.Observation.Absent;
import io.graphstead.fleet.Observation.EngineFiles;
import io.graphstead.fleet.Observation.Ready;
import io.graphstead.fleet.Observation.Starting;
import io.graphstead.fleet.Observation.Stopped;
import io.graphstead.fleet.Observation.Unknown;
import io.graphstead.fleet.Progress.Course;
import io.graphstead.fleet.Progress.Prospect;
import io.graphstead.fleet.Progress.Trouble;
import io.graphstead.fleet.Step.Act;
import io.graphstead.fleet.Step.BringBackCopy;
import io.graphstead.fleet.Step.CopyData;
import io.graphstead.fleet.Step.Done;
import io.graphstead.fleet.Step.Evidence;
import io.graphstead.fleet.Step.ForgetCopy;
import io.graphstead.fleet.Step.GiveUp;
import io.graphstead.fleet.Step.InstallEngine;
import io.graphstead.fleet.Step.KeepCopy;
import io.graphstead.fleet.Step.LoadSnapshot;
import io.graphstead.fleet.Step.LookAgain;
import io.graphstead.fleet.Step.MakeVolume;
import io.graphstead.fleet.Step.PutInPlace;
import io.graphstead.fleet.Step.Remove;
import io.graphstead.fleet.Step.SetPassword;
import io.graphstead.fleet.Step.Start;
import io.graphstead.fleet.Step.Stop;
import java.time.Duration;
import java.util.Optional;

/** Decides the next step. Pure: everything it knows is in its arguments. */
public final class Planner {
    /** How long a started server may take to answer; longer only where an engine recovers a very large store. */
    static final Duration START_LIMIT = Duration.ofMinutes(5);

    /** What stands as the error of an operation that was called off. GrapheneDB contract §3. */
    static final String CANCELLED = "cancelled";

    private static final Duration READY_POLL = Duration.ofMillis(50);
    private static final Duration SLOW_POLL = Duration.ofSeconds(5);

    private Planner() {}

    /** Never destroys on {@link Unknown}: not knowing is no permission. */
    public static Step next(Intent intent, Progress progress, Observation seen) {
        if (isReached(intent, progress, seen)) {
            Optional<Act> snapshot = progress.towardsSnapshot();
            if (snapshot.isPresent()) {
                return reasonToGiveUp(intent, progress, seen).orElseGet(() -> afterPause(snapshot.get(), progress));
            }
            return progress.needsCopyForgotten() ? forgetCopy(progress) : new Done();
        }
        return reasonToGiveUp(intent, progress, seen).orElseGet(() -> towards(intent, progress, seen));
    }

    private static boolean isReached(Intent intent, Progress progress, Observation seen) {
        return switch (intent.goal()) {
            case RUNNING -> isServed(intent, seen) && !progress.needsOtherData() && !progress.needsPasswordSet();
            // A create that failed before its volume was made has nothing to stop.
            case STOPPED, FAILED -> seen instanceof Stopped || seen instanceof Absent;
            case GONE -> seen instanceof Absent;
        };
    }

    private static boolean isServed(Intent intent, Observation seen) {
        return seen instanceof Ready r && intent.isServedBy(r.revision(), r.generation());
    }

    /** A copy that cannot be deleted is no reason to fail; it goes with the deployment at the latest. */
    private static Step forgetCopy(Progress progress) {
        if (progress.trouble().isEmpty()) {
            return new ForgetCopy();
        }
        Duration pause = progress.untilNextAttempt();
        if (progress.attempts() >= Progress.MOST_ATTEMPTS) {
            return new Done();
        }
        return pause.isZero() ? new ForgetCopy() : waitForNextAttempt(pause, progress);
    }

    /** Only an operation gives up. Without one the deployment is kept up for as long as it is wanted. */
    private static Optional<Step> reasonToGiveUp(Intent intent, Progress progress, Observation seen) {
        if (progress.operation().isEmpty()) {
            return Optional.empty();
        }
        if (progress.course() == Course.CANCELLED) {
            return Optional.of(new GiveUp(CANCELLED, Evidence.NONE));
        }
        Optional<Trouble> trouble = progress.trouble();
        if (trouble.isPresent() && trouble.get().prospect() == Prospect.LASTING) {
            return Optional.of(new GiveUp(trouble.get().words(), Evidence.NONE));
        }
        boolean hasStarted = seen instanceof Starting || (isServed(intent, seen) && trouble.isEmpty());
        if (progress.attempts() >= Progress.MOST_ATTEMPTS && !hasStarted) {
            return Optional.of(trouble.<Step>map(t -> new GiveUp(t.words(), Evidence.NONE))
                    .orElseGet(() -> new GiveUp(
                            "its server ended by itself at each of " + progress.attempts() + " starts",
                            Evidence.LAST_OUTPUT)));
        }
        if (progress.overdue()) {
            String words = "not done within "
                    + progress.operation().get().deadline().toMinutes() + " minutes"
                    + (seen instanceof Unknown u ? "; its state is not known: " + u.why() : "");
            return Optional.of(new GiveUp(words, Evidence.NONE));
        }
        return Optional.empty();
    }

    private static Step towards(Intent intent, Progress progress, Observation seen) {
        Duration pause = progress.untilNextAttempt();
        return switch (seen) {
            case Unknown u -> new LookAgain(SLOW_POLL, Optional.empty(), u.why());
            case Starting s when progress.needsSnapshotLoaded() -> afterPause(new LoadSnapshot(), progress);
            case Ready r when progress.needsSnapshotLoaded() -> afterPause(new LoadSnapshot(), progress);
            case Starting s when progress.needsOtherData() -> stop(progress, pause);
            case Ready r when progress.needsOtherData() -> stop(progress, pause);
            case Ready r
            when intent.goal() == Goal.RUNNING && isServed(intent, r) -> afterPause(new SetPassword(), progress);
            case Ready r when intent.goal() == Goal.RUNNING && progress.needsEngineFirst() -> new InstallEngine();
            case Starting s
            when isWantedNow(intent, s) ->
                progress.sinceAttempt().compareTo(START_LIMIT) > 0
                                && progress.operation().isPresent()
                        ? new GiveUp(
                                "its server did not answer within " + START_LIMIT.toMinutes() + " minutes of its start",
                                Evidence.LAST_OUTPUT)
                        : waitUntilReady(progress);
            case Starting s -> stop(progress, pause);
            case Ready r -> stop(progress, pause);
            case Absent a when !pause.isZero() -> waitForNextAttempt(pause, progress);
            case Stopped s when !pause.isZero() -> waitForNextAttempt(pause, progress);
            case Stopped s when intent.goal() == Goal.GONE -> new Remove();
            case Stopped s when progress.needsCopyKept() -> new KeepCopy();
            case Stopped s when progress.needsCopyBroughtBack() -> new BringBackCopy();
            case Stopped s when progress.needsSnapshotLoaded() -> new LoadSnapshot();
            case Stopped s when progress.needsPutInPlace() -> new PutInPlace();
            case Absent a when intent.born() -> dataIsGone(progress);
            case Absent(EngineFiles engine) when engine == EngineFiles.MISSING -> new InstallEngine();
            case Absent a -> progress.copiesData() ? new CopyData() : new MakeVolume();
            case Stopped(EngineFiles engine) -> engine == EngineFiles.MISSING ? new InstallEngine() : new Start();
        };
    }

    /** A pause after a start is no reason to put anything else off. */
    private static Step afterPause(Act act, Progress progress) {
        Duration pause = progress.untilNextAttempt();
        return pause.isZero() || progress.trouble().isEmpty() ? act : waitForNextAttempt(pause, progress);
    }

    private static boolean isWantedNow(Intent intent, Starting seen) {
        return intent.goal() == Goal.RUNNING && intent.isServedBy(seen.revision(), seen.generation());
    }

    private static Step waitUntilReady(Progress progress) {
        // Nobody waits for a server that is only being kept up: looking at it rarely is enough.
        Duration after = progress.operation().isPresent() ? READY_POLL : SLOW_POLL;
        return new LookAgain(after, Optional.of(StepName.WAIT_UNTIL_READY), "its server does not answer yet");
    }

    private static Step stop(Progress progress, Duration pause) {
        // A pause after a start is no reason to put off a stop; one after a stop that failed is.
        return progress.trouble().isPresent() && !pause.isZero() ? waitForNextAttempt(pause, progress) : new Stop();
    }

    private static Step waitForNextAttempt(Duration pause, Progress progress) {
        return new LookAgain(
                pause, Optional.empty(), progress.trouble().map(Trouble::words).orElse("its server ended by itself"));
    }

    private static Step dataIsGone(Progress progress) {
        String words = "its data is not where it was kept; put it back there, or delete the deployment";
        return progress.operation().isPresent()
                ? new GiveUp(words, Evidence.NONE)
                : new LookAgain(Progress.FORGET_AFTER, Optional.empty(), words);
    }
}
