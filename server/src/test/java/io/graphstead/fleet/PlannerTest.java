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
import io.graphstead.fleet.Step.BringBackCopy;
import io.graphstead.fleet.Step.CopyData;
import io.graphstead.fleet.Step.Done;
import io.graphstead.fleet.Step.ForgetCopy;
import io.graphstead.fleet.Step.GiveUp;
import io.graphstead.fleet.Step.InstallEngine;
import io.graphstead.fleet.Step.KeepCopy;
import io.graphstead.fleet.Step.LookAgain;
import io.graphstead.fleet.Step.MakeVolume;
import io.graphstead.fleet.Step.Remove;
import io.graphstead.fleet.Step.SetPassword;
import io.graphstead.fleet.Step.Start;
import io.graphstead.fleet.Step.Stop;
import io.graphstead.fleet.Step.Switch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every combination of intent, progress and observation. */
class PlannerTest {
    private static final long REVISION = 3;
    private static final long GENERATION = 7;

    /** Of the one-shot steps, those that can be done at one time. */
    private static final List<Set<StepName>> DONE = List.of(
            Set.of(),
            Set.of(StepName.SWITCH),
            Set.of(StepName.INSTALL_ENGINE),
            Set.of(StepName.INSTALL_ENGINE, StepName.KEEP_COPY),
            Set.of(StepName.INSTALL_ENGINE, StepName.KEEP_COPY, StepName.BRING_BACK_COPY),
            Set.of(StepName.INSTALL_ENGINE, StepName.KEEP_COPY, StepName.FORGET_COPY));

    private record Case(Intent intent, Progress progress, Observation seen) {
        Step next() {
            return Planner.next(intent, progress, seen);
        }
    }

    private static final List<Case> ALL = cases();

    private static List<Case> all() {
        return ALL;
    }

