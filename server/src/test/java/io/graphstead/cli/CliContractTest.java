package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.cli.FakeServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command sends and shows, and what it makes of answers that a running server gives rarely. */
class CliContractTest {
    private static final String ORDERS = "0".repeat(31) + "1";
    private static final String SHOP = "0".repeat(31) + "2";
    private static final String ACME = "0".repeat(31) + "3";
    private static final String THING = "0".repeat(31) + "4";
    private static final String OPERATION = "0".repeat(31) + "5";
    private static final String DB = "/databases/" + ORDERS;
    private static final String ENVIRONMENT = "/deployments/environments/" + SHOP;
    private static final String ORGANIZATION = "/organizations/" + ACME;

    @TempDir
    Path folder;

    private FakeServer server;
    private Cli cli;

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer(folder);
        String database = """
                {"id":"%s","name":"orders","environmentId":"%s","plan":"ds1","connectionUrl":"neo4j+s://h:7687",
                 "version":{"number":"5.26.30","edition":"community","vendor":"graphneo"},
                 "status":{"state":"running","needsRestart":true,"isPending":false,"isLocked":false,"underIncident":false},
                 "enabledExtrasKinds":["READ_REPLICA_C"]}""".formatted(ORDERS, SHOP);
        server.on("POST /organizations/oauth/token", 201, token("first"))
                .on("GET /deployments/databases", 200, "{\"databases\":[" + database + "]}")
                .on("GET " + DB, 200, database)
                .on("GET " + DB + "/status", 200, "{\"state\":\"running\",\"needsRestart\":true}")
                .on(
                        "GET /deployments/environments",
                        200,
                        "{\"environments\":[{\"id\":\"%s\",\"label\":\"Shop\",\"slug\":\"shop\",\"grantType\":\"staging\",\"organizationId\":\"%s\"}]}"
                                .formatted(SHOP, ACME))
                .on(
                        "GET /organizations",
                        200,
                        "{\"organizations\":[{\"id\":\"%s\",\"name\":\"Acme\",\"slug\":\"acme\",\"quota\":{\"databases\":7,\"storageGB\":null}}]}"
                                .formatted(ACME));
        cli = Cli.in(folder.resolve("home"))
                .with(Map.of(
                        "GRAPHSTEAD_URL", server.address().toString(),
                        "GRAPHSTEAD_CA_FILE", server.ca().toString(),
                        "GRAPHSTEAD_CLIENT_ID", "someone",
                        "GRAPHSTEAD_CLIENT_SECRET", "s3cret"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String token(String value) {
        return "{\"access_token\":\"" + value + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
    }

    private static String finished(String status) {
        return """
                {"id":"%s","operationType":"plan-change","startedAt":"1700000000","status":"%s","nextOperationId":"",
                 "durationInSeconds":3,"error":"the disk is full","steps":[{"name":"stop","status":"finished","progress":1}]}"""
                .formatted(OPERATION, status);
    }

    /** Command; what it sends to change something; what the server answers. */
    static Stream<Arguments> changes() {
        String accepted = "{\"operationId\":\"" + OPERATION + "\"}";
        String withDatabase =
                "{\"database\":{\"id\":\"" + ORDERS + "\",\"name\":\"orders\"},\"operationId\":\"" + OPERATION + "\"}";
        return Stream.of(
                change("db rename orders sales", "PUT " + DB, "{\"name\":\"sales\"}", 200, "{\"id\":\"" + ORDERS + "\"}"),
                change("db resize orders ds2", "POST " + DB + "/plan/change", "{\"targetPlanName\":\"ds2\"}", 202, accepted),
                change(
                        "db upgrade orders 2026.08.1",
                        "POST " + DB + "/version/change",
                        "{\"targetVersion\":\"2026.08.1\"}",
                        202,
                        accepted),
                change(
                        "db extras orders --set READ_REPLICA_C",
                        "POST " + DB + "/extras",
                        "{\"enabledExtrasKinds\":[\"READ_REPLICA_C\"]}",
                        202,
                        accepted),
                change("db extras orders --none", "POST " + DB + "/extras", "{\"enabledExtrasKinds\":[]}", 202, accepted),
                change(
                        "db protect orders",
                        "PUT " + DB + "/protection",
                        "{\"terminationProtected\":true}",
                        200,
                        "{\"terminationProtected\":true}"),
                change(
                        "db unprotect " + ORDERS,
                        "PUT " + DB + "/protection",
                        "{\"terminationProtected\":false}",
                        200,
                        "{\"terminationProtected\":false}"),
                change("db pause orders --project shop", "POST " + DB + "/pause", "{}", 202, withDatabase),
                change("db delete orders --yes", "DELETE " + DB, "", 202, withDatabase),
                change(
                        "operation cancel " + OPERATION,
                        "DELETE " + DB + "/operations/" + OPERATION,
                        "",
                        202,
                        accepted),
                change(
                        "org update acme --memory-mb 4096",
                        "PUT " + ORGANIZATION,
                        "{\"quota\":{\"databases\":7,\"memoryMB\":4096}}",
                        200,
                        "{\"id\":\"" + ACME + "\"}"),
                change("org delete acme --yes", "DELETE " + ORGANIZATION, "", 204, ""),
                change(
                        "org member invite ada@example.org --role operator --grant-type staging",
                        "POST " + ORGANIZATION + "/members",
                        "{\"email\":\"ada@example.org\",\"role\":\"operator\",\"grantTypes\":[\"staging\"]}",
                        201,
                        "{\"id\":\"" + THING + "\",\"invitationUrl\":\"https://h/join/abc\"}"),
                change(
                        "org member update ada@example.org --role reader",
                        "PUT " + ORGANIZATION + "/members/" + THING,
                        "{\"role\":\"reader\"}",
                        200,
                        "{\"id\":\"" + THING + "\"}"),
                change(
                        "org member remove ada@example.org --yes",
                        "DELETE " + ORGANIZATION + "/members/" + THING,
                        "",
                        204,
                        ""),
                change("project delete shop --yes", "DELETE " + ENVIRONMENT, "", 204, ""),
                change(
                        "project rule add shop office 10.0.0.0/8",
                        "POST " + ENVIRONMENT + "/network-rules",
                        "{\"ipRange\":\"10.0.0.0/8\",\"label\":\"office\"}",
                        201,
                        "{\"id\":\"" + THING + "\"}"),
                change(
                        "project rule remove shop office --yes",
                        "DELETE " + ENVIRONMENT + "/network-rules/" + THING,
                        "",
                        204,
                        ""),
                change(
                        "api-client update job --org-role administrator",
                        "PUT " + ORGANIZATION + "/api-clients/" + THING,
                        "{\"grants\":[{\"organizationId\":\"" + ACME + "\",\"role\":\"administrator\"}]}",
                        200,
                        "{\"clientId\":\"" + THING + "\"}"),
                change(
                        "engine install-on-server neo4j 5.26.30",
                        "POST /engines/neo4j/releases/5.26.30/install",
                        "{}",
                        202,
                        accepted),
                change(
                        "db plugin remove orders apoc --yes",
                        "DELETE " + DB + "/plugins/" + THING,
                        "",
                        204,
                        ""));
    }

    private static Arguments change(String command, String request, String body, int status, String answer) {
        return Arguments.of(command, request, body, status, answer);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void it_sends_what_the_contract_says(String command, String request, String body, int status, String answer)
            throws Exception {
        things();
        server.on(request, status, answer);
        cli.run(command.split(" ")).done();
        assertThat(server.changes()).hasSize(1);
        String sent = server.changes().getFirst();
        assertThat(sent).startsWith(request);
        var json = new ObjectMapper();
        assertThat(json.readTree(sent.substring(request.length()))).isEqualTo(json.readTree(body));
    }

    /** What is looked up by its name. */
    private void things() {
        server.on(
                        "GET " + ORGANIZATION + "/members",
                        200,
                        "{\"members\":[{\"memberId\":\"%s\",\"email\":\"ada@example.org\",\"role\":\"operator\",\"grantTypes\":[\"staging\"]}]}"
                                .formatted(THING))
                .on(
                        "GET " + ENVIRONMENT + "/network-rules",
                        200,
                        "{\"networkRules\":[{\"id\":\"%s\",\"label\":\"office\",\"ipRange\":\"10.0.0.0/8\"}]}".formatted(THING))
                .on(
                        "GET " + ORGANIZATION + "/api-clients",
                        200,
                        "{\"apiClients\":[{\"clientId\":\"%s\",\"label\":\"job\",\"grants\":[]}]}".formatted(THING))
                .on(
                        "GET " + DB + "/plugins",
                        200,
                        "{\"plugins\":[{\"id\":\"%s\",\"name\":\"apoc\",\"createdAt\":\"Sun, 06 Nov 1994 08:49:37 GMT\"}]}"
                                .formatted(THING))
                .on("GET " + ENVIRONMENT + "/databases", 200, "{\"databases\":[{\"id\":\"" + ORDERS + "\",\"name\":\"orders\"}]}")
                .on("GET " + DB + "/operations/" + OPERATION, 200, finished("started"));
    }

    @Test
    void a_list_is_a_table_that_scripts_can_cut() {
        things();
        assertThat(cli.run("org", "member", "list").done().out().lines())
                .containsExactly(
                        "EMAIL            ROLE      TYPES    STATUS  ID",
                        "ada@example.org  operator  staging          " + THING);
        assertThat(cli.run("db", "plugin", "list", "orders", "-q").done().line()).isEqualTo(THING);
        assertThat(cli.run("project", "rule", "list", "shop", "-o", "json").done().json().at("/networkRules/0/label").asText())
                .isEqualTo("office");
        assertThat(cli.run("db", "extras", "orders").done().line()).isEqualTo("READ_REPLICA_C");
        assertThat(cli.run("db", "list").done().out().lines())
                .contains("orders  running (needs restart)  neo4j 5.26.30  ds1   shop     neo4j+s://h:7687  " + ORDERS);
    }

    @Test
    void the_configuration_is_changed_without_losing_what_was_there() {
        server.on(
                        "GET " + DB + "/settings/config",
                        200,
                        """
                        {"configuration":[{"key":"a","value":"1","secret":false},{"key":"token","value":"****","secret":true}]}""")
                .on("PUT " + DB + "/settings/config", 200, "{\"configuration\":[]}");
        Cli.Run set = cli.run("db", "config", "set", "orders", "b=x=y").done();
        assertThat(set.err()).contains("it holds after a restart: graphstead db restart orders");
        cli.run("db", "config", "unset", "orders", "a").done();
        cli.with(Typist.typing("hidden")).run("db", "config", "set", "orders", "--secret", "token").done();
        assertThat(server.changes())
                .containsExactly(
                        "PUT " + DB + "/settings/config {\"configuration\":[{\"key\":\"a\",\"value\":\"1\",\"secret\":false},"
                                + "{\"key\":\"token\",\"value\":\"****\",\"secret\":true},"
                                + "{\"key\":\"b\",\"value\":\"x=y\",\"secret\":false}]}",
                        "PUT " + DB + "/settings/config {\"configuration\":[{\"key\":\"token\",\"value\":\"****\",\"secret\":true}]}",
                        "PUT " + DB + "/settings/config {\"configuration\":[{\"key\":\"a\",\"value\":\"1\",\"secret\":false},"
                                + "{\"key\":\"token\",\"value\":\"hidden\",\"secret\":true}]}");
        assertThat(cli.run("db", "config", "get", "orders", "a").done().line()).isEqualTo("1");
        assertThat(cli.run("db", "config", "set", "orders", "token=abc").endedWith(2).err())
                .contains("token is secret", "--secret token")
                .doesNotContain("abc");
        assertThat(cli.run("db", "config", "set", "orders", "--secret", "token=abc").endedWith(2).err())
                .contains("--secret takes the key only")
                .doesNotContain("abc");
        assertThat(server.changes()).hasSize(3);
    }

    @Test
    void the_configuration_is_replaced_by_what_get_has_shown() throws Exception {
        server.on("PUT " + DB + "/settings/config", 200, "{\"configuration\":[]}");
        Path file = Files.writeString(folder.resolve("config.json"), "{\"configuration\":[]}");
        assertThat(cli.run("db", "config", "replace", "orders", "--file", file.toString()).endedWith(2).err())
                .contains("--yes");
        cli.run("db", "config", "replace", "orders", "--yes", "--file", file.toString()).done();
        assertThat(server.changes()).containsExactly("PUT " + DB + "/settings/config {\"configuration\":[]}");
    }

    @Test
    void a_plugin_is_uploaded_as_a_form() throws Exception {
        server.on("POST " + DB + "/plugins", 201, "{\"id\":\"" + THING + "\",\"name\":\"apoc\"}");
        Path jar = Files.writeString(folder.resolve("apoc-5.jar"), "PK-content");
        assertThat(cli.run("db", "plugin", "add", "orders", jar.toString(), "--name", "apoc").done().out())
                .contains("plugin apoc is stored");
        FakeServer.Request upload = server.requests().stream()
                .filter(request -> request.target().endsWith("/plugins"))
                .findFirst()
                .orElseThrow();
        assertThat(upload.contentType()).startsWith("multipart/form-data; boundary=");
        assertThat(upload.body())
                .contains(
                        "name=\"name\"\r\n\r\napoc\r\n", "name=\"file\"; filename=\"apoc-5.jar\"", "\r\n\r\nPK-content\r\n--")
                .endsWith("--\r\n");
        assertThat(cli.run("db", "plugin", "add", "orders", folder.resolve("none.jar").toString()).endedWith(2).err())
                .contains("there is no file");
    }

    @Test
    void logs_are_shown_and_followed() {
        server.on("GET " + DB + "/logs", new Answer(200, "text/plain", "one\ntwo\n"))
                .on("GET " + DB + "/logs", new Answer(200, "text/event-stream", "id: 1\ndata: one\n\n: alive\n\ndata: two\n\n"));
        assertThat(cli.run("db", "logs", "orders", "-n", "2").done().out().lines()).containsExactly("one", "two");
        assertThat(cli.run("db", "logs", "-f", "orders").done().out().lines()).containsExactly("one", "two");
        assertThat(server.requests().stream().map(FakeServer.Request::target))
                .contains(DB + "/logs?lines=2", DB + "/logs?follow=true");
        assertThat(cli.run("db", "logs", "orders", "-n", "0").endedWith(2).err()).contains("at least 1");
    }

    @Test
    void metrics_come_in_both_forms() {
        server.on("GET " + DB + "/metrics", 200, "{\"memory\":{\"usedMB\":12},\"uptimeSeconds\":7}")
                .on("GET " + DB + "/metrics", new Answer(200, "text/plain", "graphstead_up 1\n"));
        assertThat(cli.run("db", "metrics", "orders").done().out().lines())
                .containsExactly("memory.usedMB  12", "uptimeSeconds  7");
        assertThat(cli.run("db", "metrics", "orders", "--prometheus").done().line()).isEqualTo("graphstead_up 1");
    }

    @Test
    void the_audit_log_is_filtered_and_exported() {
        server.on("GET " + ORGANIZATION + "/audit", 200, """
                        {"events":[{"id":"e","at":"2026-11-22T10:00:00Z","actor":"ada","action":"delete","resource":"orders",
                          "outcome":"refused"}]}""")
                .on("GET " + ORGANIZATION + "/audit", new Answer(200, "application/x-ndjson", "{\"id\":\"e\"}\n"));
        assertThat(cli.run("org", "audit", "--actor", "ada@x", "--since", "2026-11-22T00:00:00Z").done().out())
                .contains("ada    delete  orders    refused");
        assertThat(cli.run("org", "audit", "--ndjson").done().line()).isEqualTo("{\"id\":\"e\"}");
        assertThat(server.requests().stream().map(FakeServer.Request::target))
                .contains(ORGANIZATION + "/audit?since=2026-11-22T00%3A00%3A00Z&actor=ada%40x");
    }

    @Test
    void a_new_password_is_shown_after_its_operation() {
        server.on("POST " + DB + "/credentials/reset", 202, "{\"operationId\":\"" + OPERATION + "\"}")
                .on("GET /operations/" + OPERATION, 200, finished("finished"))
                .on("GET " + DB + "/credentials", 200, "{\"username\":\"neo4j\",\"password\":\"new\",\"uri\":\"neo4j+s://h:1\"}");
        assertThat(cli.run("db", "reset-password", "orders").endedWith(2).err()).contains("--yes");
        assertThat(cli.run("db", "reset-password", "orders", "--yes").done().out()).contains("password  new");
    }

    @Test
    void engines_are_listed_with_what_they_need() {
        server.on("GET /engines", 200, """
                {"releases":[{"engine":"neo4j","version":"5.26.30","edition":"community","installed":true,"installable":true},
                             {"engine":"neo4j","version":"5.26.31","edition":"enterprise","installed":false,"installable":false}]}""");
        assertThat(cli.run("engine", "list").done().out().lines())
                .anyMatch(line -> line.matches("neo4j 5.26.30 +community +installed"))
                .anyMatch(line -> line.matches("neo4j 5.26.31 +enterprise +to be installed from the vendor's archive"));
    }

    @Test
    void an_operation_that_fails_ends_with_3_and_its_error() {
        server.on("POST " + DB + "/plan/change", 202, "{\"operationId\":\"" + OPERATION + "\"}")
                .on("GET /operations/" + OPERATION, 503, "{\"error\":\"starting\"}")
                .on("GET /operations/" + OPERATION, 200, finished("failed"));
        Cli.Run failed = cli.run("db", "resize", "orders", "ds2", "--wait").endedWith(3);
        assertThat(failed.err()).contains("plan-change failed: the disk is full", OPERATION);
        assertThat(failed.out()).isEmpty();
    }

    @Test
    void operations_that_follow_are_waited_for_too() {
        String first = finished("finished").replace("\"nextOperationId\":\"\"", "\"nextOperationId\":\"" + THING + "\"");
        server.on("GET /operations/" + OPERATION, 200, first).on("GET /operations/" + THING, 200, finished("failed"));
        cli.run("operation", "wait", OPERATION).endedWith(3);
        assertThat(cli.run("operation", "wait", "../x").endedWith(2).err()).contains("not an operation's id");
    }

    @Test
    void a_token_that_was_refused_is_renewed_once() {
        server.forget("POST /organizations/oauth/token")
                .on("POST /organizations/oauth/token", 201, token("first"))
                .on("POST /organizations/oauth/token", 201, token("second"))
                .on("GET /deployments/plans", 401, "{\"error\":\"the token has ended\"}")
                .on("GET /deployments/plans", 200, "{\"plans\":[{\"id\":\"ds1\"}]}");
        assertThat(cli.run("catalog", "plans", "-q").done().line()).isEqualTo("ds1");
        assertThat(server.requests().stream().flatMap(request -> request.authorization().stream()))
                .containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void a_profile_keeps_its_token_until_it_ends() {
        server.on("GET /deployments/plans", 200, "{\"plans\":[]}");
        Cli user = cli.with(Typist.piping("s3cret"));
        user.run("login", "--client-id", "me", "--secret-file", "-").done();
        user.run("catalog", "plans").done();
        user.run("catalog", "plans").done();
        assertThat(server.requests().stream().filter(request -> request.target().contains("token")))
                .hasSize(1);
        user.run("login", "--profile", "short", "--client-id", "me", "--secret-file", "-").done();
        server.forget("POST /organizations/oauth/token")
                .on("POST /organizations/oauth/token", 201, token("x").replace("3600", "30"));
        user.run("login", "--profile", "short", "--client-id", "me", "--secret-file", "-").done();
        user.run("catalog", "plans").done();
        assertThat(server.requests().stream().filter(request -> request.target().contains("token")))
                .as("a token that ends within a minute is not used any more")
                .hasSize(4);
    }

    @Test
    void a_person_signs_in_and_is_told_when_it_is_over() {
        server.on("POST /people/token", 201, token("p")).on("GET /deployments/plans", 401, "{\"error\":\"it has ended\"}");
        Cli ada = cli.with(Typist.typing("pass word"));
        ada.run("login", "--email", "ada@example.org", "--code", "123456").done();
        assertThat(server.requests().getLast().body()).isEqualTo("email=ada%40example.org&password=pass%20word&code=123456");
        assertThat(ada.run("catalog", "plans").endedWith(1).err()).contains("has ended", "--email ada@example.org");
    }

    @Test
    void faults_of_the_server_name_the_request_and_strange_answers_end_with_4() {
        server.on("GET /deployments/plans", 500, "{\"error\":\"something broke\"}")
                .on("GET /deployments/regions", new Answer(200, "text/html", "<html>"))
                .on("GET /deployments/versions", new Answer(502, "text/html", "<html>"));
        assertThat(cli.run("catalog", "plans").endedWith(1).err()).contains("something broke (request request-");
        assertThat(cli.run("catalog", "regions").endedWith(4).err()).contains("speaks no JSON");
        assertThat(cli.run("catalog", "versions").endedWith(1).err()).contains("gave no reason (status 502)");
    }

    @Test
    void no_secret_is_shown_by_debug() {
        server.on("GET /deployments/plans", 200, "{\"plans\":[]}");
        Cli.Run run = cli.run("catalog", "plans", "--debug").done();
        assertThat(run.err()).contains("debug: POST", "debug: GET", "request-1").doesNotContain("s3cret", "first");
    }

    @Test
    void secrets_are_refused_on_the_command_line() {
        List<Cli.Run> runs = new ArrayList<>();
        for (String option : List.of("--secret=s3", "--client-secret=s3", "--password=s3", "--token=s3")) {
            runs.add(cli.run("login", "--url", server.address().toString(), option));
        }
        runs.add(cli.run("db", "list", "--password=s3"));
        assertThat(runs).allSatisfy(run -> assertThat(run.endedWith(2).err()).doesNotContain("s3 ", "=s3"));
        assertThat(runs.getFirst().err()).contains("a secret on the command line", "--secret-file");
        assertThat(server.requests()).isEmpty();
    }
}
