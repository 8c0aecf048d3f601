package io.graphstead.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.fleet.StepBoundary.Boundary;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table, walked pair by pair. */
class OperationKindTest {
    private static final Map<OperationKind, Set<Goal>> FROM = Map.ofEntries(
            Map.entry(OperationKind.CREATE, EnumSet.noneOf(Goal.class)),
            Map.entry(OperationKind.CLONE, EnumSet.noneOf(Goal.class)),
            Map.entry(OperationKind.PAUSE, EnumSet.of(Goal.RUNNING)),
            Map.entry(OperationKind.RESUME, EnumSet.of(Goal.STOPPED)),
            Map.entry(OperationKind.RESTART, EnumSet.of(Goal.RUNNING)),
            Map.entry(OperationKind.PLAN_CHANGE, EnumSet.of(Goal.RUNNING, Goal.STOPPED)),
            Map.entry(OperationKind.VERSION_CHANGE, EnumSet.of(Goal.RUNNING)),
            Map.entry(OperationKind.EXTRAS, EnumSet.of(Goal.RUNNING, Goal.STOPPED)),
            Map.entry(OperationKind.SWITCH, EnumSet.of(Goal.RUNNING, Goal.STOPPED)),
            Map.entry(OperationKind.SNAPSHOT, EnumSet.of(Goal.RUNNING, Goal.STOPPED)),
            Map.entry(OperationKind.FINAL_SNAPSHOT, EnumSet.of(Goal.RUNNING, Goal.STOPPED)),
            Map.entry(OperationKind.RESTORE, EnumSet.of(Goal.RUNNING, Goal.STOPPED)),
            Map.entry(OperationKind.RESTORE_NEW, EnumSet.noneOf(Goal.class)),
            Map.entry(OperationKind.IMPORT, EnumSet.of(Goal.RUNNING)),
            Map.entry(OperationKind.VERIFY, EnumSet.of(Goal.RUNNING, Goal.STOPPED)),
            Map.entry(OperationKind.EXPORT, EnumSet.of(Goal.RUNNING, Goal.STOPPED)),
            Map.entry(OperationKind.DELETE, EnumSet.of(Goal.RUNNING, Goal.STOPPED, Goal.FAILED)));

    @Test
    void what_may_be_asked_from_where_is_as_the_contracts_say() {
        for (OperationKind kind : OperationKind.values()) {
            for (Goal goal : Goal.values()) {
                assertThat(kind.mayStartFrom(goal))
                        .as("%s from %s", kind, goal)
                        .isEqualTo(FROM.get(kind).contains(goal));
            }
        }
    }

    @Test
    void only_a_restart_raises_the_generation_and_what_starts_a_server_takes_up_the_newest_revision() {
        Set<OperationKind> takingUp = EnumSet.of(
                OperationKind.RESUME, OperationKind.RESTART, OperationKind.PLAN_CHANGE, OperationKind.VERSION_CHANGE);
        for (OperationKind kind : OperationKind.values()) {
            for (Goal goal : Goal.values()) {
                assertThat(kind.applyTo(new Intent(goal, 4, 9, true), 6))
                        .isEqualTo(new Intent(
                                kind.leadsTo(goal),
                                takingUp.contains(kind) ? 6 : 4,
                                kind == OperationKind.RESTART ? 10 : 9,
                                true));
            }
        }
    }

    @Test
    void what_changes_a_deployment_in_place_leaves_a_paused_one_paused() {
        assertThat(OperationKind.PLAN_CHANGE.leadsTo(Goal.STOPPED)).isEqualTo(Goal.STOPPED);
        assertThat(OperationKind.PLAN_CHANGE.ifItFails(Goal.STOPPED)).isEqualTo(Goal.STOPPED);
        assertThat(OperationKind.EXTRAS.leadsTo(Goal.STOPPED)).isEqualTo(Goal.STOPPED);
    }

    @Test
    void a_failed_operation_never_leaves_a_goal_that_only_another_operation_could_have_set() {
        assertThat(OperationKind.values())
                .filteredOn(kind -> !kind.steps().isEmpty())
                .allSatisfy(kind ->
                        assertThat(kind.ifItFails(kind.leadsTo(Goal.RUNNING))).isNotEqualTo(Goal.GONE));
    }

    @Test
    void the_crash_tests_have_more_than_twenty_places_to_strike() {
        assertThat(Boundary.all()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }
}
