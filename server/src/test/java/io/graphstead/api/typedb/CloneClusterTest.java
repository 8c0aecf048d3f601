package io.graphstead.api.typedb;

import static io.graphstead.api.ADeployment.aDeployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.ADeployment;
import io.graphstead.api.DialectServer;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.NewClone;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Placement;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST …/clone} of a cluster: contract §1. */
class CloneClusterTest {
    private static final String CLUSTERS = "/api/org/acme/projects/dev/clusters";
    private static DialectServer server;

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
        server.fleet()
                .has(aDeployment()
                        .named("orders")
                        .with(DialectServer.TYPEDB)
                        .size("c7g.large", 20, "gp2", new Placement("aws", "eu-west-2"), false)
                        .view());
        server.fleet().asked();
    }

    private static HttpResponse<String> clone(String caller, String family, String json) {
        return server.post(caller, family + "/orders/clone", json.replace('\'', '"'));
    }

    @Test
    void the_answer_is_the_new_cluster_on_every_family_of_paths() {
        for (String family :
                List.of(CLUSTERS, "/api/team/acme/spaces/dev/clusters", "/api/v1/team/acme/spaces/dev/clusters")) {
            HttpResponse<String> answer = clone("writer", family, "{'id':'copy-1'}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("{\"id\":\"copy-1\",")
                    .contains(
                            "\"status\":\"starting\"",
                            "\"servers\":[{\"address\":\"localhost:20001\",\"status\":\"pending\"}]");
            NewClone wanted = server.fleet().lastClone().orElseThrow();
            assertThat(wanted.project()).isEqualTo(ADeployment.DEV);
            assertThat(wanted.password()).as("that of the source").isEqualTo(FirstPassword.AS_IT_IS);
            assertThat(wanted.size()).isEmpty();
            assertThat(wanted.release()).isEmpty();
            assertThat(wanted.place()).isEmpty();
            assertThat(clone("writer", family, "{'id':'copy-1'}").statusCode()).isEqualTo(409);
            server.fleet()
                    .end(server.fleet()
                            .byClusterId(new Caller.Installation(), ADeployment.DEV, "copy-1")
                            .id());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | MISSING_FIELD",
                "{'id':null} | MISSING_FIELD",
                "{'id':'Upper'} | INVALID_CLUSTER_ID",
                "{'id':['a']} | INVALID_FIELD",
                "{'id':'a','region':'eu-west-2'} | UNKNOWN_FIELD",
                "[] | MALFORMED_REQUEST",
                "'' | MISSING_FIELD"
            })
    void what_cannot_be_is_refused_by_the_code_of_its_rule(String json, String code) {
        HttpResponse<String> answer = clone("writer", CLUSTERS, json);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"message\":\"");
        assertThat(server.fleet().asked()).isEmpty();
    }

    @Test
    void it_needs_write_and_a_source_that_is_there() {
        assertThat(clone("reader", CLUSTERS, "{").statusCode()).isEqualTo(403);
        assertThat(clone("stranger", CLUSTERS, "{").statusCode()).isEqualTo(404);
        assertThat(server.post("writer", CLUSTERS + "/nothing/clone", "{\"id\":\"copy\"}")
                        .statusCode())
                .isEqualTo(404);
    }
}
