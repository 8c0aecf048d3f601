package io.graphstead.api.typedb;

import static io.graphstead.api.ADeployment.aDeployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.DialectServer;
import io.graphstead.fleet.BackupConfiguration;
import io.graphstead.fleet.BackupConfiguration.Frequency;
import io.graphstead.fleet.DeploymentChange;
import io.graphstead.fleet.DeploymentChange.Asked;
import io.graphstead.identity.Placement;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PATCH} of a cluster: contract §1, §4 and §6. */
class UpdateClusterTest {
    private static final String CLUSTERS = "/api/org/acme/projects/dev/clusters";
    private static final Placement LONDON = new Placement("aws", "eu-west-2");
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
        has(false, "c7g.large");
    }

    private static void has(boolean free, String machineType) {
        server.fleet()
                .has(aDeployment()
                        .named("orders")
                        .with(DialectServer.OLD_TYPEDB)
                        .size(machineType, 20, "gp2", LONDON, free)
                        .view());
        server.fleet().asked();
    }

    private static HttpResponse<String> patch(String json) {
        return server.send("writer", "PATCH", CLUSTERS + "/orders", "application/json", json.replace('\'', '"'));
    }

    private static DeploymentChange changed(String json) {
        HttpResponse<String> answer = patch(json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(server.fleet().asked()).containsExactly("update orders");
        return server.fleet().lastChange().orElseThrow();
    }

    private static void refused(String json, String code, String... words) {
        HttpResponse<String> answer = patch(json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"message\":\"");
        assertThat(List.of(words)).allSatisfy(word -> assertThat(answer.body()).contains(word));
        assertThat(server.fleet().asked()).as("nothing was asked of the fleet").isEmpty();
    }

    @Test
    void each_field_is_handed_on_and_the_rest_stays() {
        assertThat(changed("{'backupConfiguration':{'frequency':'daily','retentionDays':30}}"))
                .isEqualTo(new DeploymentChange(
                        Optional.empty(),
                        Optional.of(new BackupConfiguration(Frequency.DAILY, 30)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(changed("{'storageSizeGB':30}").storageGb()).hasValue(new Asked<>("storageSizeGB", 30));
        assertThat(changed("{'machineType':'c7g.xlarge'}").size())
                .hasValueSatisfying(size -> assertThat(size.value().id()).isEqualTo("c7g.xlarge"));
        has(false, "c7g.large");
        assertThat(changed("{'version':'3.12.3'}").release()).hasValue(new Asked<>("version", DialectServer.TYPEDB));
        has(false, "c7g.large");
        assertThat(changed("{'version':'latest'}").release())
                .as("the newest of its own engine")
                .hasValue(new Asked<>("version", DialectServer.TYPEDB));
    }

    @Test
    void all_of_them_at_once_answer_with_the_new_values() {
        HttpResponse<String> answer = patch("""
                {'id':'bills','storageSizeGB':1000,'machineType':'c7g.xlarge','version':'3.12.3',\
                'backupConfiguration':{'frequency':'hourly'}}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                {"id":"bills","serverCount":1,"storageSizeGB":1000,"isFree":false,"status":"updating",\
                "createdAt":784111777000,"organization":"acme","project":"dev","version":"3.12.3",\
                "provider":"aws","region":"eu-west-2","machineType":"c7g.xlarge","storageType":"gp2",\
                "servers":[{"address":"localhost:20001","status":"pending"}],\
                "backupConfiguration":{"frequency":"hourly","retentionDays":7},"engine":"typedb"}""");
    }

    @Test
    void what_restarts_nothing_is_answered_running() {
        assertThat(patch("{'storageSizeGB':21,'backupConfiguration':{'frequency':'disabled'}}")
                        .body())
                .contains("\"storageSizeGB\":21", "\"status\":\"running\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'storageSizeGB':20}",
                "{'machineType':'c7g.large'}",
                "{'version':'3.11.5'}",
                "{'id':'orders'}",
                "{'id':'orders','storageSizeGB':20,'machineType':'c7g.large','version':'3.11.5'}"
            })
    void what_it_has_already_is_no_change_and_no_mistake(String json) {
        DeploymentChange change = changed(json);

        assertThat(change.size()).isEmpty();
        assertThat(change.release()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{'id':null}", "{'id':null,'version':null,'backupConfiguration':null}"})
    void an_update_of_nothing_is_refused(String json) {
        refused(json, "EMPTY_UPDATE", "id, backupConfiguration, storageSizeGB, machineType, version");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'Upper'} | INVALID_CLUSTER_ID",
                "{'id':''} | INVALID_CLUSTER_ID",
                "{'id':1} | INVALID_FIELD",
                "{'storageSizeGB':9} | STORAGE_OUT_OF_RANGE",
                "{'storageSizeGB':1001} | STORAGE_OUT_OF_RANGE",
                "{'storageSizeGB':-1} | STORAGE_OUT_OF_RANGE",
                "{'storageSizeGB':20.5} | INVALID_FIELD",
                "{'storageSizeGB':'30'} | INVALID_FIELD",
                "{'machineType':'c2d-highcpu-2'} | UNKNOWN_MACHINE_TYPE",
                "{'machineType':'ds1'} | UNKNOWN_MACHINE_TYPE",
                "{'machineType':['c7g.xlarge']} | INVALID_FIELD",
                "{'version':'3.0.6'} | UNKNOWN_VERSION",
                "{'version':'neo4j-2026.08.1'} | UNKNOWN_VERSION",
                "{'version':'9.9.9'} | UNKNOWN_VERSION",
                "{'version':3} | INVALID_FIELD",
                "{'backupConfiguration':{'frequency':'weekly'}} | INVALID_BACKUP_CONFIGURATION",
                "{'backupConfiguration':{'retentionDays':7}} | MISSING_FIELD",
                "{'backupConfiguration':'daily'} | INVALID_FIELD",
                "{'backupConfiguration':[]} | INVALID_FIELD",
                "{'region':'eu-west-2'} | UNKNOWN_FIELD",
                "{'isFree':true} | UNKNOWN_FIELD",
                "{'serverCount':1} | UNKNOWN_FIELD",
                "{'storageSizeGb':30} | UNKNOWN_FIELD",
                "{'storageSizeGB':30,'extra':1} | UNKNOWN_FIELD",
                "[] | MALFORMED_REQUEST",
                "[{'id':'a'}] | MALFORMED_REQUEST",
                "12 | MALFORMED_REQUEST",
                "{'id':'a' | MALFORMED_REQUEST",
                "{'id':'a','id':'b'} | MALFORMED_REQUEST"
            })
    void what_cannot_be_is_refused_by_the_code_of_its_rule(String json, String code) {
        refused(json, code);
    }

    @Test
    void a_free_one_stays_within_what_is_free() {
        has(true, "c7g.large");

        refused("{'storageSizeGB':30}", "FREE_CLUSTER_LIMIT", "at most 10");
        refused("{'machineType':'c7g.xlarge'}", "FREE_CLUSTER_LIMIT", "choose c7g.large");
        refused("{'backupConfiguration':{'frequency':'daily'}}", "FREE_CLUSTER_LIMIT", "disabled");
    }

    @Test
    void one_that_the_other_dialect_made_moves_among_plans() {
        has(false, "ds1");

        assertThat(changed("{'machineType':'ds2'}").size())
                .hasValueSatisfying(size -> assertThat(size.value().id()).isEqualTo("ds2"));
        has(false, "ds1");
        refused("{'machineType':'c7g.xlarge'}", "UNKNOWN_MACHINE_TYPE", "one of ds1, ds2");
    }

    @Test
    void access_comes_before_fields_and_the_cluster_before_them_too() {
        assertThat(server.send("reader", "PATCH", CLUSTERS + "/orders", "application/json", "{")
                        .body())
                .startsWith("{\"code\":\"ACCESS_LEVEL_TOO_LOW\"");
        assertThat(server.send("writer", "PATCH", CLUSTERS + "/nothing", "application/json", "{")
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> form = server.send(
                "writer", "PATCH", CLUSTERS + "/orders", "application/x-www-form-urlencoded", "storageSizeGB=30");
        assertThat(form.statusCode()).isEqualTo(415);
        assertThat(form.body()).startsWith("{\"code\":\"UNSUPPORTED_MEDIA_TYPE\"");
    }

    @Test
    void every_family_of_paths_updates() {
        for (String family : List.of("/api/team/acme/spaces/dev/clusters", "/api/v1/team/acme/spaces/dev/clusters")) {
            HttpResponse<String> answer =
                    server.send("writer", "PATCH", family + "/orders", "application/json", "{\"storageSizeGB\":20}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"teamID\":\"acme\",\"spaceID\":\"dev\"");
        }
    }
}
