package io.graphstead.api.graphenedb;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.ADeployment;
import io.graphstead.api.DialectServer;
import io.graphstead.fleet.NewDeployment;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The create row of contract §3. */
class CreateDatabaseTest {
    private static final String CREATE = "/deployments/databases/graphneo";
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
    void nothingAskedYet() {
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
}
