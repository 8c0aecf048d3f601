package io.graphstead.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One server's GrapheneDB API, as seen by one client of it. */
public final class ServerApi {
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final Duration UPLOAD_LIMIT = Duration.ofHours(6);
    private static final String JSON_TYPE = "application/json";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI base;
    private final TokenSource tokens;
    private final Consumer<String> trace;

    private ServerApi(HttpClient http, URI base, TokenSource tokens, Consumer<String> trace) {
        this.http = http;
        this.base = base;
        this.tokens = tokens;
        this.trace = trace;
    }

    /**
     * @param base such as {@code https://localhost:7443}
     * @param ca the certificate, as PEM, that the server's own must be signed by; no other is trusted
     * @param token a bearer token
     */
    public static ServerApi at(URI base, Path ca, String token) {
        return at(base, Optional.of(TrustedCa.of(ca)), TokenSource.fixed(token), line -> {});
    }

    /**
     * @param ca whom to trust; without one, whom this machine trusts
     * @param trace is told each request and its answer in a line that holds no secret
     */
    public static ServerApi at(URI base, Optional<TrustedCa> ca, TokenSource tokens, Consumer<String> trace) {
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        ca.ifPresent(trusted -> http.sslContext(trusted.context()));
        return new ServerApi(http.build(), base, tokens, trace);
    }

    /** The same server, seen with another token. */
    public ServerApi as(String otherToken) {
        return as(TokenSource.fixed(otherToken));
    }

    private ServerApi as(TokenSource others) {
        return new ServerApi(http, base, others, trace);
    }

    public URI base() {
        return base;
    }

    public JsonNode get(String path) {
        return json("GET", path, BodyPublishers.noBody(), JSON_TYPE);
    }

    public JsonNode post(String path, Object body) {
        return json("POST", path, bytes(body), JSON_TYPE);
    }

    public JsonNode put(String path, Object body) {
        return json("PUT", path, bytes(body), JSON_TYPE);
    }

    public JsonNode delete(String path) {
        return json("DELETE", path, BodyPublishers.noBody(), JSON_TYPE);
    }

    /** A form with a file in its field {@code file}. */
    public JsonNode upload(String path, Map<String, String> fields, Path file) {
        return upload(path, fields, file, bytes -> {});
    }

    /** As the other; {@code sent} is told how many bytes of the file are on their way. */
    public JsonNode upload(String path, Map<String, String> fields, Path file, LongConsumer sent) {
        Multipart form = new Multipart(fields, file, sent);
        try {
            return json("POST", path, form.body(), form.contentType(), UPLOAD_LIMIT);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes what is there to a new file, in one piece or not at all.
     *
     * @return how many bytes it has
     */
    public long download(String path, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            HttpResponse<InputStream> response = exchange(
                    request("GET", path, BodyPublishers.noBody(), JSON_TYPE, "*/*"), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() >= 400) {
                    throw failure(response, new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
                long bytes = Files.copy(body, part);
                Files.move(part, file);
                return bytes;
            }
        } catch (IOException e) {
            throw new Unreachable(path + " could not be written to " + file + ": " + e.getMessage());
        } finally {
            delete(part);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of text as they come, until the server ends them or the stream is closed. */
    public Stream<String> lines(String path, String mediaType) {
        HttpResponse<Stream<String>> response =
                exchange(request("GET", path, BodyPublishers.noBody(), JSON_TYPE, mediaType), BodyHandlers.ofLines());
        if (response.statusCode() >= 400) {
            throw failure(response, response.body().collect(Collectors.joining("\n")));
        }
        return response.body();
    }

    /** A client's token, by its id and secret. */
    public String clientToken(String clientId, String clientSecret) {
        return signInClient(clientId, clientSecret).path("access_token").asText();
    }

    /** The answer to a client's id and secret: {@code access_token}, {@code expires_in}. */
    public JsonNode signInClient(String clientId, String clientSecret) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", clientId);
        form.put("client_secret", clientSecret);
        form.put("grant_type", "client_credentials");
        return signIn("/organizations/oauth/token", form);
    }

    /** The answer to a person's email address and password: {@code access_token}, {@code expires_in}. */
    public JsonNode signInPerson(String email, String password, Optional<String> code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("email", email);
        form.put("password", password);
        code.ifPresent(digits -> form.put("code", digits));
        return signIn("/people/token", form);
    }

    private JsonNode signIn(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + Paths.encode(pair.getValue()))
                .collect(Collectors.joining("&"));
        return as(TokenSource.NONE).json("POST", path, BodyPublishers.ofString(body), FORM_TYPE);
    }

    private static BodyPublisher bytes(Object body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private JsonNode json(String method, String path, BodyPublisher body, String contentType) {
        return json(method, path, body, contentType, REQUEST_LIMIT);
    }

    private JsonNode json(String method, String path, BodyPublisher body, String contentType, Duration limit) {
        HttpResponse<byte[]> response = exchange(
                request(method, path, body, contentType, JSON_TYPE).timeout(limit), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 400) {
            throw failure(response, new String(response.body(), StandardCharsets.UTF_8));
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new Unreachable("what answers at " + base + " speaks no JSON; is it a Graphstead server?");
        }
    }

    private HttpRequest.Builder request(
            String method, String path, BodyPublisher body, String contentType, String accept) {
        return HttpRequest.newBuilder(base.resolve(path))
                .method(method, body)
                .header("Content-Type", contentType)
                .header("Accept", accept);
    }

    /** Sends it, and once more when the token was refused and there is a newer one. */
    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> handler) {
        ServerApi stranger = tokens == TokenSource.NONE ? this : as(TokenSource.NONE);
        Optional<String> token = tokens.token(stranger);
        HttpResponse<T> response = send(request, token, handler);
        if (response.statusCode() != 401) {
            return response;
        }
        Optional<String> newer =
                tokens.renewed(stranger).filter(renewed -> !Optional.of(renewed).equals(token));
        return newer.isPresent() ? send(request, newer, handler) : response;
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, Optional<String> token, BodyHandler<T> handler) {
        token.ifPresent(bearer -> request.setHeader("Authorization", "Bearer " + bearer));
        HttpRequest built = request.build();
        long start = System.nanoTime();
        try {
            HttpResponse<T> response = http.send(built, handler);
            trace.accept(described(built) + " answered " + response.statusCode() + " in "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms, request id "
                    + response.headers().firstValue("X-Request-Id").orElse("unknown"));
            return response;
        } catch (IOException e) {
            trace.accept(described(built) + " failed: " + e);
            throw Unreachable.of(base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(described(built) + " was cut off");
        }
    }

    private static String described(HttpRequest request) {
        return request.method() + " " + request.uri();
    }

    private static ApiFailure failure(HttpResponse<?> response, String body) {
        String words;
        try {
            words = JSON.readTree(body).path("error").asText();
        } catch (JsonProcessingException notJson) {
            words = "";
        }
        return new ApiFailure(
                response.request().method() + " " + response.request().uri().getRawPath(),
                response.statusCode(),
                words.isEmpty() ? "the server gave no reason (status " + response.statusCode() + ")" : words,
                response.headers().firstValue("X-Request-Id").orElse(""));
    }
}
