package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import io.graphstead.blackbox.BlackBoxTarget.ClientCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A client of the GrapheneDB dialect, with the habits of a real one: JSON content type on everything. */
final class GrapheneDbClient {
    static final String TOKEN_PATH = "/organizations/oauth/token";
    static final String FORM = "application/x-www-form-urlencoded";

    private final Http http;
    private final String token;

    GrapheneDbClient(Http http, String token) {
        this.http = http;
        this.token = token;
    }

    static GrapheneDbClient signIn(Http http, ClientCredentials client) {
        String form = form(
                Map.of("client_id", client.id(), "client_secret", client.secret(), "grant_type", "client_credentials"));
        Answer answer = http.send("POST", TOKEN_PATH, Map.of("Content-Type", FORM), form)
                .expect(201);
        return new GrapheneDbClient(http, answer.json().get("access_token").asText());
    }

    static String form(Map<String, String> fields) {
        return String.join(
                "&",
                fields.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .toList());
    }

    String token() {
        return token;
    }

    Answer get(String path) {
        return http.send("GET", path, headers(Map.of()));
    }

    Answer delete(String path) {
        return http.send("DELETE", path, headers(Map.of()));
    }

    Answer post(String path) {
        return http.send("POST", path, headers(Map.of()));
    }

    Answer post(String path, String json) {
        return http.send("POST", path, headers(Map.of()), json);
    }

    Answer put(String path) {
        return http.send("PUT", path, headers(Map.of()));
    }

    Answer put(String path, String json) {
        return http.send("PUT", path, headers(Map.of()), json);
    }

    /** Uploads a file as a plugin, in the form that clients send: RFC 7578. */
    Answer upload(String path, String name, Path file) {
        String boundary = "boundary-" + UUID.randomUUID();
        return http.send(
                "POST",
                path,
                headers(Map.of("Content-Type", "multipart/form-data; boundary=" + boundary)),
                List.of(
                        ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + name
                                        + "\r\n--" + boundary
                                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8),
                        content(file),
                        ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer send(String method, String path, Map<String, String> headers, String body) {
        return http.send(method, path, headers(headers), body);
    }

    private Map<String, String> headers(Map<String, String> more) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("Content-Type", "application/json");
        headers.putAll(more);
        return headers;
    }

    /** The path of a database as working clients write it. */
    static String database(String id) {
        return "/deployments/databases/" + Choice.vendor() + "/" + id;
    }

    /** The version to make databases of. */
    JsonNode version() {
        for (JsonNode version : get("/deployments/versions").expect(200).json().get("versions")) {
            boolean chosen = Choice.version()
                    .map(number -> version.get("number").asText().equals(number))
                    .orElseGet(() -> version.get("default").asBoolean());
            if (chosen && version.get("vendor").asText().equals(Choice.vendor())) {
                return version;
            }
        }
        throw new AssertionError(
                "GET /deployments/versions lists no " + Choice.version().orElse("default") + " of " + Choice.vendor());
    }

    /** The plan to make databases with. */
    String plan() {
        return Choice.plan()
                .orElseGet(() -> get("/deployments/plans")
                        .expect(200)
                        .json()
                        .get("plans")
                        .get(0)
                        .get("id")
                        .asText());
    }

    /** Creates as the existing Terraform client does. */
    Answer create(String environmentId, String name) {
        JsonNode version = version();
        return post("/deployments/databases/" + Choice.vendor(), """
                {"environmentId":"%s","name":"%s","plan":"%s","edition":"%s","enabledExtrasKinds":null,"version":"%s"}""".formatted(
                        environmentId,
                        name,
                        plan(),
                        version.get("edition").asText(),
                        version.get("number").asText()));
    }

    /**
     * Waits as the existing Terraform client does: until all four flags are false.
     *
     * @return the status then
     */
    JsonNode awaitSettled(String id) {
        return await("the flags of database " + id + " to fall")
                .atMost(Choice.patience())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(250))
                .until(
                        () -> get(database(id) + "/status").expect(200).json(),
                        status -> !status.get("isPending").asBoolean()
                                && !status.get("isLocked").asBoolean()
                                && !status.get("needsRestart").asBoolean()
                                && !status.get("underIncident").asBoolean());
    }

    void awaitRunning(String id) {
        JsonNode status = awaitSettled(id);
        assertThat(status.get("state").asText())
                .as(
                        "state of %s; its operations: %s",
                        id, get(database(id) + "/operations").text())
                .isEqualTo("running");
    }

    void awaitGone(String id) {
        await("database " + id + " to be gone")
                .atMost(Choice.patience())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> get(database(id)).status() == 404);
    }
}
