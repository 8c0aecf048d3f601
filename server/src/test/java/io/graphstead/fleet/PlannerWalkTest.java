package io.graphstead.fleet;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.graphstead.fleet.Step.Done;
import io.graphstead.fleet.Step.GiveUp;
import io.graphstead.fleet.Step.LookAgain;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The planner against a world in memory that obeys its steps, or, by a seeded dice, fails them, kills servers, hides its
 * state or loses the record of what was done. Whatever happens, an operation ends, and the deployment then comes to rest
 * where the table says.
 */
class PlannerWalkTest {
    private static final int STEP_BOUND = 400;
    private static final long OLD = 1;
    private static final long NEW = 2;

    /** What exists, and how it misbehaves. */
    private static final class World {
        private final Random dice;
        private final double trouble;
        private boolean installed;
        private boolean volume;
        private boolean running;
        private boolean answers;
        private boolean passwordWaits;
        private long generation;
        private long revision = OLD;
        /** The release that last ran on the data, by the revision that had it. */
        private long dataOf = OLD;

        private Optional<Long> copyOf = Optional.empty();
        private boolean momentKept;
        private boolean stored;
        private boolean loaded;
        private boolean restored;
        /** What was there before something was restored: whether that was itself restored. */
        private Optional<Boolean> previous = Optional.empty();
        /** Whether a server ends at once on restored data. */
        private final boolean snapshotIsBad;

        /** Whether a server of the new revision ends at once. */
        private final boolean newIsBad;

        /** Whether what was before the other data was given up for good, after a server had answered on that. */
        boolean forgot;

        Duration now = Duration.ZERO;

        World(long seed, double trouble) {
            this.dice = new Random(seed);
            this.trouble = trouble;
            this.newIsBad = trouble > 0 && dice.nextBoolean();
            this.snapshotIsBad = trouble > 0 && dice.nextBoolean();
        }

        boolean strikes() {
            return dice.nextDouble() < trouble;
        }

        Observation look() {
            if (strikes()) {
                return new Unknown("cannot be told now");
            }
            if (running && strikes()) {
                running = false;
            }
            EngineFiles engine = installed ? EngineFiles.INSTALLED : EngineFiles.MISSING;
            if (!volume) {
                return new Absent(engine);
            }
            if (!running) {
                return new Stopped(engine);
            }
            return answers ? new Ready(revision, generation) : new Starting(revision, generation);
        }

        void obey(Act act, Intent intent, boolean releaseChanges) {
            switch (act) {
                case Step.InstallEngine install -> installed = true;
                case Step.CopyData copy -> {
                    assertThat(intent.born()).isFalse();
                    volume = true;
                }
                case Step.SetPassword set -> {
                    assertThat(running && answers).isTrue();
                    passwordWaits = false;
                }
                case Step.MakeVolume make -> {
                    assertThat(intent.born()).isFalse();
                    volume = true;
                }
                case Step.Start start -> {
                    assertThat(running).as("never two servers on one volume").isFalse();
                    assertThat(volume && installed).isTrue();
                    if (releaseChanges) {
                        assertThat(intent.revision())
                                .as("never an older release on a newer one's data")
                                .isGreaterThanOrEqualTo(dataOf);
                        dataOf = intent.revision();
                    }
                    running = !(newIsBad && intent.revision() == NEW) && !(snapshotIsBad && restored);
                    answers = false;
                    generation = intent.generation();
                    revision = intent.revision();
                }
                case Step.KeepCopy keep -> {
                    assertThat(running).as("copied while nothing runs").isFalse();
                    copyOf = copyOf.or(() -> Optional.of(dataOf));
                }
                case Step.BringBackCopy back -> {
                    assertThat(running).as("put back while nothing runs").isFalse();
                    dataOf = copyOf.orElse(dataOf);
                    copyOf = Optional.empty();
                    restored = previous.orElse(restored);
                    previous = Optional.empty();
                }
                case Step.ForgetCopy forget -> {
                    forgot |= previous.isPresent() && restored && running && answers;
                    copyOf = Optional.empty();
                    momentKept = false;
                    loaded = false;
                    previous = Optional.empty();
                }
                case Step.KeepMoment keep -> {
                    assertThat(volume).isTrue();
                    momentKept = true;
                }
                case Step.StoreSnapshot store -> {
                    assertThat(momentKept).isTrue();
                    stored = true;
                }
                case Step.PackExport pack -> {
                    assertThat(volume).isTrue();
                    stored = true;
                }
                case Step.VerifySnapshot verify -> stored = true;
                case Step.LoadSnapshot load -> load();
                case Step.LoadArchive load -> load();
                case Step.PutInPlace put -> {
                    assertThat(running).as("put in place while nothing runs").isFalse();
                    assertThat(loaded || previous.isPresent()).isTrue();
                    if (loaded) {
                        previous = Optional.of(restored);
                        restored = true;
                        loaded = false;
                    }
                }
                case Step.Switch trade -> {}
                case Step.Stop stop -> running = false;
                case Step.Remove remove -> {
                    assertThat(running)
                            .as("never removes under a running server")
                            .isFalse();
                    volume = false;
                }
            }
        }

