package io.graphstead.engine.typedb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.engine.Credentials;
import io.graphstead.runtime.Reach;
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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One server's HTTP API, asked within a limit that holds for everything asked through this. */
final class HttpApi {
    private static final int MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One for all servers: a client has threads of its own. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    private final Reach reach;
    private final long end;

    HttpApi(Reach reach, Duration limit) {
        this.reach = reach;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** What is left of the limit. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** What was answered. */
    record Answer(int status, String body) {
        boolean isRefusal() {
            return status == 401 || status == 403;
        }

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    Answer health() throws IOException {
        return send("GET", "/health", Optional.empty(), BodyPublishers.noBody());
    }

    Answer signIn(Credentials credentials) throws IOException {
        return send(
                "POST",
                "/v1/signin",
                Optional.empty(),
                json(Map.of("username", credentials.username(), "password", credentials.password())));
    }

    /** @throws IOException also when the answer to a sign-in holds none */
    static String token(Answer signedIn) throws IOException {
        try {
            String token = JSON.readTree(signedIn.body()).path("token").asText();
            if (!token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 127)) {
                return token;
            }
        } catch (JsonProcessingException e) {
            // told below, without what was answered: it may be a secret
        }
        throw new IOException("it answered the sign-in with no token");
    }

    Answer changePassword(String token, String username, String password) throws IOException {
        String user = URLEncoder.encode(username, StandardCharsets.UTF_8).replace("+", "%20");
        return send("PUT", "/v1/users/" + user, Optional.of(token), json(Map.of("password", password)));
    }

    Answer get(String token, String path) throws IOException {
        return send("GET", path, Optional.of(token), BodyPublishers.noBody());
    }

    /** @throws IOException also when more is answered than {@code mostBytes}, with words that say that a limit was exceeded */
    Answer post(String token, String path, String json, long mostBytes) throws IOException {
        return send("POST", path, Optional.of(token), BodyPublishers.ofString(json), mostBytes);
    }

    private static BodyPublisher json(Map<String, String> fields) {
        try {
            return BodyPublishers.ofString(JSON.writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts cannot be written as JSON", e);
        }
    }

    private Answer send(String method, String path, Optional<String> token, BodyPublisher body) throws IOException {
        return send(method, path, token, body, MOST_BYTES);
    }

    private Answer send(String method, String path, Optional<String> token, BodyPublisher body, long mostBytes)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + TypeDbEngine.hostInUrl(reach.host()) + ":" + reach.port() + path))
                .header("Content-Type", "application/json")
                .method(method, body);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        CompletableFuture<HttpResponse<String>> answer = CLIENT.sendAsync(
                request.build(), BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), mostBytes));
        try {
            HttpResponse<String> got = answer.get(left().toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(got.statusCode(), got.body());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("it did not answer in time", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was asked", e);
        }
    }
}
