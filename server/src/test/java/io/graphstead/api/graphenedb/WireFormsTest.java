package io.graphstead.api.graphenedb;

import static io.graphstead.api.ADeployment.BORN;
import static io.graphstead.api.ADeployment.aDeployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.Wire;
import io.graphstead.catalog.Region;
import io.graphstead.catalog.Size;
import io.graphstead.engine.Memory;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.OperationId;
import io.graphstead.fleet.OperationKind;
import io.graphstead.fleet.OperationView;
import io.graphstead.fleet.OperationView.StepStatus;
import io.graphstead.fleet.OperationView.StepView;
import io.graphstead.fleet.ReleaseView;
import io.graphstead.identity.Ids;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormsTest {
    private static final UUID ID = UUID.fromString("822b16bb-0c0d-4631-ae30-719cab74c352");

    @Test
    void a_database_has_the_keys_of_the_contract_and_writes_lists_that_are_empty() {
        assertThat(Wire.write(DatabaseJson.of(aDeployment().view(), BORN.plusSeconds(60))))
                .isEqualTo("""
                {"id":"822b16bb0c0d4631ae30719cab74c352",\
                "organizationId":"0000000000000000000000000000000a",\
                "environmentId":"0000000000000000000000000000000b",\
                "name":"Test_db","domainName":"localhost","privateDomainName":"localhost",\
                "httpPort":20001,"boltPort":20001,"createdAt":"Sun, 06 Nov 1994 08:49:37 GMT",\
                "status":{"state":"running","needsRestart":false,"isPending":false,"isLocked":false,\
                "underIncident":false,"lastHealthCheckStatus":{"lastCheckSecondsAgo":10,"status":"healthy"}},\
                "plan":"ds1","version":{"number":"2026.08.1","edition":"community","vendor":"graphneo"},\
                "nodes":[{"stationId":"%s","nodeType":"single"}],\
                "connectionUrl":"neo4j+s://localhost:20001","browserUrl":"https://localhost:20001/browser/","enabledExtrasKinds":[],"terminationProtected":false}""".formatted(Stations.only(new DeploymentId(ID))));
    }

    @Test
    void no_databases_are_an_empty_list_in_its_wrapper() {
        assertThat(Wire.write(new DatabaseJson.ListJson(List.of()))).isEqualTo("{\"databases\":[]}");
        assertThat(Wire.write(new OperationJson.ListJson(List.of()))).isEqualTo("{\"operations\":[]}");
    }

    @Test
    void an_operation_writes_its_start_as_epoch_seconds_in_a_string() {
        OperationView view = new OperationView(
                new OperationId(ID),
                new DeploymentId(ID),
                Optional.empty(),
                OperationKind.CREATE,
                OperationView.Status.STARTED,
                BORN,
                Optional.empty(),
                List.of(
                        new StepView(
                                "make volume",
                                StepStatus.FINISHED,
                                Optional.of(BORN),
                                Optional.of(BORN.plusSeconds(1)),
                                1,
                                ""),
                        new StepView("start", StepStatus.WAITING, Optional.empty(), Optional.empty(), 0, "")),
                Optional.empty(),
                Optional.empty());

        assertThat(Wire.write(OperationJson.of(view, BORN.plusSeconds(7)))).isEqualTo("""
                {"id":"822b16bb0c0d4631ae30719cab74c352","operationType":"create","startedAt":"784111777",\
                "steps":[\
                {"name":"make volume","status":"finished","startedAt":"784111777",\
                "finishedAt":"Sun, 06 Nov 1994 08:49:38 GMT","progress":1.0,"message":""},\
                {"name":"start","status":"waiting","startedAt":null,"finishedAt":null,"progress":0.0,"message":""}],\
                "status":"started","nextOperationId":"","durationInSeconds":7}""");
    }

    @Test
    void a_failed_operation_says_why_and_its_duration_stands_still() {
        OperationView view = new OperationView(
                new OperationId(ID),
                new DeploymentId(ID),
                Optional.empty(),
                OperationKind.RESUME,
                OperationView.Status.FAILED,
                BORN,
                Optional.of(BORN.plusSeconds(3)),
                List.of(),
                Optional.of(new OperationId(ID)),
                Optional.of("no Java 21 here"));

        assertThat(Wire.write(OperationJson.of(view, BORN.plusSeconds(700)))).isEqualTo("""
                {"id":"822b16bb0c0d4631ae30719cab74c352","operationType":"resume","startedAt":"784111777","steps":[],\
                "status":"failed","nextOperationId":"822b16bb0c0d4631ae30719cab74c352","durationInSeconds":3,\
                "error":"no Java 21 here"}""");
    }

    @Test
    void every_kind_of_operation_has_a_word_of_its_own_except_two_that_a_client_asks_for_with_anothers() {
        List<String> words = Arrays.stream(OperationKind.values())
                .filter(kind -> kind != OperationKind.FINAL_SNAPSHOT && kind != OperationKind.RESTORE_NEW)
                .map(kind -> OperationJson.of(
                                new OperationView(
                                        new OperationId(ID),
                                        new DeploymentId(ID),
                                        Optional.empty(),
                                        kind,
                                        OperationView.Status.FINISHED,
                                        BORN,
                                        Optional.of(BORN),
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty()),
                                BORN)
                        .operationType())
                .toList();

        assertThat(words).doesNotHaveDuplicates().contains("create", "pause", "resume", "restart", "delete");
    }

    @Test
    void versions_plans_and_regions_have_the_keys_of_the_contract() {
        Size plan = new Size(
                "ds1",
                Size.Kind.PLAN,
                "Small",
                new Memory(1024, 384, 256),
                1024,
                0.5,
                5,
                1,
                List.of(),
                Optional.empty(),
                List.of(),
                false);

        assertThat(Wire.write(new OfferJson.VersionsJson(List.of(OfferJson.VersionJson.of(
                        new ReleaseView(io.graphstead.api.ADeployment.NEO4J, false, Optional.empty()))))))
                .isEqualTo("""
                        {"versions":[{"number":"2026.08.1","edition":"community","vendor":"graphneo","default":true,\
                        "installed":false}]}""");
        assertThat(Wire.write(new OfferJson.PlansJson(List.of(OfferJson.PlanJson.of(plan)))))
                .isEqualTo("""
                        {"plans":[{"id":"ds1","label":"Small","memoryMB":1024,"heapMB":384,"pageCacheMB":256,\
                        "storageGB":5,"cpus":0.5,"servers":1,"extras":[]}]}""");
        assertThat(Wire.write(new OfferJson.RegionsJson(
                        List.of(OfferJson.RegionJson.of(new Region("eu-west-1", "Ireland", "aws"))))))
                .isEqualTo("{\"regions\":[{\"id\":\"eu-west-1\",\"name\":\"Ireland\",\"provider\":\"aws\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "1994-11-06T08:49:37Z, 'Sun, 06 Nov 1994 08:49:37 GMT'",
        "2026-02-01T00:00:00.999Z, 'Sun, 01 Feb 2026 00:00:00 GMT'",
        "2028-02-29T23:59:59Z, 'Tue, 29 Feb 2028 23:59:59 GMT'"
    })
    void dates_have_two_digits_for_the_day_and_the_word_gmt(Instant moment, String expected) {
        assertThat(WireDate.of(moment)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "822b16bb0c0d4631ae30719cab74c352",
                "822B16BB0C0D4631AE30719CAB74C352",
                "822b16bb-0c0d-4631-ae30-719cab74c352"
            })
    void an_id_is_understood_with_and_without_dashes(String text) {
        assertThat(Ids.parse(text)).contains(ID);
        assertThat(Ids.text(ID)).isEqualTo("822b16bb0c0d4631ae30719cab74c352");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "graphneo",
                "822b16bb0c0d4631ae30719cab74c35",
                "822b16bb0c0d4631ae30719cab74c3522",
                "822b16bb-0c0d4631ae30719cab74c352",
                "822b16bb0c0d4631ae30719cab74c35g",
                "+22b16bb0c0d4631ae30719cab74c352"
            })
    void what_is_no_id_is_not_taken_for_one(String text) {
        assertThat(Ids.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/databases, /deployments/databases",
        "/deployments/databases, /deployments/databases",
        "/databases/822b16bb0c0d4631ae30719cab74c352, /deployments/databases/-/822b16bb0c0d4631ae30719cab74c352",
        "/databases/822b16bb-0c0d-4631-ae30-719cab74c352/restart,"
                + " /deployments/databases/-/822b16bb-0c0d-4631-ae30-719cab74c352/restart",
        "/deployments/databases/822b16bb0c0d4631ae30719cab74c352/operations/1,"
                + " /deployments/databases/-/822b16bb0c0d4631ae30719cab74c352/operations/1",
        "/databases/graphneo, /deployments/databases/graphneo",
        "/databases/graphneo/1/status, /deployments/databases/graphneo/1/status",
        "/deployments/databases/graphneo/822b16bb0c0d4631ae30719cab74c352,"
                + " /deployments/databases/graphneo/822b16bb0c0d4631ae30719cab74c352",
        "/databasesque, /databasesque",
        "/deployments/environments/1/databases, /deployments/environments/1/databases"
    })
    void every_alias_of_a_path_has_one_form(String path, String canonical) {
        assertThat(DatabasePaths.canonical(path)).isEqualTo(canonical);
        assertThat(DatabasePaths.canonical(canonical)).as("once is enough").isEqualTo(canonical);
    }
}
