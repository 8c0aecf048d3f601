package io.graphstead.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** One server's GrapheneDB API, as seen by one client of it. */
public final class ServerApi {
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI base;
    private final String token;

    private ServerApi(HttpClient http, URI base, String token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /**
     * @param base such as {@code https://localhost:7443}
     * @param ca the certificate, as PEM, that the server's own must be signed by; no other is trusted
     * @param token a bearer token
     */
    public static ServerApi at(URI base, Path ca, String token) {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(TrustedCa.only(ca))
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new ServerApi(http, base, token);
    }

    /** The same server, seen with another token. */
    public ServerApi as(String otherToken) {
        return new ServerApi(http, base, otherToken);
    }

    /** What the server answered with a status of 400 or above. */
    public static final class ApiFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        ApiFailure(String method, String path, int status, String words) {
            super(method + " " + path + " answered " + status + ": " + words);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    public JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "application/json");
    }

    public JsonNode post(String path, Map<String, ?> body) {
        try {
            return send("POST", path, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), "application/json");
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    public JsonNode delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "application/json");
    }

    /** A client's token, by its id and secret. */
    public String clientToken(String clientId, String clientSecret) {
        String form = Map.of("client_id", clientId, "client_secret", clientSecret, "grant_type", "client_credentials")
                .entrySet()
                .stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                        "POST",
                        "/organizations/oauth/token",
                        BodyPublishers.ofString(form),
                        "application/x-www-form-urlencoded")
                .path("access_token")
                .asText();
    }

    private JsonNode send(String method, String path, BodyPublisher body, String contentType) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body)
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token)
                .timeout(REQUEST_LIMIT)
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() >= 400) {
                throw new ApiFailure(
                        method,
                        path,
                        response.statusCode(),
                        answer.path("error").asText("no reason given"));
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + base.resolve(path) + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + path + " was cut off", e);
        }
    }
}
