package io.graphstead.api.typedb;

import static io.graphstead.api.ADeployment.aDeployment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.graphstead.api.ADeployment;
import io.graphstead.api.DialectServer;
import io.graphstead.fleet.BackupConfiguration;
import io.graphstead.fleet.BackupConfiguration.Frequency;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.NewDeployment;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Placement;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeDbRoutesTest {
    private static final String CLUSTERS = "/api/org/acme/projects/dev/clusters";
    private static final List<String> FAMILIES =
            List.of(CLUSTERS, "/api/team/acme/spaces/dev/clusters", "/api/v1/team/acme/spaces/dev/clusters");
    private static DialectServer server;
    private DeploymentView there;

    @BeforeAll
    static void start() {
        server = new DialectServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void aCluster() {
        there = server.fleet().has(aDeployment().view());
        server.fleet().asked();
    }

    private static ObjectNode body() {
        return new ObjectMapper()
                .createObjectNode()
                .put("id", "api-cluster")
                .put("serverCount", 1)
                .put("storageSizeGB", 10)
                .put("provider", "gcp")
                .put("region", "europe-west2")
                .put("isFree", true)
                .put("machineType", "c2d-highcpu-2")
                .put("storageType", "standard-rwo")
                .put("version", "neo4j-2026.08.1");
    }

    private static NewDeployment deployed(ObjectNode body) {
        HttpResponse<String> answer = server.post("writer", CLUSTERS + "/deploy", body.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        NewDeployment wanted = server.fleet().lastWanted().orElseThrow();
        server.fleet()
                .end(server.fleet()
                        .byClusterId(
                                new Caller.Installation(),
                                ADeployment.DEV,
                                wanted.name().clusterId())
                        .id());
        server.fleet().asked();
        return wanted;
    }

    private static void refused(ObjectNode body, String code, String... words) {
        HttpResponse<String> answer = server.post("writer", CLUSTERS + "/deploy", body.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"message\":\"");
        assertThat(List.of(words)).allSatisfy(word -> assertThat(answer.body()).contains(word));
        assertThat(server.fleet().asked()).isEmpty();
    }

    @Test
    void a_deployment_is_answered_with_the_starting_cluster() {
        HttpResponse<String> answer = server.post("writer", CLUSTERS + "/deploy", body().toString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                        {"id":"api-cluster","serverCount":1,"storageSizeGB":10,"isFree":true,"status":"starting",\
                        "createdAt":784111777000,"organization":"acme","project":"dev","version":"neo4j-2026.08.1",\
                        "provider":"gcp","region":"europe-west2","machineType":"c2d-highcpu-2",\
                        "storageType":"standard-rwo",\
                        "servers":[{"address":"localhost:20001","status":"pending"}],\
                        "backupConfiguration":{"frequency":"disabled","retentionDays":7},"engine":"neo4j"}""");
        HttpResponse<String> again = server.post("writer", CLUSTERS + "/deploy", body().toString());
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).startsWith("{\"code\":\"CLUSTER_ID_TAKEN\"");
        server.fleet()
                .end(server.fleet()
                        .byClusterId(new Caller.Installation(), ADeployment.DEV, "api-cluster")
                        .id());
    }

    @Test
    void what_the_fields_name_is_handed_on() {
        NewDeployment wanted = deployed(body());

        assertThat(wanted.project()).isEqualTo(ADeployment.DEV);
        assertThat(wanted.name().text()).isEqualTo("api-cluster");
        assertThat(wanted.release()).isEqualTo(ADeployment.NEO4J);
        assertThat(wanted.size().id()).isEqualTo("c2d-highcpu-2");
        assertThat(wanted.placement()).isEqualTo(new Placement("gcp", "europe-west2"));
        assertThat(wanted.storageType()).isEqualTo("standard-rwo");
        assertThat(wanted.storageGb()).isEqualTo(10);
        assertThat(wanted.free()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "latest, , 3.12.3",
        "latest, typedb, 3.12.3",
        "3.11.5, , 3.11.5",
        "3.11.5, typedb, 3.11.5",
        "latest, neo4j, 2026.08.1",
        "neo4j-5.26.30, , 5.26.30",
        "neo4j-5.26.30, neo4j, 5.26.30",
        "5.26.30, neo4j, 5.26.30"
    })
    void a_version_names_a_release(String version, String engine, String number) {
        ObjectNode body = body().put("version", version).put("engine", engine);

        assertThat(deployed(body).release().version().text()).isEqualTo(number);
    }

    @Test
    void a_version_that_cannot_be_had_is_told_with_those_that_can() {
        refused(
                body().put("version", "3.0.6"),
                "UNKNOWN_VERSION",
                "3.0.6",
                "neo4j-5.26.30, neo4j-2026.08.1, 3.11.5, 3.12.3 or latest",
                "graphstead engine install typedb 3.0.6");
        refused(body().put("version", "5.26.30"), "UNKNOWN_VERSION", "neo4j-5.26.30");
        refused(body().put("version", "neo4j-4.4.16"), "UNKNOWN_VERSION", "needs Java 17", "neo4j-5.26.30");
        refused(body().put("version", "latest").put("engine", "oracle"), "UNKNOWN_ENGINE", "choose neo4j or typedb");
        refused(body().put("version", "3.12.3").put("engine", "neo4j"), "UNKNOWN_VERSION", "3.12.3");
        refused(body().put("version", ""), "UNKNOWN_VERSION");
    }

    @Test
    void the_available_versions_are_told_ascending_without_a_token() {
        HttpResponse<String> answer = server.get("nobody", "/api/v1/cluster-versions");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"availableVersions\":[\"neo4j-5.26.30\",\"neo4j-2026.08.1\",\"3.11.5\",\"3.12.3\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "serverCount",
                "storageSizeGB",
                "provider",
                "region",
                "isFree",
                "machineType",
                "storageType",
                "version"
            })
    void a_field_that_is_missing_null_or_of_another_type_is_named(String field) {
        ObjectNode missing = body();
        missing.remove(field);
        refused(missing, "MISSING_FIELD", field);
        refused(body().putNull(field), "MISSING_FIELD", field);
        refused(body().put(field, 1.5), "INVALID_FIELD", field);
        ObjectNode nested = body();
        nested.putArray(field).add(1);
        refused(nested, "INVALID_FIELD", field);
    }

    @ParameterizedTest
    @CsvSource({
        "id, Upper, INVALID_CLUSTER_ID",
        "id, -a, INVALID_CLUSTER_ID",
        "id, a-, INVALID_CLUSTER_ID",
        "id, a b, INVALID_CLUSTER_ID",
        "id, ä, INVALID_CLUSTER_ID",
        "id, a__-, INVALID_CLUSTER_ID",
        "provider, azure, UNKNOWN_PROVIDER",
        "provider, GCP, UNKNOWN_PROVIDER",
        "region, eu-west-2, UNKNOWN_REGION",
        "region, mars, UNKNOWN_REGION",
        "machineType, c7g.large, UNKNOWN_MACHINE_TYPE",
        "machineType, ds1, UNKNOWN_MACHINE_TYPE",
        "machineType, c2d-highcpu-4, FREE_CLUSTER_LIMIT",
        "storageType, gp2, UNKNOWN_STORAGE_TYPE",
        "engine, oracle, UNKNOWN_ENGINE"
    })
    void a_word_that_is_not_allowed_is_refused_by_a_code_of_its_rule(String field, String value, String code) {
        refused(body().put(field, value), code, field);
    }

    @Test
    void the_longest_id_is_taken_and_no_longer_one() {
        assertThat(deployed(body().put("id", "a".repeat(60))).name().text()).hasSize(60);
        refused(body().put("id", "a".repeat(61)), "INVALID_CLUSTER_ID", "at most 60");
        assertThat(deployed(body().put("id", "a__b-_-c")).name().clusterId()).isEqualTo("a__b-_-c");
    }

    @Test
    void a_field_that_is_not_known_is_named_with_those_that_are() {
        refused(body().put("cloud", "gcp"), "UNKNOWN_FIELD", "cloud", "machineType");
        ObjectNode nested = body();
        nested.putObject("backupConfiguration").put("frequency", "disabled").put("days", 7);
        refused(nested, "UNKNOWN_FIELD", "backupConfiguration.days", "retentionDays");
        HttpResponse<String> list = server.post("writer", CLUSTERS + "/deploy", "[" + body() + "]");
        assertThat(list.statusCode()).isEqualTo(400);
        assertThat(list.body()).startsWith("{\"code\":\"MALFORMED_REQUEST\"");
    }

    @Test
    void each_refusal_lists_what_is_allowed() {
        refused(body().put("provider", "azure"), "UNKNOWN_PROVIDER", "aws", "gcp");
        refused(body().put("region", "mars"), "UNKNOWN_REGION", "europe-west2, us-east1");
        refused(
                body().put("isFree", false).put("machineType", "x"),
                "UNKNOWN_MACHINE_TYPE",
                "c2d-highcpu-2, c2d-highcpu-4");
        refused(body().put("machineType", "c2d-highcpu-4"), "FREE_CLUSTER_LIMIT", "choose c2d-highcpu-2", "isFree");
        refused(
                body().put("region", "us-east1").put("isFree", false).put("machineType", "c2d-highcpu-4"),
                "UNKNOWN_MACHINE_TYPE",
                "us-east1",
                "choose c2d-highcpu-2");
        refused(body().put("storageType", "gp2"), "UNKNOWN_STORAGE_TYPE", "choose standard-rwo");
        for (int count : new int[] {-1, 0, 2, 8, 10, 11}) {
            refused(body().put("serverCount", count), "INVALID_SERVER_COUNT", "odd number from 1 to 9");
        }
        for (String version : List.of("neo4j-2026.08.1", "3.12.3")) {
            ObjectNode three = body().put("version", version).put("serverCount", 3);
            refused(three, "INVALID_SERVER_COUNT", version, "one server");
        }
        refused(body().put("storageSizeGB", 9), "STORAGE_OUT_OF_RANGE", "from 10 to 1000");
        refused(body().put("storageSizeGB", 1001), "STORAGE_OUT_OF_RANGE", "from 10 to 1000");
        refused(body().put("storageSizeGB", 11), "FREE_CLUSTER_LIMIT", "at most 10", "isFree");
    }

    @Test
    void sizes_up_to_the_bounds_are_taken() {
        assertThat(deployed(body().put("isFree", false).put("storageSizeGB", 1000))
                        .storageGb())
                .isEqualTo(1000);
        assertThat(deployed(body().put("isFree", false).put("machineType", "c2d-highcpu-4"))
                        .size()
                        .id())
                .isEqualTo("c2d-highcpu-4");
    }

    private static ObjectNode withBackups(boolean free, String backups) {
        return body().put("isFree", free).putRawValue("backupConfiguration", new RawValue(backups));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'frequency':'disabled'} | DISABLED | 7",
                "{'frequency':'disabled','retentionDays':30} | DISABLED | 30",
                "{'frequency':'daily'} | DAILY | 7",
                "{'frequency':'daily','retentionDays':null} | DAILY | 7",
                "{'frequency':'hourly','retentionDays':30} | HOURLY | 30",
                "null | DISABLED | 7"
            })
    void backups_are_kept_as_they_are_asked_for(String json, Frequency frequency, int days) {
        assertThat(deployed(withBackups(false, json.replace('\'', '"'))).backups())
                .isEqualTo(new BackupConfiguration(frequency, days));
    }

    @Test
    void backups_that_cannot_be_had_are_refused() {
        refused(
                withBackups(false, "{\"frequency\":\"weekly\"}"),
                "INVALID_BACKUP_CONFIGURATION",
                "one of disabled, hourly, daily");
        refused(withBackups(false, "{\"frequency\":\"DAILY\"}"), "INVALID_BACKUP_CONFIGURATION", "frequency");
        refused(
                withBackups(false, "{\"frequency\":\"daily\",\"retentionDays\":8}"),
                "INVALID_BACKUP_CONFIGURATION",
                "7 or 30");
        refused(withBackups(false, "{}"), "MISSING_FIELD", "backupConfiguration.frequency");
        refused(withBackups(false, "[]"), "INVALID_FIELD", "backupConfiguration");
        refused(withBackups(false, "{\"frequency\":true}"), "INVALID_FIELD", "backupConfiguration.frequency");
        refused(withBackups(true, "{\"frequency\":\"daily\"}"), "FREE_CLUSTER_LIMIT", "disabled", "isFree");
        assertThat(deployed(withBackups(true, "{\"frequency\":\"disabled\"}")).free())
                .isTrue();
    }

    @Test
    void every_family_of_paths_reaches_every_operation() {
        for (String family : FAMILIES) {
            String cluster = family + "/" + there.clusterId();
            assertThat(server.get("reader", cluster).body()).startsWith("{\"id\":\"test_db\"");
            assertThat(server.get("reader", family).body()).startsWith("[{\"id\":\"test_db\"");
            assertThat(server.send("writer", "POST", cluster + "/suspend", "", "")
                            .body())
                    .contains("\"status\":\"suspending\"", "\"status\":\"running\"");
            assertThat(server.send("writer", "POST", cluster + "/resume", "", "")
                            .body())
                    .contains("\"status\":\"resuming\"", "\"status\":\"pending\"");
            assertThat(server.send("administrator", "DELETE", cluster, "", "").body())
                    .contains("\"status\":\"destroying\"");
            assertThat(server.fleet().asked()).containsExactly("pause Test_db", "resume Test_db", "delete Test_db");
        }
    }

    @Test
    void commands_take_any_content_type_and_no_body() {
        for (String type : List.of("", "application/json", "application/x-www-form-urlencoded", "text/plain")) {
            assertThat(server.send("writer", "POST", CLUSTERS + "/test_db/suspend", type, "")
                            .statusCode())
                    .as(type)
                    .isEqualTo(200);
        }
    }

    @Test
    void replies_carry_the_slugs_in_the_words_of_the_path() {
        assertThat(server.get("reader", FAMILIES.get(0) + "/test_db").body())
                .contains("\"organization\":\"acme\",\"project\":\"dev\"");
        assertThat(server.get("reader", FAMILIES.get(1) + "/test_db").body())
                .contains("\"teamID\":\"acme\",\"spaceID\":\"dev\"");
        assertThat(server.get("reader", FAMILIES.get(2) + "/test_db").body())
                .contains("\"teamID\":\"acme\",\"spaceID\":\"dev\"");
    }

    @Test
    void an_empty_project_is_an_empty_array() {
        assertThat(server.get("stranger", "/api/org/acme/projects/other/clusters")
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void each_operation_needs_its_level_and_says_so_before_it_looks_at_fields() {
        Map<String, Integer> byReader = Map.of(
                "GET " + CLUSTERS, 200,
                "GET " + CLUSTERS + "/test_db", 200,
                "POST " + CLUSTERS + "/deploy", 403,
                "POST " + CLUSTERS + "/test_db/suspend", 403,
                "POST " + CLUSTERS + "/test_db/resume", 403,
                "PATCH " + CLUSTERS + "/test_db", 403,
                "DELETE " + CLUSTERS + "/test_db", 403);
        byReader.forEach((call, status) -> {
            String[] parts = call.split(" ", -1);
            assertThat(server.send("reader", parts[0], parts[1], "", "").statusCode())
                    .as(call)
                    .isEqualTo(status);
            int foreign = server.send("foreigner", parts[0], parts[1], "", "").statusCode();
            int strange = server.send("stranger", parts[0], parts[1], "", "").statusCode();
            assertThat(List.of(foreign, strange)).as(call).containsOnly(404);
        });
        assertThat(server.send("operator", "DELETE", CLUSTERS + "/test_db", "", "")
                        .body())
                .startsWith("{\"code\":\"ACCESS_LEVEL_TOO_LOW\"");
        assertThat(server.fleet().asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/org/acme/projects/dev/clusters/nothing",
                "/api/org/acme/projects/nothing/clusters",
                "/api/org/nobody/projects/dev/clusters",
                "/api/nowhere"
            })
    void what_does_not_exist_is_404_with_code_and_message(String path) {
        HttpResponse<String> answer = server.get("writer", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"code\":\"NOT_FOUND\",\"message\":\"");
    }
}
