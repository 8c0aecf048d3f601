package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.cli.FakeServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What commands show of what the server answers, and of what it answers rarely. */
class CommandAnswersTest extends AgainstFakeServer {
    @Test
    void a_list_is_a_table_that_scripts_can_cut() {
        things();
        assertThat(cli.run("org", "member", "list").done().out().lines())
                .containsExactly(
                        "EMAIL            ROLE      TYPES    STATUS  ID",
                        "ada@example.org  operator  staging          " + THING);
        assertThat(cli.run("db", "plugin", "list", "orders", "-q").done().line())
                .isEqualTo(THING);
        assertThat(cli.run("project", "rule", "list", "shop", "-o", "json")
                        .done()
                        .json()
                        .at("/networkRules/0/label")
                        .asText())
                .isEqualTo("office");
        assertThat(cli.run("db", "extras", "orders").done().line()).isEqualTo("READ_REPLICA_C");
        assertThat(cli.run("db", "list").done().out().lines())
                .contains("orders  running (needs restart)  neo4j 5.26.30  ds1   shop     neo4j+s://h:7687  " + ORDERS);
    }

    @Test
    void a_typedb_database_is_shown_made_and_reached_as_such() {
        String typeDb = """
                {"id":"%s","name":"orders","environmentId":"%s","plan":"ds1","connectionUrl":"http://h:1729",
                 "httpPort":%d,"version":{"number":"3.12.3","edition":"community","vendor":"graphtypedb"},
                 "status":{"state":"running"}}""";
        server.forget("GET " + DB)
                .forget("GET /deployments/databases")
                .on("GET " + DB, 200, typeDb.formatted(ORDERS, SHOP, 8000))
                .on("GET /deployments/databases", 200, "{\"databases\":[" + typeDb.formatted(ORDERS, SHOP, 8000) + "]}")
                .on(
                        "GET " + DB + "/credentials",
                        200,
                        "{\"username\":\"admin\",\"password\":\"password\",\"uri\":\"http://h:1729\"}")
                .on(
                        "POST /deployments/databases/graphtypedb",
                        202,
                        "{\"database\":" + typeDb.formatted(ORDERS, SHOP, 8000) + ",\"operationId\":\"" + OPERATION
                                + "\"}");

        assertThat(cli.run("db", "list").done().out()).contains("typedb 3.12.3");
        cli.run("db", "create", "orders", "--plan", "ds1", "--engine", "typedb", "--version", "3.12.3")
                .done();
        assertThat(server.changes().getLast())
                .startsWith("POST /deployments/databases/graphtypedb {")
                .contains("\"version\":\"3.12.3\"");
        assertThat(cli.run("db", "connect", "orders").done().out())
                .contains(
                        "http://h:1729",
                        "curl 'http://h:8000/v1/signin' --json '{\"username\": \"admin\", \"password\": \"PASSWORD\"}'")
                .doesNotContain("GraphDatabase");
        assertThat(cli.run("db", "connect", "orders", "--show-password").done().out())
                .contains("\"password\": \"password\"");
        assertThat(cli.run("db", "credentials", "orders", "-o", "json")
                        .done()
                        .json()
                        .path("username")
                        .asText())
                .isEqualTo("admin");

        server.forget("GET " + DB)
                .forget("GET /deployments/databases")
                .on("GET " + DB, 200, typeDb.formatted(ORDERS, SHOP, 0))
                .on("GET /deployments/databases", 200, "{\"databases\":[" + typeDb.formatted(ORDERS, SHOP, 0) + "]}");
        assertThat(cli.run("db", "connect", "orders").done().err()).contains("no other way in");
    }

    @Test
    void the_configuration_is_changed_without_losing_what_was_there() {
        server.on("GET " + DB + "/settings/config", 200, """
                        {"configuration":[{"key":"a","value":"1","secret":false},{"key":"token","value":"****","secret":true}]}""")
                .on("PUT " + DB + "/settings/config", 200, "{\"configuration\":[]}");
        Cli.Run set = cli.run("db", "config", "set", "orders", "b=x=y").done();
        assertThat(set.err()).contains("it holds after a restart: graphstead db restart orders");
        cli.run("db", "config", "unset", "orders", "a").done();
        cli.with(Typist.typing("hidden"))
                .run("db", "config", "set", "orders", "--secret", "token")
                .done();
        assertThat(server.changes())
                .containsExactly(
                        "PUT " + DB
                                + "/settings/config {\"configuration\":[{\"key\":\"a\",\"value\":\"1\",\"secret\":false},"
                                + "{\"key\":\"token\",\"value\":\"****\",\"secret\":true},"
                                + "{\"key\":\"b\",\"value\":\"x=y\",\"secret\":false}]}",
                        "PUT " + DB
                                + "/settings/config {\"configuration\":[{\"key\":\"token\",\"value\":\"****\",\"secret\":true}]}",
                        "PUT " + DB
                                + "/settings/config {\"configuration\":[{\"key\":\"a\",\"value\":\"1\",\"secret\":false},"
                                + "{\"key\":\"token\",\"value\":\"hidden\",\"secret\":true}]}");
        assertThat(cli.run("db", "config", "get", "orders", "a").done().line()).isEqualTo("1");
        assertThat(cli.run("db", "config", "set", "orders", "token=abc")
                        .endedWith(2)
                        .err())
                .contains("token is secret", "--secret token")
                .doesNotContain("abc");
        assertThat(cli.run("db", "config", "set", "orders", "--secret", "token=abc")
                        .endedWith(2)
                        .err())
                .contains("--secret takes the key only")
                .doesNotContain("abc");
        assertThat(server.changes()).hasSize(3);
    }

