package io.graphstead.api.graphenedb;

import static io.graphstead.api.ADeployment.BORN;
import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.ADeployment;
import io.graphstead.api.Wire;
import io.graphstead.fleet.ShownState;
import io.graphstead.fleet.ShownStatus;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusJsonTest {
    private static final Map<ShownState, String> WORDS = Map.of(
            ShownState.STARTING, "paused",
            ShownState.RUNNING, "running",
            ShownState.PAUSING, "running",
            ShownState.PAUSED, "paused",
            ShownState.RESUMING, "paused",
            ShownState.UPDATING, "running",
            ShownState.DELETING, "terminated",
            ShownState.FAILED, "failed");
    private static final Set<ShownState> RESTING = Set.of(ShownState.RUNNING, ShownState.PAUSED, ShownState.FAILED);

    static Stream<ShownStatus> everyStatus() {
        return ADeployment.everyStatus();
    }

    @ParameterizedTest
    @MethodSource("everyStatus")
    void no_state_on_the_way_looks_settled_and_no_flag_is_lost(ShownStatus status) {
        StatusJson shown = StatusJson.of(status, BORN.plusSeconds(60));

        assertThat(shown.state()).isEqualTo(WORDS.get(status.state()));
        assertThat(shown.isPending()).isEqualTo(status.pending() || !RESTING.contains(status.state()));
        assertThat(shown.needsRestart()).isEqualTo(status.needsRestart());
        assertThat(shown.isLocked()).isEqualTo(status.locked());
        assertThat(shown.underIncident()).isEqualTo(status.underIncident());
    }

    @ParameterizedTest
    @MethodSource("everyStatus")
    void a_client_that_waits_for_ready_stops_waiting_only_where_nothing_more_happens(ShownStatus status) {
        StatusJson shown = StatusJson.of(status, BORN.plusSeconds(60));
        boolean quiet = !shown.isPending() && !shown.isLocked() && !shown.needsRestart() && !shown.underIncident();

        if (quiet) {
            assertThat(status.state()).isIn(RESTING);
        }
        if (quiet && shown.state().equals("running")) {
            assertThat(status.state()).isEqualTo(ShownState.RUNNING);
        }
    }

    @Test
    void a_new_database_is_shown_as_paused_and_pending() {
        StatusJson shown = StatusJson.of(ADeployment.status(ShownState.STARTING), BORN);

        assertThat(shown.state()).isEqualTo("paused");
        assertThat(shown.isPending()).isTrue();
    }

    @Test
    void the_last_health_check_says_how_long_ago_it_was() {
        assertThat(Wire.write(StatusJson.of(ADeployment.status(ShownState.RUNNING), BORN.plusSeconds(60))))
                .isEqualTo("""
                {"state":"running","needsRestart":false,"isPending":false,"isLocked":false,"underIncident":false,\
                "lastHealthCheckStatus":{"lastCheckSecondsAgo":10,"status":"healthy"}}""");
    }

    @Test
    void a_health_check_that_was_not_made_is_not_made_up() {
        assertThat(Wire.write(StatusJson.of(ADeployment.status(ShownState.PAUSED), BORN)))
                .isEqualTo("""
                {"state":"paused","needsRestart":false,"isPending":false,"isLocked":false,"underIncident":false,\
                "lastHealthCheckStatus":{"lastCheckSecondsAgo":null,"status":"unknown"}}""");
    }
}
