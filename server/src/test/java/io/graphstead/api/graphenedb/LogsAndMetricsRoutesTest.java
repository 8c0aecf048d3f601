package io.graphstead.api.graphenedb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.api.ADeployment;
import io.graphstead.api.DialectServer;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.identity.Ids;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsAndMetricsRoutesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DialectServer server = new DialectServer();
    private final DeploymentView database =
            server.fleet().has(ADeployment.aDeployment().view());
    private final String path = "/databases/" + Ids.text(database.id().value());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void metrics_are_json_with_nulls_where_nothing_is_known() throws Exception {
        HttpResponse<String> answer = server.get("reader", path + "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertThat(json.get("running").asBoolean()).isTrue();
        assertThat(json.get("memoryBytes").asLong()).isEqualTo(500);
        assertThat(json.get("cpuSeconds").asDouble()).isEqualTo(1.5);
        assertThat(json.get("storeBytes").isNull()).isTrue();
        assertThat(json.get("connections").asLong()).isEqualTo(3);
        assertThat(json.get("uptimeSeconds").asLong()).isEqualTo(90);
        assertThat(json.get("traffic").toString())
                .isEqualTo("{\"connections\":2,\"connectionsOpened\":9,\"receivedBytes\":1000,\"sentBytes\":2000,"
                        + "\"connectionsRefused\":4}");
        assertThat(json.get("observedAt").asText()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void prometheus_gets_its_text() {
        HttpResponse<String> answer = server.open(
                "reader",
                path + "/metrics",
                Map.of("Accept", "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(answer.body())
                .contains("# HELP graphstead_database_memory_bytes Resident memory of all its processes.\n")
                .contains("# TYPE graphstead_database_memory_bytes gauge\n")
                .contains("# TYPE graphstead_database_cpu_seconds_total counter\n")
                .contains("database=\"822b16bb0c0d4631ae30719cab74c352\"")
                .contains("environment=\"0000000000000000000000000000000b\"")
                .contains("name=\"odd \\\"name\\\"\"")
                .contains(" 1.500\n")
                .doesNotContain("store_bytes");
    }

    @Test
    void logs_are_text_and_as_many_lines_as_asked_for() {
        List.of("one", "two \u00e4", "three").forEach(server.logs()::write);
        HttpResponse<String> answer = server.get("reader", path + "/logs");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo("one\ntwo \u00e4\nthree\n");
        assertThat(server.get("reader", path + "/logs?lines=1").body()).isEqualTo("three\n");
    }

    @ParameterizedTest
    @CsvSource({
        "lines=0, lines",
        "lines=10001, lines",
        "lines=x, lines",
        "lines=, lines",
        "lines=-1, lines",
        "follow=1, follow"
    })
    void a_bad_question_is_refused_by_the_name_of_its_part(String query, String field) {
        HttpResponse<String> answer = server.get("reader", path + "/logs?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(field + " must be");
    }

    @Test
    void strangers_see_nothing() {
        for (String part : List.of("/logs", "/metrics", "/logs?follow=true")) {
            assertThat(server.get("stranger", path + part).statusCode()).isEqualTo(403);
            assertThat(server.get("foreigner", path + part).statusCode()).isEqualTo(404);
        }
        assertThat(server.logs().followers()).isZero();
    }

    @Test
    void who_follows_gets_each_line_when_it_is_written_until_it_goes() throws Exception {
        server.logs().write("first");
        try (BufferedReader events = follow(Map.of())) {
            assertThat(event(events)).containsExactly("id: 1", "data: first");
            server.logs().write("second\rpart");
            assertThat(event(events)).containsExactly("id: 2", "data: second part");
            assertThat(server.logs().followers()).isEqualTo(1);
        }
        server.logs().write("nobody hears this");
        await("the follower is let go")
                .atMost(PATIENCE)
                .until(() -> server.logs().followers() == 0);
    }

    @Test
    void who_comes_back_resumes_after_the_last_event_and_the_stream_ends_with_the_log() throws Exception {
        List.of("one", "two", "three").forEach(server.logs()::write);
        try (BufferedReader events = follow(Map.of("Last-Event-ID", "2"))) {
            assertThat(event(events)).containsExactly("id: 3", "data: three");
            server.logs().end();
            assertThat(events.readLine()).isNull();
        }
        await("it is closed").atMost(PATIENCE).until(() -> server.logs().followers() == 0);
    }

    private BufferedReader follow(Map<String, String> headers) {
        HttpResponse<java.io.InputStream> answer =
                server.open("reader", path + "/logs?follow=true", headers, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private static List<String> event(BufferedReader events) throws IOException {
        List<String> lines = new java.util.ArrayList<>();
        for (String line = events.readLine(); line != null && !line.isEmpty(); line = events.readLine()) {
            lines.add(line);
        }
        return lines;
    }
}
