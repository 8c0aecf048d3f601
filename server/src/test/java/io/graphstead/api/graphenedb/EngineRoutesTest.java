package io.graphstead.api.graphenedb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.api.DialectServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineRoutesTest {
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
    void only_the_installations_token_installs_and_archives_are_refused_with_the_way_to_do_it() {
        assertThat(server.post("operator", INSTALL, "").statusCode()).isEqualTo(403);
        HttpResponse<String> refused =
                server.send("installation", "PUT", INSTALL, "multipart/form-data; boundary=x", "--x--");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("file", "engine install neo4j 5.26.30 --from FILE");
    }
}
