package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the TypeDB dialect does not do, and how every layer says so. Contract §1, §3, §4, §7. */
@Tag("blackbox")
@ExtendWith(BlackBox.class)
class TypeDbRefusalsTest {
    private final BlackBoxTarget target;
    private final Http http;
    private final TypeDbClient client;

    TypeDbRefusalsTest(BlackBoxTarget target, Http http, TypeDbClient client) {
        this.target = target;
        this.http = http;
        this.client = client;
    }

    private static ObjectNode goodBody() {
        return new ObjectMapper()
                .createObjectNode()
                .put("id", "never-made")
                .put("serverCount", 1)
                .put("storageSizeGB", 10)
                .put("provider", "aws")
                .put("region", "eu-west-2")
                .put("isFree", false)
                .put("machineType", "c7g.large")
                .put("storageType", "gp2")
                .put("version", "latest");
    }

    private JsonNode refused(String json, String code) {
        Answer answer = client.post(client.clusters() + "/deploy", json);
        assertThat(answer.typeDbError(400)).as(answer.text()).isEqualTo(code);
        assertThat(client.get(client.clusters()).expect(200).text())
                .as("nothing is left behind")
                .doesNotContain("never-made");
        return answer.json();
    }

    private void invalid(ObjectNode body, String field, String code) {
        assertThat(refused(body.toString(), code).get("message").asText()).contains(field);
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
    void a_missing_field_is_named(String field) {
        ObjectNode body = goodBody();
        body.remove(field);

        invalid(body, field, "MISSING_FIELD");
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
    void a_field_of_the_wrong_type_is_named(String field) {
        ObjectNode nested = goodBody();
        nested.putObject(field);
        invalid(nested, field, "INVALID_FIELD");
        invalid(goodBody().put(field, 1.5), field, "INVALID_FIELD");
        invalid(goodBody().putNull(field), field, "MISSING_FIELD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "-a", "a-", "_", "a b", "a.b", "ä"})
    void an_id_that_is_none_is_refused(String id) {
        invalid(goodBody().put("id", id), "id", "INVALID_CLUSTER_ID");
        invalid(goodBody().put("id", "a".repeat(61)), "id", "INVALID_CLUSTER_ID");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 4, 3, 9, 10, 11})
    void a_count_of_servers_that_cannot_be_had_is_refused(int count) {
        invalid(goodBody().put("serverCount", count), "serverCount", "INVALID_SERVER_COUNT");
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 0, 9, 1001})
    void a_storage_size_out_of_bounds_is_refused(int gb) {
        invalid(goodBody().put("storageSizeGB", gb), "storageSizeGB", "STORAGE_OUT_OF_RANGE");
    }

    @ParameterizedTest
    @CsvSource({
        "provider, azure, UNKNOWN_PROVIDER",
        "region, europe-west2, UNKNOWN_REGION",
        "region, us-west-2, UNKNOWN_MACHINE_TYPE",
        "machineType, c8g.large, UNKNOWN_MACHINE_TYPE",
        "machineType, c2d-highcpu-2, UNKNOWN_MACHINE_TYPE",
        "machineType, ds1, UNKNOWN_MACHINE_TYPE",
        "storageType, standard-rwo, UNKNOWN_STORAGE_TYPE",
        "engine, oracle, UNKNOWN_ENGINE"
    })
    void what_is_no_listed_pair_is_refused_naming_what_is_allowed(String field, String value, String code) {
        ObjectNode body = goodBody().put(field, value);
        JsonNode answer = refused(body.toString(), code);

        // A region without the machine type, and a machine type without the region, are the same broken pair.
        assertThat(answer.get("message").asText())
                .matches(message -> message.contains(field) || message.contains("machineType"))
                .contains("choose");
    }

    @Test
    void a_free_cluster_is_small_and_has_a_free_machine_type() {
        invalid(goodBody().put("isFree", true).put("machineType", "c7g.xlarge"), "machineType", "FREE_CLUSTER_LIMIT");
        invalid(goodBody().put("isFree", true).put("storageSizeGB", 11), "storageSizeGB", "FREE_CLUSTER_LIMIT");
        ObjectNode backups = goodBody().put("isFree", true);
        backups.putObject("backupConfiguration").put("frequency", "daily");
        invalid(backups, "backupConfiguration.frequency", "FREE_CLUSTER_LIMIT");
    }

    @Test
    void backups_are_of_the_contracts_frequencies_and_days() {
        for (String frequency : List.of("weekly", "Daily", "")) {
            ObjectNode body = goodBody();
            body.putObject("backupConfiguration").put("frequency", frequency);
            invalid(body, "backupConfiguration.frequency", "INVALID_BACKUP_CONFIGURATION");
        }
        ObjectNode days = goodBody();
        days.putObject("backupConfiguration").put("frequency", "daily").put("retentionDays", 14);
        invalid(days, "backupConfiguration.retentionDays", "INVALID_BACKUP_CONFIGURATION");
        ObjectNode list = goodBody();
        list.putArray("backupConfiguration").add("daily");
        invalid(list, "backupConfiguration", "INVALID_FIELD");
    }

    @Test
    void a_field_that_is_not_known_is_refused_with_those_that_are() {
        invalid(goodBody().put("machinetype", "c7g.large"), "machineType", "UNKNOWN_FIELD");
    }

    @ParameterizedTest
    @CsvSource({"text/plain, 415", "application/x-www-form-urlencoded, 415", "multipart/form-data; boundary=x, 415"})
    void a_body_that_is_no_json_by_its_own_word_is_not_read(String type, int status) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + client.token(), "Content-Type", type);
        assertThat(http.send(
                                "POST",
                                client.clusters() + "/deploy",
                                headers,
                                goodBody().toString())
                        .typeDbError(status))
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_body_that_is_too_long_is_refused_in_the_same_shape() {
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + client.token(), "Content-Type", "application/json");
        String body = goodBody().put("id", "x".repeat(2 << 20)).toString();
        assertThat(http.send("POST", client.clusters() + "/deploy", headers, body)
                        .typeDbError(413))
                .isEqualTo("REQUEST_TOO_LONG");
    }

