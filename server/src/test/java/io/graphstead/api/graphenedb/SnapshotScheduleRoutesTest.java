package io.graphstead.api.graphenedb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schedule lies where snapshots do, and is none of them. */
class SnapshotScheduleRoutesTest {
    private static TestServer server;
    private static String id;

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        String environment = server.anEnvironment(server.anOrganization());
        Answer made = server.send(
                "POST",
                "/deployments/databases/graphmemory",
                server.adminToken(),
                "{\"environmentId\":\"" + environment + "\",\"name\":\"scheduled\",\"plan\":\"m1\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(202);
        id = made.json().path("database").path("id").asText();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer send(String method, String path, String body) {
        return server.send(method, path, server.adminToken(), body);
    }

    private static boolean isDaily(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        for (JsonNode line : answer.json().path("schedule")) {
            if (line.path("kind").asText().equals("DAILY")) {
                return line.path("enabled").asBoolean();
            }
        }
        throw new AssertionError("no daily line: " + answer.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/databases/", "/deployments/databases/", "/deployments/databases/graphmemory/"})
    void it_is_read_and_set_on_every_path_of_a_database(String database) {
        String path = database + id + "/snapshots/schedule";
        assertThat(isDaily(send("PUT", path, "{\"schedule\":[{\"kind\":\"DAILY\",\"retention\":5,\"enabled\":true}]}")))
                .isTrue();
        assertThat(isDaily(send("GET", path, ""))).isTrue();
        assertThat(isDaily(send("PUT", path, "{\"schedule\":[]}"))).isFalse();
        assertThat(isDaily(send("GET", path, ""))).isFalse();
    }

    @Test
    void what_can_be_done_with_a_snapshot_cannot_be_done_with_it() {
        String path = "/databases/" + id + "/snapshots/schedule";
        for (Answer answer : new Answer[] {
            send("DELETE", path, ""), send("POST", path + "/verify", ""), send("POST", path + "/restore", "{}")
        }) {
            assertThat(answer.status()).as(answer.text()).isBetween(400, 405);
            assertThat(answer.json().path("error").asText()).as(answer.text()).isNotBlank();
        }
        assertThat(isDaily(send("GET", path, ""))).isFalse();
    }
}
