package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** What the server answered. */
record Answer(String asked, int status, HttpHeaders headers, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    JsonNode json() {
        assertThat(headers.firstValue("Content-Type").orElse(""))
                .as("Content-Type of the answer to %s: %s", asked, text)
                .startsWith("application/json");
        return parse(text);
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** Itself, when it has that status. */
    Answer expect(int wanted) {
        assertThat(status).as("status of %s, which answered %s", asked, text).isEqualTo(wanted);
        return this;
    }

    /** The cause in words, out of the one shape that the GrapheneDB contract has for every error. */
    String grapheneDbError(int wanted) {
        JsonNode body = expect(wanted).json();
        assertThat(keys(body)).as("keys of %s", text).containsExactly("error");
        assertThat(body.get("error").isTextual()).isTrue();
        assertThat(body.get("error").asText()).isNotBlank();
        return body.get("error").asText();
    }

    /** The code, out of the one shape that the TypeDB contract has for every error. */
    String typeDbError(int wanted) {
        JsonNode body = expect(wanted).json();
        assertThat(keys(body)).as("keys of %s", text).containsExactly("code", "message");
        assertThat(body.get("code").asText()).matches("[A-Z][A-Z0-9_]*");
        assertThat(body.get("message").isTextual()).isTrue();
        assertThat(body.get("message").asText()).isNotBlank();
        return body.get("code").asText();
    }

    static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