    @Test
    void an_answer_that_the_client_does_not_accept_is_406_in_the_same_shape() {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + client.token(), "Accept", "image/png");
        assertThat(http.send("GET", client.clusters(), headers).typeDbError(406))
                .isEqualTo("NOT_ACCEPTABLE");
    }

    @Test
    void a_version_that_cannot_be_had_is_answered_with_those_that_there_are() {
        String newest = null;
        for (JsonNode version : http.send("GET", "/api/v1/cluster-versions", Map.of())
                .expect(200)
                .json()
                .get("availableVersions")) {
            newest = version.asText();
        }

        assertThat(refused(goodBody().put("version", "3.0.1").toString(), "UNKNOWN_VERSION")
                        .get("message")
                        .asText())
                .contains("3.0.1", newest);
        refused(goodBody().put("version", "neo4j-1.9.9").toString(), "UNKNOWN_VERSION");
        refused(goodBody().put("version", "").toString(), "UNKNOWN_VERSION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "12", "{\"id\":\"never-made\"} {}", "{\"id\":\"never-made\",\"id\":\"b\"}"})
    void a_body_that_is_no_json_object_is_400(String body) {
        refused(body, "MALFORMED_REQUEST");
    }

    @Test
    void a_cluster_that_does_not_exist_is_404_whatever_is_asked_of_it() {
        for (String family : TypeDbShapesTest.families(target)) {
            client.get(family + "/nothing").typeDbError(404);
            client.post(family + "/nothing/suspend").typeDbError(404);
            client.post(family + "/nothing/resume").typeDbError(404);
            client.post(family + "/nothing/clone", "{\"id\":\"copy\"}").typeDbError(404);
            http.send(
                            "PATCH",
                            family + "/nothing",
                            Map.of("Authorization", "Bearer " + client.token()),
                            "{\"storageSizeGB\":20}")
                    .typeDbError(404);
            client.delete(family + "/nothing").typeDbError(404);
        }
    }

    @Test
    void a_project_or_organization_that_does_not_exist_is_404() {
        client.get("/api/org/nobody/projects/" + target.projectSlug() + "/clusters")
                .typeDbError(404);
        client.get("/api/org/" + target.organizationSlug() + "/projects/nothing/clusters")
                .typeDbError(404);
        client.post(
                        "/api/v1/team/nobody/spaces/nothing/clusters/deploy",
                        goodBody().toString())
                .typeDbError(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nowhere", "/api/v2/auth", "/api/", "/api/org/a/projects/b/clusters/c/d/e"})
    void a_path_that_leads_nowhere_is_404_in_the_same_shape(String path) {
        client.get(path).typeDbError(404);
        http.send("GET", path, Map.of()).typeDbError(404);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /api/auth", "DELETE, /api/v1/cluster-versions"})
    void a_method_that_is_not_allowed_is_405_in_the_same_shape(String method, String path) {
        http.send(method, path, Map.of("Authorization", "Bearer " + client.token()))
                .typeDbError(405);
    }
}
