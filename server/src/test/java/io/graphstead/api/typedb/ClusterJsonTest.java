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
import java.util.stream.Stream;
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

    @ParameterizedTest
    @MethodSource("everyStatus")
    void servers_are_shown_as_the_state_has_them(ShownStatus status) {
        List<String> servers =
                ClusterJson.of(aDeployment().with(status).view(), Wording.TEAM_AND_SPACE).servers().stream()
                        .map(ClusterJson.ServerJson::status)
                        .toList();

        List<String> expected = switch (status.state()) {
            case STARTING, RESUMING, UPDATING -> List.of("pending");
            case RUNNING -> status.serving() && !status.underIncident() ? List.of("running") : List.of("pending");
            case PAUSING, DELETING -> status.serving() ? List.of("running") : List.<String>of();
            case PAUSED, FAILED -> List.<String>of();
        };
        assertThat(servers).isEqualTo(expected);
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