    @Test
    void the_configuration_is_replaced_by_what_get_has_shown() throws Exception {
        server.on("PUT " + DB + "/settings/config", 200, "{\"configuration\":[]}");
        Path file = Files.writeString(folder.resolve("config.json"), "{\"configuration\":[]}");
        assertThat(cli.run("db", "config", "replace", "orders", "--file", file.toString())
                        .endedWith(2)
                        .err())
                .contains("--yes");
        cli.run("db", "config", "replace", "orders", "--yes", "--file", file.toString())
                .done();
        assertThat(server.changes()).containsExactly("PUT " + DB + "/settings/config {\"configuration\":[]}");
    }

    @Test
    void a_plugin_is_uploaded_as_a_form() throws Exception {
        server.on("POST " + DB + "/plugins", 201, "{\"id\":\"" + THING + "\",\"name\":\"apoc\"}");
        Path jar = Files.writeString(folder.resolve("apoc-5.jar"), "PK-content");
        assertThat(cli.run("db", "plugin", "add", "orders", jar.toString(), "--name", "apoc")
                        .done()
                        .out())
                .contains("plugin apoc is stored");
        FakeServer.Request upload = server.requests().stream()
                .filter(request -> request.target().endsWith("/plugins"))
                .findFirst()
                .orElseThrow();
        assertThat(upload.contentType()).startsWith("multipart/form-data; boundary=");
        assertThat(upload.body())
                .contains(
                        "name=\"name\"\r\n\r\napoc\r\n",
                        "name=\"file\"; filename=\"apoc-5.jar\"",
                        "\r\n\r\nPK-content\r\n--")
                .endsWith("--\r\n");
        assertThat(cli.run(
                                "db",
                                "plugin",
                                "add",
                                "orders",
                                folder.resolve("none.jar").toString())
                        .endedWith(2)
                        .err())
                .contains("there is no file");
    }

    @Test
    void logs_are_shown_and_followed() {
        server.on("GET " + DB + "/logs", new Answer(200, "text/plain", "one\ntwo\n"))
                .on(
                        "GET " + DB + "/logs",
                        new Answer(200, "text/event-stream", "id: 1\ndata: one\n\n: alive\n\ndata: two\n\n"));
        assertThat(cli.run("db", "logs", "orders", "-n", "2").done().out().lines())
                .containsExactly("one", "two");
        assertThat(cli.run("db", "logs", "-f", "orders").done().out().lines()).containsExactly("one", "two");
        assertThat(server.requests().stream().map(FakeServer.Request::target))
                .contains(DB + "/logs?lines=2", DB + "/logs?follow=true");
        assertThat(cli.run("db", "logs", "orders", "-n", "0").endedWith(2).err())
                .contains("at least 1");
    }

    @Test
    void metrics_come_in_both_forms() {
        server.on("GET " + DB + "/metrics", 200, "{\"memory\":{\"usedMB\":12},\"uptimeSeconds\":7}")
                .on("GET " + DB + "/metrics", new Answer(200, "text/plain", "graphstead_up 1\n"));
        assertThat(cli.run("db", "metrics", "orders").done().out().lines())
                .containsExactly("memory.usedMB  12", "uptimeSeconds  7");
        assertThat(cli.run("db", "metrics", "orders", "--prometheus").done().line())
                .isEqualTo("graphstead_up 1");
    }

    @Test
    void the_audit_log_is_filtered_and_exported() {
        server.on("GET " + ORGANIZATION + "/audit", 200, """
                        {"events":[{"id":"e","at":"2026-11-22T10:00:00Z","actor":"ada","action":"delete","resource":"orders",
                          "outcome":"refused"}]}""")
                .on("GET " + ORGANIZATION + "/audit", new Answer(200, "application/x-ndjson", "{\"id\":\"e\"}\n"));
        assertThat(cli.run("org", "audit", "--actor", "ada@x", "--since", "2026-11-22T00:00:00Z")
                        .done()
                        .out())
                .contains("ada    delete  orders    refused");
        assertThat(cli.run("org", "audit", "--ndjson").done().line()).isEqualTo("{\"id\":\"e\"}");
        assertThat(server.requests().stream().map(FakeServer.Request::target))
                .contains(ORGANIZATION + "/audit?since=2026-11-22T00%3A00%3A00Z&actor=ada%40x");
    }

    @Test
    void a_new_password_is_shown_after_its_operation() {
        server.on("POST " + DB + "/credentials/reset", 202, "{\"operationId\":\"" + OPERATION + "\"}")
                .on("GET /operations/" + OPERATION, 200, finished("finished"))
                .on(
                        "GET " + DB + "/credentials",
                        200,
                        "{\"username\":\"neo4j\",\"password\":\"new\",\"uri\":\"neo4j+s://h:1\"}");
        assertThat(cli.run("db", "reset-password", "orders").endedWith(2).err()).contains("--yes");
        assertThat(cli.run("db", "reset-password", "orders", "--yes").done().out())
                .contains("password  new");
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
}
