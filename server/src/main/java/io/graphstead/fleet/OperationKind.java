package io.graphstead.fleet;

import static io.graphstead.fleet.Goal.FAILED;
import static io.graphstead.fleet.Goal.GONE;
import static io.graphstead.fleet.Goal.RUNNING;
import static io.graphstead.fleet.Goal.STOPPED;
import static io.graphstead.fleet.StepName.BRING_BACK_COPY;
import static io.graphstead.fleet.StepName.COPY_DATA;
import static io.graphstead.fleet.StepName.FORGET_COPY;
import static io.graphstead.fleet.StepName.INSTALL_ENGINE;
import static io.graphstead.fleet.StepName.KEEP_COPY;
import static io.graphstead.fleet.StepName.KEEP_MOMENT;
import static io.graphstead.fleet.StepName.LOAD_ARCHIVE;
import static io.graphstead.fleet.StepName.LOAD_SNAPSHOT;
import static io.graphstead.fleet.StepName.PACK_EXPORT;
import static io.graphstead.fleet.StepName.PREPARE_STORAGE;
import static io.graphstead.fleet.StepName.PUT_IN_PLACE;
import static io.graphstead.fleet.StepName.REMOVE;
import static io.graphstead.fleet.StepName.SET_PASSWORD;
import static io.graphstead.fleet.StepName.START;
import static io.graphstead.fleet.StepName.STOP;
import static io.graphstead.fleet.StepName.STORE_SNAPSHOT;
import static io.graphstead.fleet.StepName.VERIFY_SNAPSHOT;
import static io.graphstead.fleet.StepName.WAIT_UNTIL_READY;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What can be asked of a deployment. The only place that says from where, to where, what becomes of it when it fails,
 * whether it can be cancelled, how long it may take and which steps it shows. While one runs, every other is refused: the
 * store holds that with an index.
 *
 * <p>Every one that leads to a running server takes up the newest revision. When it fails after that, it goes back to the
 * last revision that worked before it ends.
 */
