package io.graphstead.api.graphenedb;

import static io.graphstead.api.ADeployment.aDeployment;
import static io.graphstead.api.ADeployment.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.api.ADeployment;
import io.graphstead.api.DialectServer;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.ShownState;
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

    @Test
    void each_vendor_has_the_databases_of_its_engine_and_its_own_default_version() throws Exception {
        String typeDbs = "/deployments/databases/graphtypedb";
        assertThat(server.get("writer", typeDbs).body()).isEqualTo("{\"databases\":[]}");
        HttpResponse<String> answer = server.post("writer", typeDbs, "{\"name\":\"made\",\"plan\":\"ds2\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body())
                .contains("\"version\":{\"number\":\"3.12.3\",\"edition\":\"community\",\"vendor\":\"graphtypedb\"}");
        assertThat(server.get("writer", typeDbs).body()).contains("\"name\":\"made\"");
        assertThat(server.get("writer", "/deployments/databases/graphneo").body())
                .doesNotContain("\"name\":\"made\"");
        String made = new ObjectMapper()
                .readTree(answer.body())
                .get("database")
                .get("id")
                .asText();
        assertThat(server.get("writer", "/deployments/databases/graphneo/" + made)
                        .statusCode())
                .isEqualTo(404);
        for (String path : List.of(typeDbs + "/" + made, "/databases/" + made, "/deployments/databases/" + made)) {
            assertThat(server.get("writer", path).statusCode()).as(path).isEqualTo(200);
        }
        server.fleet().end(new DeploymentId(Ids.parse(made).orElseThrow()));
        server.fleet().asked();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ongdb", "neo4j", "nonsense"})
    void a_vendor_that_is_not_served_is_refused_on_every_route(String vendor) {
        for (HttpResponse<String> answer : List.of(
                server.get("writer", "/deployments/databases/" + vendor),
                server.get("writer", "/databases/" + vendor + "/" + id),
                server.post("writer", "/deployments/databases/" + vendor, "{\"name\":\"made\",\"plan\":\"ds2\"}"),
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
    void what_is_not_there_is_named_as_it_was_asked_for() {
        String alias = "/databases/" + path.substring(path.lastIndexOf('/') + 1) + "/nothing";
        assertThat(server.get("writer", alias).body()).contains("nothing at " + alias);
    }

    @Test
    void credentials_say_where_to_connect() {
        assertThat(server.get("writer", path + "/credentials").body())
                .isEqualTo("{\"username\":\"neo4j\",\"password\":\"s3cret\",\"uri\":\"neo4j+s://localhost:20001\"}");
        assertThat(server.get("reader", path + "/credentials").statusCode()).isEqualTo(403);
    }

    @Test
    void a_delete_that_asks_for_a_snapshot_first_asks_for_that() {
        assertThat(server.send("writer", "DELETE", path + "?finalSnapshot=true", "", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.fleet().asked()).isEmpty();
        HttpResponse<String> answer = server.send("operator", "DELETE", path + "?finalSnapshot=true", "", "");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"operationId\"");
        assertThat(server.fleet().asked()).singleElement().asString().startsWith("final_snapshot ");
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
