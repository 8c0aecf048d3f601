package io.graphstead.api.graphenedb;

import static io.graphstead.api.ADeployment.aDeployment;
import static io.graphstead.api.ADeployment.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.ADeployment;
import io.graphstead.api.DialectServer;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.NewDeployment;
import io.graphstead.fleet.ShownState;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Placement;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrapheneDbRoutesTest {
    private static final String CREATE = "/deployments/databases/graphneo";
    private static DialectServer server;
    private DeploymentView there;
    private String id;
    private String path;

    @BeforeAll
    static void start() {
        server = new DialectServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void aDatabase() {
        there = server.fleet().has(aDeployment().view());
        id = Ids.text(there.id().value());
        path = CREATE + "/" + id;
        server.fleet().asked();
    }

    private static String body(String fields) {
        return "{\"name\":\"made\",\"plan\":\"ds2\"" + (fields.isEmpty() ? "" : "," + fields) + "}";
    }

    private static NewDeployment created(String caller, String json) {
        HttpResponse<String> answer = server.post(caller, CREATE, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        NewDeployment wanted = server.fleet().lastWanted().orElseThrow();
        server.fleet().list(new Caller.Installation()).stream()
                .filter(view -> view.name().equals(wanted.name().text()))
                .forEach(view -> server.fleet().end(view.id()));
        return wanted;
    }

    private static void refused(String caller, int status, String json, String... words) {
        HttpResponse<String> answer = server.post(caller, CREATE, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":\"");
        assertThat(List.of(words)).allSatisfy(word -> assertThat(answer.body()).contains(word));
        assertThat(server.fleet().asked()).isEmpty();
    }

    @Test
    void a_new_database_is_answered_as_paused_and_pending_with_its_operation() {
        HttpResponse<String> answer = server.post("writer", CREATE, body("\"version\":\"2026.08.1\""));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .startsWith("{\"database\":{\"id\":\"")
                .contains("\"status\":{\"state\":\"paused\",\"needsRestart\":false,\"isPending\":true")
                .containsPattern("},\"operationId\":\"[0-9a-f]{32}\"}$");
        server.fleet()
                .end(server.fleet().list(new Caller.Installation()).stream()
                        .filter(view -> view.name().equals("made"))
                        .findFirst()
                        .orElseThrow()
                        .id());
    }

    @Test
    void everything_that_is_left_out_has_its_default() {
        NewDeployment wanted = created("writer", body(""));

        assertThat(wanted.project()).isEqualTo(ADeployment.DEV);
        assertThat(wanted.release()).isEqualTo(ADeployment.NEO4J);
        assertThat(wanted.size().id()).isEqualTo("ds2");
        assertThat(wanted.storageGb()).isEqualTo(10);
        assertThat(wanted.storageType()).isEqualTo("gp2");
        assertThat(wanted.placement()).isEqualTo(new Placement("aws", "eu-west-1"));
        assertThat(wanted.free()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'environmentId':'0000000000000000000000000000000b'",
                "'environmentId':'00000000-0000-0000-0000-00000000000b'",
                "'environmentId':'','awsRegion':''",
                "'environmentId':null,'awsRegion':null,'version':null,'edition':null",
                "'awsRegion':'eu-west-1'",
                "'enabledExtrasKinds':null",
                "'enabledExtrasKinds':[]",
                "'extras':[]",
                "'extras':''",
                "'edition':'community'",
                "'edition':'Community','version':'2026.08.1'",
                "'isNotKnown':{'at':['all']}"
            })
    void what_clients_may_send_is_taken(String fields) {
        assertThat(created("writer", body(fields.replace('\'', '"'))).project()).isEqualTo(ADeployment.DEV);
    }

    @Test
    void the_only_environment_of_a_region_is_meant_when_the_region_is_named() {
        assertThat(created("everywhere", body("\"awsRegion\":\"eu-west-1\"")).project())
                .isEqualTo(ADeployment.DEV);
    }

    @Test
    void an_environment_that_could_be_several_must_be_named() {
        refused("everywhere", 400, body(""), "environmentId", "3 environments");
        refused("everywhere", 400, body("\"awsRegion\":\"us-east-1\""), "environmentId", "2 of the 3", "us-east-1");
        refused("everywhere", 400, body("\"awsRegion\":\"eu-west-2\""), "environmentId", "0 of the 3");
    }

    @Test
    void a_region_beside_an_environment_must_be_its_own() {
        refused(
                "writer",
                400,
                body("\"environmentId\":\"0000000000000000000000000000000b\",\"awsRegion\":\"us-east-1\""),
                "awsRegion",
                "us-east-1",
                "eu-west-1");
        refused("writer", 400, body("\"awsRegion\":\"us-east-1\""), "awsRegion");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'plan':'ds1'} | name",
                "{'name':'made'} | plan",
                "{'name':'','plan':'ds1'} | name",
                "{'name':'x','plan':'ds1'} | name",
                "{'name':12,'plan':'ds1'} | name",
                "{'name':'made','plan':'ds99'} | ds1, ds2",
                "{'name':'made','plan':'c7g.large'} | ds1, ds2",
                "{'name':'made','plan':'ds1','version':'3.5'} | 4.4.16, 5.26.30, 2026.08.1",
                "{'name':'made','plan':'ds1','edition':'enterprise'} | community",
                "{'name':'made','plan':'ds1','extras':'READ_REPLICA_C'} | READ_REPLICA_C",
                "{'name':'made','plan':'ds1','enabledExtrasKinds':['READ_REPLICA_C']} | READ_REPLICA_C",
                "{'name':'made','plan':'ds1','enabledExtrasKinds':'READ_REPLICA_C'} | enabledExtrasKinds"
            })
    void what_cannot_be_had_is_refused_with_what_can(String json, String word) {
        refused("writer", 400, json.replace('\'', '"'), word);
    }

    @Test
    void who_may_not_is_told_before_any_field_is_looked_at() {
        refused("reader", 403, "{\"environmentId\":\"0000000000000000000000000000000b\",\"plan\":\"ds99\"}");
        refused("stranger", 403, "{\"environmentId\":\"0000000000000000000000000000000b\"}");
        refused("foreigner", 404, "{\"environmentId\":\"0000000000000000000000000000000b\"}", "no environment");
        refused("nobody", 401, "{");
    }

    @Test
    void a_form_makes_a_database_too() {
        HttpResponse<String> answer = server.send(
                "writer", "POST", CREATE, "application/x-www-form-urlencoded", "name=made_by_form&plan=ds1&extras=");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(server.fleet().lastWanted().orElseThrow().name().text()).isEqualTo("made_by_form");
    }

    @Test
    void a_vendor_without_releases_is_served_but_has_nothing_to_make() {
        HttpResponse<String> answer = server.post("writer", "/deployments/databases/graphtypedb", body(""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("graphtypedb");
        assertThat(server.get("writer", "/deployments/databases/graphtypedb").body())
                .isEqualTo("{\"databases\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ongdb", "neo4j", "nonsense"})
    void a_vendor_that_is_not_served_is_refused_on_every_route(String vendor) {
        for (HttpResponse<String> answer : List.of(
                server.get("writer", "/deployments/databases/" + vendor),
                server.get("writer", "/databases/" + vendor + "/" + id),
                server.post("writer", "/deployments/databases/" + vendor, body("")),
                server.post("writer", "/deployments/databases/" + vendor + "/" + id + "/pause", ""))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("graphneo, graphtypedb");
        }
    }

    @Test
    void a_database_and_its_status_come_without_a_wrapper() {
        assertThat(server.get("reader", path).body()).startsWith("{\"id\":\"" + id + "\",\"organizationId\"");
        assertThat(server.get("reader", path + "/status").body()).isEqualTo("""
                        {"state":"running","needsRestart":false,"isPending":false,"isLocked":false,\
                        "underIncident":false,"lastHealthCheckStatus":{"lastCheckSecondsAgo":10,"status":"healthy"}}""");
    }

    @Test
    void every_reply_has_its_content_type() {
        for (String resource : List.of("", "/status", "/operations", "/credentials", "/nothing")) {
            assertThat(server.get("writer", path + resource).headers().firstValue("Content-Type"))
                    .contains("application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deployments/databases",
                "/databases",
                CREATE,
                "/databases/graphneo",
                "/deployments/environments/0000000000000000000000000000000b/databases",
                "/deployments/environments/00000000-0000-0000-0000-00000000000b/databases"
            })
    void every_list_shows_it(String list) {
        assertThat(server.get("reader", list).body())
                .startsWith("{\"databases\":[{\"id\":")
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deployments/databases/graphneo/",
                "/deployments/databases/",
                "/databases/",
                "/databases/graphneo/"
            })
    void every_alias_reaches_every_resource(String prefix) {
        for (String form : List.of(id, there.id().toString(), id.toUpperCase(Locale.ROOT))) {
            String alias = prefix + form;
            assertThat(server.get("reader", alias).statusCode()).isEqualTo(200);
            assertThat(server.get("reader", alias + "/status").statusCode()).isEqualTo(200);
            assertThat(server.get("reader", alias + "/operations").statusCode()).isEqualTo(200);
            assertThat(server.get("writer", alias + "/credentials").statusCode())
                    .isEqualTo(200);
            assertThat(server.send("writer", "PUT", alias + "/restart", "application/json", "{\"reset\":true}")
                            .body())
                    .startsWith("{\"stationIds\":[],\"reset\":true,\"operationId\":\"");
            assertThat(server.send("writer", "POST", alias + "/pause", "", "").statusCode())
                    .isEqualTo(202);
            assertThat(server.send("operator", "DELETE", alias + "?finalSnapshot=false", "", "")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(server.fleet().asked()).containsExactly("restart Test_db", "pause Test_db", "delete Test_db");
        }
    }

    @ParameterizedTest
    @CsvSource({"pause", "resume", "restart"})
    void every_command_answers_to_both_verbs_with_or_without_a_body(String command) {
        for (String verb : List.of("POST", "PUT")) {
            for (String body : List.of("", "{}")) {
                for (String type : List.of("", "application/json")) {
                    HttpResponse<String> answer = server.send(
                            "writer", verb, path + "/" + command, body.isEmpty() ? type : "application/json", body);
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                    assertThat(server.fleet().asked()).containsExactly(command + " Test_db");
                }
            }
        }
    }

    @Test
    void a_restart_echoes_the_stations_and_refuses_unknown_ones() {
        String station = Stations.only(there.id());

        assertThat(server.post("writer", path + "/restart", "{\"stationIds\":[\"" + station + "\"]}")
                        .body())
                .startsWith("{\"stationIds\":[\"" + station + "\"],\"reset\":false,\"operationId\":\"");
        server.fleet().asked();
        HttpResponse<String> refused = server.post("writer", path + "/restart", "{\"stationIds\":[\"x\"]}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("stationIds", station);
        assertThat(server.post("writer", path + "/restart", "{\"reset\":\"yes\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.fleet().asked()).isEmpty();
    }

    @Test
    void a_restart_by_form_is_understood() {
        assertThat(server.send("writer", "POST", path + "/restart", "application/x-www-form-urlencoded", "reset=true")
                        .body())
                .startsWith("{\"stationIds\":[],\"reset\":true");
    }

    @Test
    void a_database_of_another_engine_is_not_found_under_this_vendor() {
        for (String resource : List.of("", "/status", "/operations", "/credentials")) {
            assertThat(server.get("writer", "/deployments/databases/graphtypedb/" + id + resource)
                            .statusCode())
                    .isEqualTo(404);
        }
        for (String command : List.of("/pause", "/resume", "/restart")) {
            assertThat(server.post("writer", "/deployments/databases/graphtypedb/" + id + command, "")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(server.send("operator", "DELETE", "/deployments/databases/graphtypedb/" + id, "", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.fleet().asked()).isEmpty();
    }

    @Test
    void the_operations_of_a_deleted_database_can_still_be_read() {
        server.post("writer", path + "/pause", "");
        server.fleet().end(there.id());

        assertThat(server.get("reader", path).statusCode()).isEqualTo(404);
        String operations = server.get("reader", path + "/operations").body();
        assertThat(operations).startsWith("{\"operations\":[{\"id\":\"").contains("\"operationType\":\"pause\"");
        String operation =
                operations.substring(operations.indexOf("\"id\":\"") + 6, operations.indexOf("\"id\":\"") + 38);
        assertThat(server.get("reader", path + "/operations/" + operation).statusCode())
                .isEqualTo(200);
        assertThat(server.get("reader", "/operations/" + operation).statusCode())
                .isEqualTo(200);
        assertThat(server.get("foreigner", "/operations/" + operation).statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_operation_of_another_database_is_not_found_under_this_one() {
        DeploymentView other = server.fleet()
                .has(aDeployment().with(DeploymentId.random()).named("other").view());
        String answer =
                server.post("writer", CREATE + "/" + other.id() + "/pause", "").body();
        String operation = answer.substring(answer.lastIndexOf("operationId\":\"") + 14, answer.lastIndexOf('"'));

        assertThat(server.get("reader", path + "/operations/" + operation).statusCode())
                .isEqualTo(404);
        assertThat(server.get("reader", CREATE + "/" + other.id() + "/operations/" + operation)
                        .statusCode())
                .isEqualTo(200);
        server.fleet().end(other.id());
    }

    @Test
    void credentials_say_where_to_connect() {
        assertThat(server.get("writer", path + "/credentials").body())
                .isEqualTo("{\"username\":\"neo4j\",\"password\":\"s3cret\",\"uri\":\"neo4j://localhost:20001\"}");
        assertThat(server.get("reader", path + "/credentials").statusCode()).isEqualTo(403);
    }

    @Test
    void a_delete_that_asks_for_a_snapshot_first_deletes_nothing() {
        HttpResponse<String> answer = server.send("operator", "DELETE", path + "?finalSnapshot=true", "", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("finalSnapshot");
        assertThat(server.fleet().asked()).isEmpty();
        assertThat(server.send("writer", "DELETE", path, "", "").statusCode()).isEqualTo(403);
    }

    @Test
    void the_offer_is_listed_in_its_wrappers() {
        assertThat(server.get("reader", "/deployments/versions").body())
                .startsWith("{\"versions\":[{\"number\":\"4.4.16\",\"edition\":\"community\",\"vendor\":\"graphneo\","
                        + "\"default\":false,\"installed\":false}");
        assertThat(server.get("reader", "/deployments/plans").body())
                .startsWith("{\"plans\":[{\"id\":\"ds1\"")
                .doesNotContain("c7g.large");
        assertThat(server.get("reader", "/deployments/regions").body())
                .startsWith("{\"regions\":[{\"id\":\"eu-west-1\",\"name\":\"Ireland\",\"provider\":\"aws\"}")
                .doesNotContain("gcp");
    }

    @Test
    void a_machine_type_of_the_other_dialect_is_shown_as_plan() {
        server.fleet()
                .has(ADeployment.like(there)
                        .size("c2d-highcpu-2", 10, "standard-rwo", new Placement("gcp", "europe-west2"), true)
                        .with(status(ShownState.RUNNING))
                        .view());

        assertThat(server.get("reader", path).body()).contains("\"plan\":\"c2d-highcpu-2\"");
    }
}
