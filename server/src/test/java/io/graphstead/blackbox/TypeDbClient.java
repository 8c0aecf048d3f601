package io.graphstead.blackbox;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import io.graphstead.blackbox.BlackBoxTarget.ClientCredentials;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A client of the TypeDB dialect. */
final class TypeDbClient {
    private final Http http;
    private final BlackBoxTarget target;
    private final String token;

    TypeDbClient(Http http, BlackBoxTarget target, String token) {
        this.http = http;
        this.target = target;
        this.token = token;
    }

    static TypeDbClient signIn(Http http, BlackBoxTarget target, ClientCredentials client) {
        Answer answer = http.send(
                        "POST", "/api/auth", Map.of("Authorization", "Basic " + client.id() + ":" + client.secret()))
                .expect(200);
        return new TypeDbClient(http, target, answer.text());
    }

    String token() {
        return token;
    }

    /** The clusters of the target's project, in the first family of paths. */
    String clusters() {
        return "/api/org/" + target.organizationSlug() + "/projects/" + target.projectSlug() + "/clusters";
    }

    Answer get(String path) {
        return http.send("GET", path, headers());
    }

    Answer post(String path) {
        return http.send("POST", path, headers());
    }

    Answer post(String path, String json) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", "application/json");
        return http.send("POST", path, headers, json);
    }

    Answer delete(String path) {
        return http.send("DELETE", path, headers());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + token);
        return headers;
    }

    /** Waits as the vendor's script does, which aborts on a cluster that has a message. */
    JsonNode awaitStatus(String id, String status) {
        return await("cluster " + id + " to be " + status)
                .atMost(Choice.patience())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(250))
                .until(
                        () -> {
                            JsonNode cluster =
                                    get(clusters() + "/" + id).expect(200).json();
                            if (cluster.has("message")) {
                                throw new AssertionError("cluster " + id + ": " + cluster);
                            }
                            return cluster;
                        },
                        cluster -> cluster.get("status").asText().equals(status));
    }

    void awaitGone(String id) {
        await("cluster " + id + " to be gone")
                .atMost(Choice.patience())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> get(clusters() + "/" + id).status() == 404);
    }
}
