package io.graphstead.api.typedb;

import static io.graphstead.api.ADeployment.aDeployment;
import static io.graphstead.api.ADeployment.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.ADeployment;
import io.graphstead.api.Wire;
import io.graphstead.api.typedb.ClusterHome.Wording;
import io.graphstead.catalog.Release;
import io.graphstead.engine.Version;
import io.graphstead.fleet.ShownState;
import io.graphstead.fleet.ShownStatus;
import io.graphstead.identity.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterJsonTest {
    private static final Map<ShownState, String> WORDS = Map.of(
            ShownState.STARTING, "starting",
            ShownState.RUNNING, "running",
            ShownState.PAUSING, "suspending",
            ShownState.PAUSED, "suspended",
            ShownState.RESUMING, "resuming",
            ShownState.UPDATING, "updating",
            ShownState.DELETING, "destroying",
            ShownState.FAILED, "failed");

    static Stream<ShownStatus> everyStatus() {
        return ADeployment.everyStatus();
    }

    @Test
    void a_cluster_has_its_keys_in_the_order_of_the_contract() {
        String json = Wire.write(ClusterJson.of(
                aDeployment()
                        .named("api-cluster")
                        .size("c2d-highcpu-2", 10, "standard-rwo", new Placement("gcp", "europe-west2"), true)
                        .with(status(ShownState.RUNNING))
                        .view(),
                Wording.ORGANIZATION_AND_PROJECT));

        assertThat(json).isEqualTo("""
                {"id":"api-cluster","serverCount":1,"storageSizeGB":10,"isFree":true,"status":"running",\
                "createdAt":784111777000,"organization":"acme","project":"dev","version":"neo4j-2026.08.1",\
                "provider":"gcp","region":"europe-west2","machineType":"c2d-highcpu-2","storageType":"standard-rwo",\
                "servers":[{"address":"localhost:20001","status":"running"}],\
                "backupConfiguration":{"frequency":"disabled","retentionDays":7},"engine":"neo4j"}""");
    }

    @Test
    void a_path_that_speaks_of_teams_and_spaces_gets_teams_and_spaces_back() {
        String json = Wire.write(ClusterJson.of(aDeployment().view(), Wording.TEAM_AND_SPACE));

        assertThat(json)
                .contains("\"createdAt\":784111777000,\"teamID\":\"acme\",\"spaceID\":\"dev\",\"version\"")
                .doesNotContain("\"organization\"", "\"project\"");
    }

    @Test
    void what_the_other_dialect_made_shows_its_plan_as_machine_type() {
        ClusterJson cluster = ClusterJson.of(aDeployment().named("Test_db").view(), Wording.TEAM_AND_SPACE);

        assertThat(cluster.id()).isEqualTo("test_db");
        assertThat(cluster.provider()).isEqualTo("aws");
        assertThat(cluster.region()).isEqualTo("eu-west-1");
        assertThat(cluster.machineType()).isEqualTo("ds1");
        assertThat(cluster.storageType()).isEqualTo("gp2");
        assertThat(cluster.isFree()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("everyStatus")
    void only_a_failed_cluster_has_a_message(ShownStatus status) {
        String json = Wire.write(ClusterJson.of(aDeployment().with(status).view(), Wording.TEAM_AND_SPACE));

        assertThat(json.contains("\"message\":\"why\"")).isEqualTo(status.state() == ShownState.FAILED);
        assertThat(json.contains("\"message\"")).isEqualTo(status.state() == ShownState.FAILED);
        assertThat(json).contains("\"status\":\"" + WORDS.get(status.state()) + "\"");
    }

    /** Contract §6 as a table. Serving: the server is up; incident: it should be, and is not. */
    @ParameterizedTest
    @CsvSource({
        // state, serving, incident, status, servers
        "STARTING, false, false, starting, pending",
        "STARTING, false, true, starting, pending",
        "STARTING, true, false, starting, pending",
        "STARTING, true, true, starting, pending",
        "RUNNING, false, false, running, pending",
        "RUNNING, false, true, running, pending",
        "RUNNING, true, false, running, running",
        "RUNNING, true, true, running, pending",
        "PAUSING, false, false, suspending, running",
        "PAUSING, false, true, suspending, running",
        "PAUSING, true, false, suspending, running",
        "PAUSING, true, true, suspending, running",
        "PAUSED, false, false, suspended, ",
        "PAUSED, false, true, suspended, ",
        "PAUSED, true, false, suspended, ",
        "PAUSED, true, true, suspended, ",
        "RESUMING, false, false, resuming, pending",
        "RESUMING, false, true, resuming, pending",
        "RESUMING, true, false, resuming, pending",
        "RESUMING, true, true, resuming, pending",
        "UPDATING, false, false, updating, pending",
        "UPDATING, false, true, updating, pending",
        "UPDATING, true, false, updating, pending",
        "UPDATING, true, true, updating, pending",
        "DELETING, false, false, destroying, ",
        "DELETING, false, true, destroying, ",
        "DELETING, true, false, destroying, running",
        "DELETING, true, true, destroying, running",
        "FAILED, false, false, failed, ",
        "FAILED, false, true, failed, ",
        "FAILED, true, false, failed, ",
        "FAILED, true, true, failed, "
    })
    void every_state_is_shown_as_the_table_says(
            ShownState state, boolean serving, boolean incident, String word, @Nullable String server) {
        ShownStatus status = new ShownStatus(
                state,
                false,
                false,
                false,
                incident,
                Optional.empty(),
                Optional.empty(),
                serving,
                Optional.of("why"),
                Optional.empty());

        ClusterJson shown = ClusterJson.of(aDeployment().with(status).view(), Wording.TEAM_AND_SPACE);

        assertThat(shown.status()).isEqualTo(word);
        assertThat(shown.servers())
                .isEqualTo(server == null ? List.of() : List.of(new ClusterJson.ServerJson("localhost:20001", server)));
        assertThat(Wire.write(shown).contains("\"message\"")).isEqualTo(state == ShownState.FAILED);
    }

    @Test
    void every_state_stands_in_the_table() throws NoSuchMethodException {
        String[] rows = ClusterJsonTest.class
                .getDeclaredMethod(
                        "every_state_is_shown_as_the_table_says",
                        ShownState.class,
                        boolean.class,
                        boolean.class,
                        String.class,
                        String.class)
                .getAnnotation(CsvSource.class)
                .value();
        assertThat(rows).hasSize(ShownState.values().length * 4).doesNotHaveDuplicates();
    }

    @Test
    void a_failed_one_without_a_reason_says_what_to_do() {
        ShownStatus silent = new ShownStatus(
                ShownState.FAILED,
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
        assertThat(ClusterJson.of(aDeployment().with(silent).view(), Wording.TEAM_AND_SPACE)
                        .message())
                .contains("deploy it again");
    }

    @Test
    void a_suspended_cluster_writes_its_empty_list_of_servers() {
        assertThat(Wire.write(ClusterJson.of(
                        aDeployment().with(status(ShownState.PAUSED)).view(), Wording.TEAM_AND_SPACE)))
                .contains("\"servers\":[]");
    }

    @ParameterizedTest
    @CsvSource({"neo4j, 2026.08.1, neo4j-2026.08.1", "neo4j, 4.4.16, neo4j-4.4.16", "typedb, 3.12.3, 3.12.3"})
    void another_engines_version_stands_after_its_name(String engine, String number, String written) {
        assertThat(ClusterVersion.of(new Release(engine, new Version(number), "community", false)))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/org/a/projects/b/clusters, ORGANIZATION_AND_PROJECT",
        "/api/team/a/spaces/b/clusters/x, TEAM_AND_SPACE",
        "/api/v1/team/org/spaces/b/clusters, TEAM_AND_SPACE"
    })
    void the_words_of_a_reply_follow_the_path(String path, Wording wording) {
        assertThat(Wording.ofPath(path)).isEqualTo(wording);
    }
}
