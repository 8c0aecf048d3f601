package io.graphstead.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.engine.Memory;
import io.graphstead.engine.Version;
import io.graphstead.fleet.Marks.PausedBy;
import io.graphstead.fleet.Observation.Sight;
import io.graphstead.identity.Placement;
import io.graphstead.identity.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every combination of what is wanted, what was seen and what runs. */
class StatusRuleTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private record Case(Goal goal, Sight sight, Optional<OperationKind> running, ShownStatus status) {
        /** The one that runs and that the deployment does not just go on beside. */
        Optional<OperationKind> changing() {
            return running.filter(kind -> !kind.isQuiet());
        }
    }

    private static List<Case> all() {
        List<Case> all = new ArrayList<>();
        List<Optional<OperationKind>> kinds = new ArrayList<>(
                Stream.of(OperationKind.values()).map(Optional::of).toList());
        kinds.add(Optional.empty());
        for (Goal goal : Goal.values()) {
            for (Sight sight : Sight.values()) {
                for (Optional<OperationKind> kind : kinds) {
                    Optional<String> failure = goal == Goal.FAILED ? Optional.of("no room") : Optional.empty();
                    Condition condition = new Condition(sight, THEN, failure);
                    all.add(new Case(
                            goal, sight, kind, StatusRule.of(deployment(goal, condition), kind, Optional.of(THEN))));
                }
            }
        }
        return all;
    }

    private static Deployment deployment(Goal goal, Condition condition) {
        return new Deployment(
                DeploymentId.random(),
                new ProjectId(UUID.randomUUID()),
                "db",
                "db",
                new Spec(
                        "memory",
                        new Version("1.0"),
                        "test",
                        "m1",
                        new Memory(1, 1, 1),
                        1,
                        1,
                        "gp2",
                        new Placement("aws", "eu-west-1"),
                        false,
                        1),
                new Intent(goal, 1, 0, true),
                new Revisions(2, 1),
                Ports.NONE,
                new Marks(List.of(), false, Optional.of(PausedBy.CLIENT), SnapshotSchedule.NONE),
                condition,
                THEN);
    }

    @Test
    void changes_that_were_drafted_are_said_to_need_a_restart_and_who_paused_it_only_while_it_is_paused() {
        assertThat(all()).allSatisfy(each -> {
            assertThat(each.status().needsRestart()).isTrue();
            assertThat(each.status().pausedBy().isPresent())
                    .isEqualTo(each.status().state() == ShownState.PAUSED);
        });
    }

    @Test
    void a_deployment_is_called_ready_only_when_its_server_was_seen_to_answer() {
        assertThat(all())
                .filteredOn(each -> each.status().state() == ShownState.RUNNING
                        && !each.status().pending()
                        && !each.status().underIncident())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.sight()).isEqualTo(Sight.READY));
    }

    @Test
    void one_that_should_run_and_does_not_is_under_incident_unless_an_operation_works_on_it() {
        assertThat(all())
                .allSatisfy(each -> assertThat(each.status().underIncident())
                        .isEqualTo(each.goal() == Goal.RUNNING
                                && each.sight() != Sight.READY
                                && each.changing().isEmpty()));
    }

    @Test
    void while_an_operation_runs_its_state_is_shown_and_it_is_pending() {
        assertThat(all()).filteredOn(each -> each.changing().isPresent()).allSatisfy(each -> {
            assertThat(each.status().state()).isEqualTo(each.changing().get().shownAs());
            assertThat(each.status().pending()).isTrue();
            assertThat(each.status().message()).isEmpty();
        });
    }

    @Test
    void only_a_failed_one_has_a_message() {
        assertThat(all())
                .allSatisfy(each -> assertThat(each.status().message().isPresent())
                        .isEqualTo(each.status().state() == ShownState.FAILED));
    }
}