public enum OperationKind {
    //          from                              leads to       if it fails     cancelled      shown as
    // deadline
    CREATE(Set.of(), to(RUNNING), to(FAILED), Cancel.ALLOWED, ShownState.STARTING, minutes(30)) {
        @Override
        public List<StepName> steps() {
            return List.of(INSTALL_ENGINE, PREPARE_STORAGE, START, WAIT_UNTIL_READY);
        }
    },
    /** Makes it as a copy of another one's data; it is that of this moment, once that was taken. */
    CLONE(Set.of(), to(RUNNING), to(FAILED), Cancel.ALLOWED, ShownState.STARTING, minutes(60)) {
        @Override
        public List<StepName> steps() {
            return List.of(INSTALL_ENGINE, COPY_DATA, START, WAIT_UNTIL_READY, SET_PASSWORD);
        }
    },
    PAUSE(Set.of(RUNNING), to(STOPPED), to(RUNNING), Cancel.REFUSED, ShownState.PAUSING, minutes(5)) {
        @Override
        public List<StepName> steps() {
            return List.of(STOP);
        }
    },
    RESUME(Set.of(STOPPED), to(RUNNING), to(STOPPED), Cancel.ALLOWED, ShownState.RESUMING, minutes(15)) {
        @Override
        public List<StepName> steps() {
            return List.of(START, WAIT_UNTIL_READY);
        }
    },
    RESTART(Set.of(RUNNING), to(RUNNING), to(RUNNING), Cancel.REFUSED, ShownState.UPDATING, minutes(15)) {
        @Override
        public List<StepName> steps() {
            return List.of(STOP, START, WAIT_UNTIL_READY);
        }
    },
    /** Another size. One that is paused stays so. */
    PLAN_CHANGE(Set.of(RUNNING, STOPPED), stays(), stays(), Cancel.ALLOWED, ShownState.UPDATING, minutes(15)) {
        @Override
        public List<StepName> steps() {
            return List.of(STOP, START, WAIT_UNTIL_READY);
        }
    },
    /** Another release on the same data, of which a copy is kept until the new one serves. */
    VERSION_CHANGE(Set.of(RUNNING), to(RUNNING), to(RUNNING), Cancel.ALLOWED, ShownState.UPDATING, minutes(60)) {
        @Override
        public List<StepName> steps() {
            return List.of(INSTALL_ENGINE, STOP, KEEP_COPY, START, WAIT_UNTIL_READY, FORGET_COPY);
        }
    },
    /** Other extras; nothing is restarted for them. */
    EXTRAS(Set.of(RUNNING, STOPPED), stays(), stays(), Cancel.REFUSED, ShownState.UPDATING, minutes(5)) {
        @Override
        public List<StepName> steps() {
            return List.of();
        }
    },
    /** Trades its connection URL for that of another one; nothing is restarted for it. */
    SWITCH(Set.of(RUNNING, STOPPED), stays(), stays(), Cancel.REFUSED, ShownState.UPDATING, minutes(5)) {
        @Override
        public List<StepName> steps() {
            return List.of(StepName.SWITCH);
        }
    },
    /** Puts an archive's data in the place of its own, which is kept until a server has answered on it. */
    IMPORT(Set.of(RUNNING), to(RUNNING), to(RUNNING), Cancel.ALLOWED, ShownState.UPDATING, hours(6)) {
        @Override
        public List<StepName> steps() {
            return List.of(LOAD_ARCHIVE, STOP, PUT_IN_PLACE, START, WAIT_UNTIL_READY, FORGET_COPY);
        }
    },
    /** Packs its data of one moment for others, which nobody has to stop for. */
    EXPORT(Set.of(RUNNING, STOPPED), stays(), stays(), Cancel.ALLOWED, ShownState.RUNNING, hours(6)) {
        @Override
        public List<StepName> steps() {
            return List.of(PACK_EXPORT, FORGET_COPY);
        }
    },
    /** Stores a copy of its data of one moment, which nobody has to stop for. */
    SNAPSHOT(Set.of(RUNNING, STOPPED), stays(), stays(), Cancel.ALLOWED, ShownState.RUNNING, hours(6)) {
        @Override
        public List<StepName> steps() {
            return List.of(KEEP_MOMENT, STORE_SNAPSHOT, FORGET_COPY);
        }
    },
    /** The same, and then it is deleted. */
    FINAL_SNAPSHOT(Set.of(RUNNING, STOPPED), stays(), stays(), Cancel.ALLOWED, ShownState.DELETING, hours(6)) {
        @Override
        public List<StepName> steps() {
            return SNAPSHOT.steps();
        }

        @Override
        public String word() {
            return SNAPSHOT.word();
        }
    },
    /** Sees that a snapshot of it can be restored: starts a server on a scratch copy of what is in it. */
    VERIFY(Set.of(RUNNING, STOPPED), stays(), stays(), Cancel.ALLOWED, ShownState.RUNNING, hours(6)) {
        @Override
        public List<StepName> steps() {
            return List.of(VERIFY_SNAPSHOT, FORGET_COPY);
        }
    },
    /**
     * Puts a snapshot's data in the place of its own, which is kept until a server has answered on it; so one that is
     * paused runs after that.
     */
    RESTORE(Set.of(RUNNING, STOPPED), to(RUNNING), to(RUNNING), Cancel.ALLOWED, ShownState.UPDATING, hours(6)) {
        @Override
        public List<StepName> steps() {
            return List.of(LOAD_SNAPSHOT, STOP, PUT_IN_PLACE, START, WAIT_UNTIL_READY, SET_PASSWORD, FORGET_COPY);
        }
    },
    /** Makes it with a snapshot's data. */
    RESTORE_NEW(Set.of(), to(RUNNING), to(FAILED), Cancel.ALLOWED, ShownState.STARTING, hours(6)) {
        @Override
        public List<StepName> steps() {
            return List.of(
                    INSTALL_ENGINE,
                    PREPARE_STORAGE,
                    LOAD_SNAPSHOT,
                    PUT_IN_PLACE,
                    START,
                    WAIT_UNTIL_READY,
                    SET_PASSWORD,
                    FORGET_COPY);
        }

        @Override
        public String word() {
            return RESTORE.word();
        }
    },
    DELETE(Set.of(RUNNING, STOPPED, FAILED), to(GONE), to(FAILED), Cancel.REFUSED, ShownState.DELETING, minutes(10)) {
        @Override
        public List<StepName> steps() {
            return List.of(STOP, REMOVE);
        }
    };

    /** Whether one that runs can be called off. */
    private enum Cancel {
        ALLOWED,
        REFUSED
    }

    private final Set<Goal> from;
    private final Optional<Goal> leadsTo;
    private final Optional<Goal> ifItFails;
    private final Cancel cancel;
    private final ShownState shownAs;
    private final Duration deadline;

    OperationKind(
            Set<Goal> from,
            Optional<Goal> leadsTo,
            Optional<Goal> ifItFails,
            Cancel cancel,
            ShownState shownAs,
            Duration deadline) {
        this.from = from;
        this.leadsTo = leadsTo;
        this.ifItFails = ifItFails;
        this.cancel = cancel;
        this.shownAs = shownAs;
        this.deadline = deadline;
    }

    /** The steps that it shows, in order; one that turns out to be needed besides is shown when it begins. */
    public abstract List<StepName> steps();

