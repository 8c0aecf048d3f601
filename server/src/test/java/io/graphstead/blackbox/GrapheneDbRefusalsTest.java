package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the GrapheneDB dialect does not do, and how every layer says so. Contract §1, §3, §5. */
@Tag("blackbox")
@ExtendWith(BlackBox.class)
class GrapheneDbRefusalsTest {
    private static final String NO_ID = "0".repeat(32);

    private final BlackBoxTarget target;
    private final Http http;
    private final GrapheneDbClient client;
    private final String create = "/deployments/databases/" + Choice.vendor();

    GrapheneDbRefusalsTest(BlackBoxTarget target, Http http, GrapheneDbClient client) {
        this.target = target;
        this.http = http;
        this.client = client;
    }

    private ObjectNode goodBody() {
        JsonNode version = client.version();
        return new ObjectMapper()
                .createObjectNode()
                .put("environmentId", target.environmentId())
                .put("name", "never_made")
                .put("plan", client.plan())
                .put("version", version.get("number").asText())
                .put("edition", version.get("edition").asText());
    }

    private void refused(String json, String... words) {
        String error = client.post(create, json).grapheneDbError(400);
        for (String word : words) {
            assertThat(error).contains(word);
        }
        assertThat(client.get("/databases").expect(200).text())
                .as("nothing is left behind")
                .doesNotContain("never_made");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "plan"})
    void a_missing_field_is_named(String field) {
        ObjectNode body = goodBody();
        body.remove(field);

        refused(body.toString(), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"environmentId", "name", "plan", "version", "edition", "awsRegion", "enabledExtrasKinds"})
    void a_field_of_the_wrong_type_is_named(String field) {
        refused(goodBody().put(field, 12).toString(), field);
        refused(goodBody().put(field, true).toString(), field);
        ObjectNode body = goodBody();
        body.putObject(field);
        refused(body.toString(), field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "",
                "--",
                "a b",
                "a/b",
                "ä2",
                "1234567890123456789012345678901234567890123456789012345678901"
            })
    void a_name_that_is_none_is_refused(String name) {
        refused(goodBody().put("name", name).toString(), "name");
    }

    @Test
    void what_is_not_offered_is_refused_naming_what_is() {
        refused(goodBody().put("plan", "ds99").toString(), "plan", "ds99", client.plan());
        refused(
                goodBody().put("version", "1.9.9").toString(),
                "1.9.9",
                client.version().get("number").asText());
        refused(
                goodBody().put("edition", "imaginary").toString(),
                "edition",
                client.version().get("edition").asText());
        refused(goodBody().put("awsRegion", "mars-1").toString(), "awsRegion", "mars-1");
    }

    @Test
    void extras_that_are_not_offered_are_refused_in_each_form() {
        ObjectNode list = goodBody();
        list.putArray("enabledExtrasKinds").add("READ_REPLICA_C");
        refused(list.toString(), "READ_REPLICA_C");
        refused(goodBody().put("extras", "READ_REPLICA_C").toString(), "READ_REPLICA_C");
    }

    @Test
    void a_machine_type_is_no_plan() {
        refused(goodBody().put("plan", "c2d-highcpu-2").toString(), "plan");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "12",
                "",
                "{\"name\":\"never_made\"} {}",
                "{\"name\":\"never_made\",\"name\":\"b\"}",
                "nonsense"
            })
    void a_body_that_is_no_json_object_is_400(String body) {
        refused(body);
    }

    @Test
    void an_environment_that_does_not_exist_is_404() {
        client.post(create, goodBody().put("environmentId", NO_ID).toString()).grapheneDbError(404);
        client.get("/deployments/environments/" + NO_ID + "/databases").grapheneDbError(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/status", "/operations", "/credentials", "/operations/00000000000000000000000000000000"})
    void a_database_that_does_not_exist_is_404(String resource) {
        client.get(create + "/" + NO_ID + resource).grapheneDbError(404);
        client.get("/databases/" + NO_ID + resource).grapheneDbError(404);
        client.get(create + "/no-id" + resource).grapheneDbError(404);
    }

    @Test
    void an_operation_that_does_not_exist_is_404() {
        client.get("/operations/" + NO_ID).grapheneDbError(404);
        client.get("/operations/no-id").grapheneDbError(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/deployments", "/deployments/nothing/here", "/databases/x/y/z/a"})
    void a_path_that_leads_nowhere_is_404_in_the_same_shape(String path) {
        client.get(path).grapheneDbError(404);
        http.send("GET", path, Map.of()).grapheneDbError(404);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /deployments/plans", "PATCH, /deployments/databases", "POST, /deployments/versions"})
    void a_method_that_is_not_allowed_is_405_in_the_same_shape(String method, String path) {
        client.send(method, path, Map.of(), "").grapheneDbError(405);
    }

    @Test
    void a_body_of_another_media_type_is_415_in_the_same_shape() {
        client.send("POST", create, Map.of("Content-Type", "text/xml"), "<a/>").grapheneDbError(415);
    }

    @Test
    void a_body_that_is_far_too_long_is_413_in_the_same_shape() {
        client.post(create, "{\"name\":\"" + "a".repeat(2_000_000) + "\"}").grapheneDbError(413);
    }

    @Test
    void a_form_is_read_like_json() {
        String form = GrapheneDbClient.form(
                Map.of("environmentId", target.environmentId(), "name", "never_made", "plan", "ds99", "extras", ""));

        assertThat(client.send("POST", create, Map.of("Content-Type", GrapheneDbClient.FORM), form)
                        .grapheneDbError(400))
                .contains("plan", "ds99");
    }
}
