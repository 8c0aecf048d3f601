package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.fleet.ServerName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    private static TestServer server;
    private static String organization;
    private static String environment;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of(
                "odd-routes",
                true,
                "micronaut.server.max-request-size",
                200L << 20,
                "micronaut.server.multipart.max-file-size",
                200L << 20));
        organization = server.anOrganization();
        environment = server.anEnvironment(organization);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestServer.Answer post(String path, String token, String key, String body) {
        return server.send(
                "POST",
                path,
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json", "Idempotency-Key", key),
                body);
    }

    private static TestServer.Answer post(String path, String key, String body) {
        return post(path, server.adminToken(), key, body);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static String label(String label) {
        return "{\"label\": \"" + label + "\", \"organizationId\": \"" + organization
                + "\", \"region\": \"eu-west-1\"}";
    }

    private static long environmentsLabelled(String label) {
        long found = 0;
        for (JsonNode each : server.send("GET", "/deployments/environments", server.adminToken(), "")
                .json()
                .get("environments")) {
            found += each.get("label").asText().equals(label) ? 1 : 0;
        }
        return found;
    }

    @Test
    void the_same_request_is_done_once_and_answered_alike() {
        String key = newKey();
        TestServer.Answer first = post("/deployments/environments", key, label("Once"));
        TestServer.Answer second = post("/deployments/environments", key, label("Once"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(environmentsLabelled("Once")).isEqualTo(1);
    }

    @Test
    void another_body_is_refused_naming_the_header() {
        String key = newKey();
        post("/deployments/environments", key, label("One body"));
        TestServer.Answer other = post("/deployments/environments", key, label("Another body"));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().get("error").asText())
                .contains("Idempotency-Key")
                .contains("another body");
        assertThat(environmentsLabelled("Another body")).isZero();
    }

    @Test
    void a_key_is_each_clients_and_each_paths_own() {
        String key = newKey();
        String grant = "{\"organizationId\": \"" + organization + "\", \"role\": \"administrator\"}";
        String other = server.tokenOf(server.aClient(organization, grant));
        assertThat(post("/deployments/environments", key, label("Shared key")).status())
                .isEqualTo(201);
        assertThat(post("/deployments/environments", other, key, label("Shared key"))
                        .status())
                .isEqualTo(201);
        assertThat(environmentsLabelled("Shared key")).isEqualTo(2);
        assertThat(post("/organizations", key, "{\"name\": \"Shared " + key.substring(0, 8) + "\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void an_answer_with_a_secret_is_given_again_and_lies_sealed() {
        String key = newKey();
        String path = "/organizations/" + organization + "/api-clients";
        String body = "{\"label\": \"Again\", \"grants\": [{\"environmentId\": \"" + environment + "\"}]}";
        TestServer.Answer first = post(path, key, body);
        TestServer.Answer second = post(path, key, body);
        assertThat(first.status()).isEqualTo(201);
        String secret = first.json().get("clientSecret").asText();
        assertThat(second.json().get("clientSecret").asText()).isEqualTo(secret);
        byte[] stored = server.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT answer FROM idempotent_request WHERE key = :key")
                        .bind("key", key)
                        .mapTo(byte[].class)
                        .one());
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
    }

    @Test
    void a_day_later_the_key_is_new() {
        String key = newKey();
        post("/deployments/environments", key, label("Daily"));
        server.clock().forward(Duration.ofHours(24));
        assertThat(post("/deployments/environments", key, label("Daily")).header("Idempotent-Replayed"))
                .isEmpty();
        assertThat(environmentsLabelled("Daily")).isEqualTo(2);
    }

    @Test
    void what_is_refused_or_fails_frees_its_key() {
        String key = newKey();
        assertThat(post("/deployments/environments", key, "{}").status()).isEqualTo(400);
        assertThat(post("/deployments/environments", key, label("Freed")).status())
                .isEqualTo(201);

        String second = newKey();
        OddUploads.DONE.set(0);
        assertThat(post("/uploads/broken", second, "").status()).isEqualTo(500);
        assertThat(post("/uploads/broken", second, "").status()).isEqualTo(201);
        assertThat(post("/uploads/broken", second, "").json().get("done").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "gr\u00fcn"})
    void a_malformed_key_is_refused(String key) {
        TestServer.Answer refused = server.raw("POST /deployments/environments HTTP/1.1\r\nHost: x\r\n"
                + "Authorization: Bearer " + server.adminToken() + "\r\nIdempotency-Key: " + key
                + "\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("error").asText()).contains("Idempotency-Key");
    }

    @Test
    void a_key_too_long_or_two_keys_are_refused() {
        assertThat(post("/deployments/environments", "k".repeat(255), "{}")
                        .json()
                        .get("error")
                        .asText())
                .doesNotContain("Idempotency-Key");
        assertThat(post("/deployments/environments", "k".repeat(256), "{}")
                        .json()
                        .get("error")
                        .asText())
                .contains("Idempotency-Key");
        assertThat(server.raw("POST /deployments/environments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                + server.adminToken()
                                + "\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\nConnection: close\r\n"
                                + "Content-Length: 2\r\n\r\n{}")
                        .json()
                        .get("error")
                        .asText())
                .contains("Idempotency-Key is there 2 times");
    }

    @Test
    void one_that_comes_meanwhile_waits_for_the_first() throws Exception {
        String key = newKey();
        OddUploads.DONE.set(0);
        OddUploads.begun = new CountDownLatch(1);
        OddUploads.hold = new CountDownLatch(1);
        CompletableFuture<TestServer.Answer> first =
                CompletableFuture.supplyAsync(() -> post("/uploads/slow", key, "x"));
        assertThat(OddUploads.begun.await(10, java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        CompletableFuture<TestServer.Answer> second =
                CompletableFuture.supplyAsync(() -> post("/uploads/slow", key, "x"));
        CompletableFuture<TestServer.Answer> other =
                CompletableFuture.supplyAsync(() -> post("/uploads/slow", key, "y"));
        OddUploads.hold.countDown();
        assertThat(first.join().status()).isEqualTo(201);
        assertThat(second.join().text()).isEqualTo(first.join().text());
        assertThat(other.join().status()).isEqualTo(400);
        assertThat(OddUploads.DONE.get()).isEqualTo(1);
    }

    @Test
    void a_try_of_a_server_that_died_is_taken_over() {
        String own = server.context().getBean(ServerName.class).value();
        String key = newKey();
        hold(key, own);
        assertThat(post("/uploads/nothing", key, "").status())
                .as("this very server has started again since")
                .isEqualTo(201);

        String others = newKey();
        hold(others, "another server");
        server.clock().forward(Duration.ofMinutes(15));
        assertThat(post("/uploads/nothing", others, "").status()).isEqualTo(201);
    }

    private static void hold(String key, String holder) {
        server.database()
                .jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                INSERT INTO idempotent_request (caller, path, key, attempt, server, run, begun_at)
                                VALUES ('installation', '/uploads/nothing', :key, :attempt, :server, :attempt, :now)""")
                        .bind("key", key)
                        .bind("attempt", UUID.randomUUID())
                        .bind("server", holder)
                        .bind("now", server.clock().instant())
                        .execute());
    }

    @Test
    void a_large_upload_is_done_once_whatever_boundary_its_client_made_up() {
        for (String path : new String[] {"/uploads/stream", "/uploads/part", "/uploads/nothing"}) {
            OddUploads.DONE.set(0);
            String key = newKey();
            HttpResponse<String> first = upload(path, key, "----boundary-one", 12, (byte) 'a');
            HttpResponse<String> second = upload(path, key, "--boundary_two-longer", 12, (byte) 'a');
            HttpResponse<String> other = upload(path, key, "----boundary-one", 12, (byte) 'b');
            assertThat(first.statusCode()).as(path + first.body()).isEqualTo(201);
            assertThat(second.body()).as(path).isEqualTo(first.body());
            assertThat(other.statusCode()).as(path + other.body()).isEqualTo(400);
            assertThat(OddUploads.DONE.get()).as(path).isEqualTo(1);
        }
    }

    private static HttpResponse<String> upload(String path, String key, String boundary, int megabytes, byte fill) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] content = new byte[megabytes << 20];
        java.util.Arrays.fill(content, fill);
        body.writeBytes(("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.jar\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(server.uri(path))
                            .header("Authorization", "Bearer " + server.adminToken())
                            .header("Idempotency-Key", key)
                            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