    public boolean mayStartFrom(Goal goal) {
        return from.contains(goal);
    }

    public Goal leadsTo(Goal before) {
        return leadsTo.orElse(before);
    }

    /**
     * What is wanted of a deployment once this was asked for it.
     *
     * @param drafted its newest revision
     */
    Intent applyTo(Intent intent, long drafted) {
        Goal goal = leadsTo(intent.goal());
        long revision = takesUpChanges() ? drafted : intent.revision();
        long generation = this == RESTART ? intent.generation() + 1 : intent.generation();
        return new Intent(goal, revision, generation, intent.born());
    }

    private boolean takesUpChanges() {
        return switch (this) {
            case RESUME, RESTART, PLAN_CHANGE, VERSION_CHANGE -> true;
            case CREATE,
                    CLONE,
                    PAUSE,
                    EXTRAS,
                    SWITCH,
                    SNAPSHOT,
                    FINAL_SNAPSHOT,
                    VERIFY,
                    RESTORE,
                    RESTORE_NEW,
                    IMPORT,
                    EXPORT,
                    DELETE -> false;
        };
    }

    /**
     * The goal of a deployment after this operation failed on it.
     *
     * @param now its goal while this runs
     */
    public Goal ifItFails(Goal now) {
        return ifItFails.orElse(now);
    }

    public boolean isCancellable() {
        return cancel == Cancel.ALLOWED;
    }

    /** Whether it keeps a copy of the data until it has succeeded, to go back to. */
    boolean keepsCopy() {
        return steps().contains(KEEP_COPY);
    }

    /** Whether two deployments trade their connection URLs in it. */
    boolean tradesUrls() {
        return steps().contains(StepName.SWITCH);
    }

    /** Whether it stores a snapshot. */
    boolean makesSnapshot() {
        return steps().contains(STORE_SNAPSHOT);
    }

    /** Whether it puts a snapshot's data in the place of what is there. */
    boolean restores() {
        return steps().contains(LOAD_SNAPSHOT);
    }

    /** Whether it packs the data for others. */
    boolean exports() {
        return steps().contains(PACK_EXPORT);
    }

    /** What it does beside a deployment that goes on, in order. */
    List<Step.Act> besides() {
        if (this == VERIFY) {
            return List.of(new Step.VerifySnapshot());
        }
        return exports()
                ? List.of(new Step.PackExport())
                : makesSnapshot() ? List.of(new Step.KeepMoment(), new Step.StoreSnapshot()) : List.of();
    }

    /** What brings the other data that it puts in the place of what is there, of a kind that does. */
    Optional<Step.Act> loading() {
        return restores()
                ? Optional.of(new Step.LoadSnapshot())
                : steps().contains(LOAD_ARCHIVE) ? Optional.of(new Step.LoadArchive()) : Optional.empty();
    }

    /** Whether, when it fails, all is to be as it was: no revision was taken up, and what it made beside goes. */
    boolean leavesNothingNew() {
        return !besides().isEmpty() || loading().isPresent();
    }

    /**
     * Whether the data may not be any more what it was, and what it was is kept: another release may have changed it, or
     * other data be in its place that no server has answered on yet.
     */
    boolean dataMayBeAnothers(Set<StepName> done) {
        boolean changed = (keepsCopy() && done.contains(KEEP_COPY))
                || (this == RESTORE && done.contains(LOAD_SNAPSHOT) && !done.contains(SET_PASSWORD))
                || (this == IMPORT && done.contains(LOAD_ARCHIVE));
        return changed && !done.contains(BRING_BACK_COPY);
    }

    /** Whether it leaves something beside the data that goes before it ends, however it ends. */
    boolean leavesCopies() {
        return steps().contains(FORGET_COPY);
    }

    /** Whether the deployment goes on meanwhile as if nothing was. */
    boolean isQuiet() {
        return this == SNAPSHOT || this == VERIFY || this == EXPORT;
    }

    /** Whether a second server of its size runs meanwhile, on a copy of the data. */
    boolean runsServerBeside() {
        return this == VERIFY || this == EXPORT;
    }

    /** The kinds that do, by their names. */
    static List<String> withServersBeside() {
        return Arrays.stream(values())
                .filter(OperationKind::runsServerBeside)
                .map(OperationKind::name)
                .toList();
    }

    /** Whether what it makes begins with another deployment's data. */
    boolean copiesData() {
        return steps().contains(COPY_DATA);
    }

    /** Whether it makes a deployment, whose first user may have a password to be set. */
    boolean makesDeployment() {
        return from.isEmpty();
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
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Goal> to(Goal goal) {
        return Optional.of(goal);
    }

    private static Optional<Goal> stays() {
        return Optional.empty();
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
