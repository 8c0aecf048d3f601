package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.Scene.Asker;
import io.graphstead.api.Scene.Where;
import io.graphstead.api.TestServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Multipart forms as they come from everywhere. */
class PluginUploadsTest {
    private static final String ROUTE = "POST /deployments/databases/{vendor}/{databaseId}/plugins";
    private static final String BOUNDARY = "b0undary";

    private static TestServer server;
    private static Scene scene;
    private static Asker writer;
    private static Asker reader;

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        scene = Scene.on(server);
        writer = asker("WRITER");
        reader = asker("READER");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Asker asker(String role) {
        return scene.askers().stream()
                .filter(one -> one.name().equals("client, " + role + " of the environment"))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name
                + "\"; filename=\"any\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n";
    }

    private static Answer upload(Asker asker, String body) {
        return upload(asker, "multipart/form-data; boundary=" + BOUNDARY, body);
    }

    private static Answer upload(Asker asker, String type, String body) {
        return scene.askWith(asker, ROUTE, Where.OWN, body, Map.of("Content-Type", type));
    }

    private static void refused(Answer answer, int status, String... words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("error").asText()).isNotBlank().satisfies(error -> {
            for (String word : words) {
                assertThat(error).contains(word);
            }
        });
    }

    private static final String END = "--" + BOUNDARY + "--\r\n";

    @Test
    void a_plugin_is_taken_once_under_its_name() {
        String form = text("name", "tool") + file("file", "x".repeat(100_000)) + END;
        Answer made = upload(writer, form);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        JsonNode plugin = made.json();
        assertThat(plugin.get("name").asText()).isEqualTo("tool");
        assertThat(plugin.get("id").asText()).matches("[0-9a-f]{32}");
        refused(upload(writer, form), 400, "tool", "taken");
    }

    @Test
    void what_is_missing_or_comes_twice_is_named() {
        refused(upload(writer, text("name", "a") + END), 400, "file is missing");
        refused(upload(writer, file("file", "x") + END), 400, "name is missing");
        refused(upload(writer, text("name", "a") + text("file", "no file name") + END), 400, "file is missing");
        refused(upload(writer, text("name", "a") + text("name", "b") + file("file", "x") + END), 400, "name", "twice");
        refused(upload(writer, text("name", "../a") + file("file", "x") + END), 400, "name must be");
        refused(upload(writer, text("name", "a\u0000b") + file("file", "x") + END), 400, "name must be");
        refused(upload(writer, text("name", "n".repeat(5000)) + file("file", "x") + END), 400, "name");
        refused(upload(writer, text("name", "empty") + file("file", "") + END), 400, "file");
    }

    @Test
    void a_form_that_is_cut_off_or_no_form_is_refused_and_nothing_is_kept() {
        String form = text("name", "cut") + file("file", "x".repeat(1000)) + END;
        for (int length : new int[] {0, 1, 20, 60, 200, form.length() - 30}) {
            refused(upload(writer, form.substring(0, length)), 400);
        }
        refused(upload(writer, "multipart/form-data", form), 400);
        refused(upload(writer, "application/json", "{}"), 415, "send multipart/form-data");
        refused(upload(writer, "multipart/form-data; boundary=other", form), 400);
        Answer list = scene.askWith(writer, ROUTE.replace("POST", "GET"), Where.OWN, "", Map.of());
        assertThat(list.text()).doesNotContain("\"cut\"");
    }

    @Test
    void who_may_not_add_one_is_told_so_before_the_body_is_looked_at() {
        refused(upload(reader, "no form"), 403);
    }
}