        private void load() {
            assertThat(volume).isTrue();
            loaded = true;
        }

        void passes(Duration time) {
            now = now.plus(time);
            answers = running;
        }
    }

    /** The worker's bookkeeping, in memory. */
    private static final class Bookkeeping {
        Intent intent;
        Optional<OperationKind> operation;
        Duration began;
        int attempts;
        Duration attemptedAt = Duration.ofDays(-1);
        Optional<Trouble> trouble = Optional.empty();
        final Set<StepName> done = EnumSet.noneOf(StepName.class);
        boolean goingBack;
        boolean failed;

        Bookkeeping(Intent intent, OperationKind kind, Duration now) {
            this.intent = intent;
            this.operation = Optional.of(kind);
            this.began = now;
        }

        Progress progress(Duration now, boolean passwordWaits) {
            return new Progress(
                    operation,
                    now.minus(began),
                    attempts,
                    now.minus(attemptedAt),
                    done,
                    goingBack ? Course.BACK : Course.FORWARD,
                    passwordWaits,
                    trouble);
        }

        /** As the worker's store does it. */
        void giveUp(Duration now) {
            Goal goal = operation.orElseThrow().ifItFails(intent.goal());
            trouble = Optional.empty();
            OperationKind kind = operation.orElseThrow();
            failed = true;
            if (!goingBack && kind.leavesNothingNew()) {
                intent = new Intent(goal, intent.revision(), intent.generation(), intent.born());
                goingBack = true;
                attempts = 0;
                attemptedAt = Duration.ofDays(-1);
                began = now;
            } else if (goingBack || intent.revision() == OLD) {
                boolean dataIsAnothers = goingBack && kind.dataMayBeAnothers(done);
                intent = new Intent(
                        dataIsAnothers ? Goal.FAILED : goal, intent.revision(), intent.generation(), intent.born());
                operation = Optional.empty();
            } else {
                intent = new Intent(goal, OLD, intent.generation(), intent.born());
                goingBack = true;
                attempts = 0;
                attemptedAt = Duration.ofDays(-1);
                began = now;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(OperationKind.class)
    void without_trouble_every_operation_finishes_in_few_steps(OperationKind kind) {
        World world = before(kind, 1, 0);
        Bookkeeping book = asked(kind, world);
        int steps = walk(world, book);
        assertThat(book.operation).isEmpty();
        assertThat(book.intent.goal()).isEqualTo(kind.leadsTo(goalBefore(kind)));
        assertThat(steps).isLessThanOrEqualTo(12);
        assertThat(world.stored).isEqualTo(!kind.besides().isEmpty());
        assertThat(world.restored).isEqualTo(kind.loading().isPresent());
        assertThat(world.momentKept || world.loaded || world.previous.isPresent() || world.copyOf.isPresent())
                .as("something is left beside the data")
                .isFalse();
    }

    @Test
    void with_trouble_every_operation_ends_and_comes_to_rest_where_the_table_says() {
        for (long seed = 1; seed <= 4000; seed++) {
            OperationKind kind = OperationKind.values()[(int) (seed % OperationKind.values().length)];
            World world = before(kind, seed, 0.35);
            Bookkeeping book = asked(kind, world);
            String which = kind + " with seed " + seed;
            assertThat(walk(world, book)).as(which).isLessThan(STEP_BOUND);
            assertThat(book.operation).as(which).isEmpty();
            Goal before = goalBefore(kind);
            Goal led = kind.leadsTo(before);
            assertThat(book.intent.goal())
                    .as(which)
                    .isIn(led, kind.ifItFails(led), comesBackFromItsCopy(kind) ? Goal.FAILED : led);
            if (!book.failed) {
                assertThat(world.stored).as(which).isEqualTo(!kind.besides().isEmpty());
                assertThat(world.restored).as(which).isEqualTo(kind.loading().isPresent());
            } else if (book.intent.goal() == Goal.RUNNING) {
                assertThat(world.restored)
                        .as(which + " has its own data again, unless the other had answered")
                        .isEqualTo(book.done.contains(StepName.SET_PASSWORD) && kind.restores() || world.forgot);
            }
            boolean atRest = switch (book.intent.goal()) {
                case RUNNING ->
                    world.running
                            && world.answers
                            && !(kind.makesDeployment() && world.passwordWaits)
                            && world.generation == book.intent.generation()
                            && world.revision == book.intent.revision();
                case STOPPED, FAILED -> !world.running;
                case GONE -> !world.volume && !world.running;
            };
            assertThat(atRest).as(which + " rests as " + book.intent.goal()).isTrue();
        }
    }

    private static boolean comesBackFromItsCopy(OperationKind kind) {
        return kind.keepsCopy() || kind == OperationKind.RESTORE || kind == OperationKind.IMPORT;
    }

    private static Goal goalBefore(OperationKind kind) {
        return kind == OperationKind.RESUME ? Goal.STOPPED : Goal.RUNNING;
    }

    private static World before(OperationKind kind, long seed, double trouble) {
        World world = new World(seed, trouble);
        world.passwordWaits = seed % 2 == 0;
        if (!kind.makesDeployment()) {
            world.installed = true;
            world.volume = true;
            world.running = kind != OperationKind.RESUME;
            world.answers = world.running;
        }
        return world;
    }

    private static Bookkeeping asked(OperationKind kind, World world) {
        boolean born = !kind.makesDeployment();
        return new Bookkeeping(kind.applyTo(new Intent(goalBefore(kind), OLD, 0, born), NEW), kind, world.now);
    }

    /** Until the planner is done and no operation runs; the dice are put away once only rest is left to find. */
    private static int walk(World world, Bookkeeping book) {
        for (int steps = 1; steps < STEP_BOUND; steps++) {
            Observation seen = world.look();
            if (seen instanceof Stopped || seen instanceof Starting || seen instanceof Ready) {
                Intent i = book.intent;
                book.intent = new Intent(i.goal(), i.revision(), i.generation(), true);
            }
            switch (Planner.next(book.intent, book.progress(world.now, world.passwordWaits), seen)) {
                case Done done -> {
                    book.operation = Optional.empty();
                    return steps;
                }
                case GiveUp giveUp -> book.giveUp(world.now);
                case LookAgain later -> world.passes(later.after());
                case Act act -> act(world, book, act);
            }
        }
        return STEP_BOUND;
    }

    private static void act(World world, Bookkeeping book, Act act) {
        boolean counts = act instanceof Step.Start;
        if (counts) {
            book.attempts++;
            book.attemptedAt = world.now;
        }
        if (world.strikes()) {
            // Failed before its effect.
            if (!counts) {
                book.attempts++;
                book.attemptedAt = world.now;
            }
            book.trouble = Optional.of(
                    new Trouble("struck", world.dice.nextInt(10) == 0 ? Prospect.LASTING : Prospect.PASSING));
            return;
        }
        world.obey(act, book.intent, book.operation.equals(Optional.of(OperationKind.VERSION_CHANGE)));
        world.passes(Duration.ofMillis(100));
        if (!world.strikes()) {
            // Otherwise the worker died here, and its record of the success with it.
            book.trouble = Optional.empty();
            book.done.add(act.name());
        }
    }
}
