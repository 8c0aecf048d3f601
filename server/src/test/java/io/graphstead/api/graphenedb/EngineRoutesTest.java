package io.graphstead.api.graphenedb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.api.DialectServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineRoutesTest {
    private static final String FORM = "multipart/form-data; boundary=x";
    private static final String INSTALL = "/engines/neo4j/releases/5.26.30/install";

    private final DialectServer server = new DialectServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void everybody_sees_which_releases_there_are_and_what_keeps_one_from_being_installed() throws Exception {
        JsonNode engines = json(server.get("reader", "/engines")).get("engines");
        assertThat(engines).hasSize(2);
        assertThat(engines.get(0).get("engine").asText()).isEqualTo("neo4j");
        JsonNode releases = engines.get(0).get("releases");
        assertThat(releases).hasSize(3);
        assertThat(releases.get(0).get("version").asText()).isEqualTo("4.4.16");
        assertThat(releases.get(0).get("installable").asBoolean()).isFalse();
        assertThat(releases.get(0).get("reason").asText()).contains("Java 17");
        assertThat(releases.get(2).get("installed").asBoolean()).isTrue();
        assertThat(releases.get(2).get("default").asBoolean()).isTrue();
        assertThat(releases.get(2).get("reason").isNull()).isTrue();
    }

    @Test
    void an_installation_is_an_operation() throws Exception {
        HttpResponse<String> begun = server.post("installation", INSTALL, "");
        assertThat(begun.statusCode()).isEqualTo(202);
        String id = json(begun).get("operationId").asText();
        JsonNode operation = json(server.get("installation", "/operations/" + id));
        assertThat(operation.get("id").asText()).isEqualTo(id);
        assertThat(operation.get("operationType").asText()).isEqualTo("install");
        assertThat(operation.get("status").asText()).isEqualTo("started");
        assertThat(operation.get("startedAt").asText()).isEqualTo("784111777");
        JsonNode step = operation.get("steps").get(0);
        assertThat(step.get("name").asText()).isEqualTo("install-engine");
        assertThat(step.get("progress").asDouble()).isEqualTo(0.5);
    }

    @Test
    void only_the_installations_token_installs_and_removes() {
        assertThat(server.post("operator", INSTALL, "").statusCode()).isEqualTo(403);
        String release = "/engines/neo4j/releases/5.26.30";
        assertThat(server.send("operator", "DELETE", release, "", "").statusCode())
                .isEqualTo(403);
        assertThat(server.send("installation", "DELETE", release, "", "").statusCode())
                .isEqualTo(204);
        assertThat(server.installations().asked()).containsExactly("remove neo4j 5.26.30");
    }

    @Test
    void a_checksum_goes_with_it() {
        String sum = "0123456789abcdef".repeat(4);
        assertThat(server.post("installation", INSTALL, "{\"sha256\":\"" + sum + "\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(server.installations().asked()).containsExactly("neo4j 5.26.30 " + sum + " -");
        HttpResponse<String> refused = server.post("installation", INSTALL, "{\"sha256\":\"12\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("sha256 must be", "64 hexadecimal digits");
    }

    @Test
    void an_archive_is_uploaded_in_a_form() {
        String form = form("sha256", "", "a".repeat(64)) + form("file", "engine.tar.gz", "packed") + "--x--\r\n";
        assertThat(server.send("installation", "PUT", INSTALL, FORM, form).statusCode())
                .isEqualTo(202);
        assertThat(server.installations().asked())
                .containsExactly("neo4j 5.26.30 " + "a".repeat(64) + " engine.tar.gz packed");
        HttpResponse<String> none =
                server.send("installation", "POST", INSTALL, FORM, form("other", "", "1") + "--x--\r\n");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("file is missing");
        assertThat(server.send("installation", "POST", INSTALL, FORM, "--x").statusCode())
                .isEqualTo(400);
    }

    private static String form(String name, String file, String content) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (file.isEmpty() ? "" : "; filename=\"" + file + "\"\r\nContent-Type: application/gzip")
                + "\r\n\r\n" + content + "\r\n";
    }
}