    private static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        for (Intent intent : intents()) {
            for (Progress progress : progresses()) {
                for (Observation seen : observations()) {
                    all.add(new Case(intent, progress, seen));
                }
            }
        }
        return all;
    }

    private static List<Intent> intents() {
        return Stream.of(Goal.values())
                .flatMap(goal -> Stream.of(true, false).map(born -> new Intent(goal, REVISION, GENERATION, born)))
                .toList();
    }

    private static List<Progress> progresses() {
        List<Progress> all = new ArrayList<>();
        List<Optional<OperationKind>> operations = new ArrayList<>();
        operations.add(Optional.empty());
        Stream.of(OperationKind.values()).map(Optional::of).forEach(operations::add);
        for (Optional<OperationKind> operation : operations) {
            for (Duration running : List.of(Duration.ZERO, Duration.ofDays(1))) {
                for (int attempts : new int[] {0, 1, 2, 3, 40}) {
                    for (Duration since :
                            List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(6), Duration.ofDays(1))) {
                        for (Optional<Trouble> trouble : List.of(
                                Optional.<Trouble>empty(),
                                Optional.of(new Trouble("no network", Prospect.PASSING)),
                                Optional.of(new Trouble("corrupt", Prospect.LASTING)))) {
                            for (Course course : Course.values()) {
                                for (Set<StepName> done : DONE) {
                                    for (boolean passwordWaits : new boolean[] {false, true}) {
                                        all.add(new Progress(
                                                operation,
                                                running,
                                                attempts,
                                                since,
                                                done,
                                                course,
                                                passwordWaits,
                                                trouble));
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private static List<Observation> observations() {
        return List.of(
                new Absent(EngineFiles.MISSING),
                new Absent(EngineFiles.INSTALLED),
                new Stopped(EngineFiles.MISSING),
                new Stopped(EngineFiles.INSTALLED),
                new Starting(REVISION, GENERATION),
                new Starting(REVISION - 1, GENERATION),
                new Starting(REVISION, GENERATION - 1),
                new Ready(REVISION, GENERATION),
                new Ready(REVISION - 1, GENERATION),
                new Ready(REVISION, GENERATION - 1),
                new Unknown("the lock is held and nothing says by whom"));
    }

    private static boolean isServed(Case each) {
        return each.seen() instanceof Ready(long revision, long generation)
                && revision == REVISION
                && generation == GENERATION;
    }

    private static boolean isReached(Case each) {
        return switch (each.intent().goal()) {
            case RUNNING ->
                isServed(each)
                        && !each.progress().needsPasswordSet()
                        && !hasSnapshotToDo(each, kind -> kind.loading().isPresent())
                        && !hasSnapshotToDo(each, kind -> !kind.besides().isEmpty());
            case STOPPED, FAILED ->
                isDown(each.seen())
                        && !hasSnapshotToDo(each, kind -> !kind.besides().isEmpty());
            case GONE ->
                each.seen() instanceof Absent
                        && !hasSnapshotToDo(each, kind -> !kind.besides().isEmpty());
        };
    }

    /** None of its own steps is done in any case. */
    private static boolean hasSnapshotToDo(Case each, Predicate<OperationKind> kind) {
        return each.progress().course() != Course.BACK
                && each.progress().operation().filter(kind).isPresent();
    }

    private static boolean isDown(Observation seen) {
        return seen instanceof Stopped || seen instanceof Absent;
    }

    @Test
    void it_is_done_exactly_when_what_is_wanted_is_so() {
        assertThat(all()).allSatisfy(each -> {
            boolean reached = isReached(each);
            Progress progress = each.progress();
            boolean copyLeft =
                    progress.operation().filter(OperationKind::leavesCopies).isPresent()
                            && !progress.done().contains(StepName.FORGET_COPY);
            if (progress.needsUrlsTraded()) {
                assertThat(each.next()).isNotInstanceOf(Done.class);
            } else if (!copyLeft) {
                assertThat(each.next() instanceof Done).isEqualTo(reached);
            } else {
                // The copy is forgotten first; one that cannot be is no reason to fail.
                assertThat(!reached && each.next() instanceof Done).isFalse();
                assertThat(reached && each.next() instanceof GiveUp).isFalse();
            }
        });
    }

    @Test
    void on_an_unknown_state_it_does_nothing_but_look_again_or_give_up() {
        assertThat(all())
                .filteredOn(each -> each.seen() instanceof Unknown)
                .allSatisfy(each -> assertThat(each.next()).isInstanceOfAny(LookAgain.class, GiveUp.class));
    }

    @Test
    void connection_urls_are_traded_whatever_the_servers_do_and_once() {
        assertThat(all())
                .filteredOn(each -> each.next() instanceof Switch)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.progress().operation()).contains(OperationKind.SWITCH);
                    assertThat(each.progress().done()).doesNotContain(StepName.SWITCH);
                });
        assertThat(all())
                .filteredOn(each -> each.progress().needsUrlsTraded() && !(each.seen() instanceof Unknown))
                .allSatisfy(
                        each -> assertThat(each.next()).isInstanceOfAny(Switch.class, LookAgain.class, GiveUp.class));
    }

    @Test
    void without_an_operation_it_never_gives_up() {
        assertThat(all())
                .filteredOn(each -> each.progress().operation().isEmpty())
                .allSatisfy(each -> assertThat(each.next()).isNotInstanceOf(GiveUp.class));
    }

    @Test
    void a_volume_is_made_only_where_none_ever_was() {
        assertThat(all())
                .filteredOn(each -> each.next() instanceof MakeVolume)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.intent().goal()).isEqualTo(Goal.RUNNING);
                    assertThat(each.intent().born()).isFalse();
                    assertThat(each.seen()).isInstanceOf(Absent.class);
                });
    }

    @Test
    void data_is_copied_only_for_what_is_made_as_a_copy() {
        assertThat(all())
                .filteredOn(each -> each.next() instanceof CopyData || each.next() instanceof MakeVolume)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.intent().born()).isFalse();
                    assertThat(each.next() instanceof CopyData)
                            .isEqualTo(each.progress().operation().equals(Optional.of(OperationKind.CLONE)));
                });
    }

    @Test
    void a_password_is_set_only_on_a_new_server_that_is_the_one_that_is_wanted() {
        assertThat(all())
                .filteredOn(each -> each.next() instanceof SetPassword)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(isServed(each)).isTrue();
                    OperationKind kind = each.progress().operation().orElseThrow();
                    assertThat(kind.restores() || each.progress().passwordWaits())
                            .isTrue();
                    assertThat(kind.restores() || kind == OperationKind.CREATE || kind == OperationKind.CLONE)
                            .isTrue();
                });
    }

    @Test
    void data_is_removed_only_when_nothing_should_be_left_and_nothing_runs() {
        assertThat(all())
                .filteredOn(each -> each.next() instanceof Remove)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.intent().goal()).isEqualTo(Goal.GONE);
                    assertThat(each.seen()).isInstanceOf(Stopped.class);
                });
    }

    @Test
    void a_server_is_started_only_on_a_volume_on_which_nothing_runs() {
        assertThat(all())
                .filteredOn(each -> each.next() instanceof Start)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.intent().goal()).isEqualTo(Goal.RUNNING);
                    assertThat(each.seen()).isEqualTo(new Stopped(EngineFiles.INSTALLED));
                });
    }

    @Test
    void a_server_is_stopped_only_when_it_is_not_the_one_that_is_wanted() {
        assertThat(all())
                .filteredOn(each -> each.next() instanceof Stop)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.seen()).isInstanceOfAny(Starting.class, Ready.class);
                    boolean otherData = each.progress().needsOtherData();
                    assertThat(each.intent().goal() == Goal.RUNNING
                                    && each.seen().equals(new Starting(REVISION, GENERATION))
                                    && !otherData)
                            .isFalse();
                    assertThat(each.intent().goal() == Goal.RUNNING && isServed(each) && !otherData)
                            .isFalse();
                });
    }

    @Test
    void an_engine_is_installed_only_where_it_is_missing_and_needed() {
        assertThat(all())
                .filteredOn(each -> each.next() instanceof InstallEngine)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.intent().goal()).isEqualTo(Goal.RUNNING);
                    assertThat(each.seen() instanceof Ready && each.progress().needsEngineFirst()
                                    || each.seen().equals(new Absent(EngineFiles.MISSING))
                                    || each.seen().equals(new Stopped(EngineFiles.MISSING)))
                            .isTrue();
                });
    }

    @Test
    void what_cannot_succeed_is_given_up_at_once_and_what_is_overdue_too() {
        assertThat(all())
                .filteredOn(each -> each.progress().operation().isPresent() && !isReached(each))
                .filteredOn(each -> each.progress().overdue()
                        || each.progress().trouble().map(Trouble::prospect).equals(Optional.of(Prospect.LASTING)))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.next()).isInstanceOf(GiveUp.class));
    }

    @Test
    void another_release_is_started_only_once_a_copy_of_the_data_is_kept() {
        assertThat(all())
                .filteredOn(each -> each.progress().operation().equals(Optional.of(OperationKind.VERSION_CHANGE))
                        && each.progress().course() == Course.FORWARD
                        && each.next() instanceof Start)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.progress().done()).contains(StepName.KEEP_COPY));
    }

    @Test
    void going_back_starts_nothing_before_the_copy_is_back() {
        assertThat(all())
                .filteredOn(each -> each.progress().operation().equals(Optional.of(OperationKind.VERSION_CHANGE))
                        && each.progress().course() == Course.BACK
                        && each.next() instanceof Start
                        && each.progress().done().contains(StepName.KEEP_COPY))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.progress().done()).contains(StepName.BRING_BACK_COPY));
    }

    @Test
    void copies_are_made_and_put_back_only_while_nothing_runs_and_for_a_change_of_version_alone() {
        assertThat(all())
                .filteredOn(each -> each.next() instanceof KeepCopy || each.next() instanceof BringBackCopy)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.seen()).isInstanceOf(Stopped.class));
        assertThat(all())
                .filteredOn(each -> each.next() instanceof KeepCopy
                        || each.next() instanceof BringBackCopy
                        || each.next() instanceof ForgetCopy)
                .allSatisfy(each -> assertThat(each.progress().operation().filter(OperationKind::leavesCopies))
                        .isPresent());
        assertThat(all())
                .filteredOn(each -> each.next() instanceof KeepCopy || each.next() instanceof BringBackCopy)
                .allSatisfy(each -> assertThat(each.progress().operation()).contains(OperationKind.VERSION_CHANGE));
    }

    private static Step restoring(Course course, Observation seen, StepName... done) {
        Progress progress = new Progress(
                Optional.of(OperationKind.RESTORE),
                Duration.ZERO,
                0,
                Duration.ofDays(1),
                Set.of(done),
                course,
                false,
                Optional.empty());
        return Planner.next(new Intent(Goal.RUNNING, REVISION, GENERATION, true), progress, seen);
    }

    @Test
    void data_is_restored_beside_a_running_server_and_exchanged_once_that_is_stopped() {
        Ready ready = new Ready(REVISION, GENERATION);
        Stopped stopped = new Stopped(EngineFiles.INSTALLED);
        assertThat(restoring(Course.FORWARD, ready)).isInstanceOf(Step.LoadSnapshot.class);
        assertThat(restoring(Course.FORWARD, ready, StepName.LOAD_SNAPSHOT)).isInstanceOf(Stop.class);
        assertThat(restoring(Course.FORWARD, stopped, StepName.LOAD_SNAPSHOT)).isInstanceOf(Step.PutInPlace.class);
        assertThat(restoring(Course.FORWARD, stopped, StepName.LOAD_SNAPSHOT, StepName.PUT_IN_PLACE))
                .isInstanceOf(Start.class);
        assertThat(restoring(Course.FORWARD, ready, StepName.LOAD_SNAPSHOT, StepName.PUT_IN_PLACE))
                .isInstanceOf(SetPassword.class);
        assertThat(restoring(
                        Course.FORWARD, ready, StepName.LOAD_SNAPSHOT, StepName.PUT_IN_PLACE, StepName.SET_PASSWORD))
                .isInstanceOf(ForgetCopy.class);
    }

    @Test
    void a_restore_that_fails_brings_back_what_was_there_once_it_may_be_gone_and_never_after_the_new_has_answered() {
        Ready ready = new Ready(REVISION, GENERATION);
        Stopped stopped = new Stopped(EngineFiles.INSTALLED);
        assertThat(restoring(Course.BACK, ready)).as("nothing touched").isInstanceOf(ForgetCopy.class);
        assertThat(restoring(Course.BACK, ready, StepName.LOAD_SNAPSHOT))
                .as("it may have been exchanged without a record of that")
                .isInstanceOf(Stop.class);
        assertThat(restoring(Course.BACK, stopped, StepName.LOAD_SNAPSHOT)).isInstanceOf(BringBackCopy.class);
        assertThat(restoring(Course.BACK, stopped, StepName.LOAD_SNAPSHOT, StepName.BRING_BACK_COPY))
                .isInstanceOf(Start.class);
        assertThat(restoring(
                        Course.BACK, stopped, StepName.LOAD_SNAPSHOT, StepName.PUT_IN_PLACE, StepName.SET_PASSWORD))
                .isInstanceOf(Start.class);
    }

    @Test
    void one_that_is_called_off_is_given_up_unless_it_is_done() {
        assertThat(all())
                .filteredOn(each -> each.progress().operation().isPresent()
                        && each.progress().course() == Course.CANCELLED)
                .allSatisfy(each -> assertThat(each.next())
                        .isInstanceOfAny(Done.class, GiveUp.class, ForgetCopy.class, LookAgain.class))
                .filteredOn(each -> !isReached(each))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.next()).isInstanceOf(GiveUp.class));
    }

    @Test
    void attempts_are_made_further_and_further_apart_up_to_five_minutes() {
        assertThat(List.of(0, 1, 2, 3, 4, 9, 10, 1000).stream()
                        .map(attempts -> new Progress(
                                        Optional.empty(),
                                        Duration.ZERO,
                                        attempts,
                                        Duration.ZERO,
                                        Set.of(),
                                        Course.FORWARD,
                                        false,
                                        Optional.empty())
                                .untilNextAttempt()
                                .toSeconds()))
                .containsExactly(0L, 1L, 2L, 4L, 8L, 256L, 300L, 300L);
    }
}
