package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP layer itself says, over TLS as clients reach it: each byte as a test wrote it. */
class BadHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRAPHENEDB = "/deployments/environments";
    private static final String TYPEDB = "/api/odd";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                Map.of("odd-routes", true, "micronaut.server.ssl.enabled", true, "micronaut.server.ssl.port", -1));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TlsSocket open() {
        return new TlsSocket(server.uri("/").getPort());
    }

    /** The head of a request with a token, without the empty line that ends it. */
    private static String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + server.adminToken() + "\r\n";
    }

    private static TlsSocket.Answer ask(String request) {
        try (TlsSocket socket = open()) {
            return socket.write(request).read();
        }
    }

    private static void refused(TlsSocket.Answer answer, String path, int status, String... words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
        assertThat(answer.headers()).containsKey("x-request-id");
        JsonNode body;
        try {
            body = JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.text(), e);
        }
        String said = path.startsWith("/api/")
                ? body.path("message").asText()
                : body.path("error").asText();
        assertThat(said).as(answer.text()).isNotEmpty();
        for (String word : words) {
            assertThat(said).contains(word);
        }
        assertThat(body.has("code")).isEqualTo(path.startsWith("/api/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BREW", "TRACE", "CONNECT", "PROPFIND", "PATCH"})
    void an_unknown_method_is_told_which_are_known(String method) {
        for (String path : List.of(GRAPHENEDB, TYPEDB)) {
            refused(ask(head(method, path) + "\r\n"), path, 405, method);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void ten_megabytes_of_json_are_too_long(String path) {
        String json = "{\"label\": \"" + "x".repeat(10 << 20) + "\"}";
        for (String length : List.of("Content-Length: " + json.length(), "Transfer-Encoding: chunked")) {
            try (TlsSocket socket = open()) {
                socket.write(head("POST", path) + "Content-Type: application/json\r\n" + length + "\r\n\r\n");
                socket.write(
                        length.startsWith("T")
                                ? Integer.toHexString(json.length()) + "\r\n" + json + "\r\n0\r\n\r\n"
                                : json);
                refused(socket.read(), path, 413, "too long");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void deep_json_is_refused(String path) {
        for (String deep : List.of("[".repeat(100_000), "{\"a\":".repeat(50_000), "{\"text\":" + "[".repeat(40))) {
            TlsSocket.Answer answer = ask(head("POST", path) + "Content-Type: application/json\r\nContent-Length: "
                    + deep.length() + "\r\n\r\n" + deep);
            assertThat(answer.status()).isBetween(400, 413);
            refused(answer, path, answer.status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "image/png",
                "nonsense",
                "/",
                "application/json/json",
                "multipart/form-data",
                "application/json; charset=nonsense",
                ";",
                "multipart/form-data; boundary="
            })
    void a_wrong_content_type_is_refused(String type) {
        for (String path : List.of(GRAPHENEDB, TYPEDB)) {
            TlsSocket.Answer answer =
                    ask(head("POST", path) + "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");
            if (type.startsWith("application/json;")) {
                assertThat(answer.status()).as(type + answer.text()).isLessThan(500);
            } else {
                refused(answer, path, 415);
            }
        }
    }

    @Test
    void without_a_content_type_json_is_read() {
        refused(ask(head("POST", GRAPHENEDB) + "Content-Length: 2\r\n\r\n{}"), GRAPHENEDB, 400, "organizationId");
    }

    @Test
    void a_truncated_multipart_body_is_refused() {
        String part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.jar\"\r\n\r\nhalf of";
        TlsSocket.Answer answer = ask(head("POST", "/uploads/part")
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + part.length() + "\r\n\r\n"
                + part);
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        refused(answer, GRAPHENEDB, answer.status());
        String without = ask(head("POST", "/uploads/part")
                        + "Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nabc")
                .text();
        assertThat(without).doesNotContain("request id");
    }

    @Test
    void a_connection_that_ends_in_the_middle_leaves_the_server_well() {
        try (TlsSocket socket = open()) {
            socket.write(head("POST", GRAPHENEDB) + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
        }
        assertThat(ask(head("GET", GRAPHENEDB) + "\r\n").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%zz", "/%f", "/deployments/%C3%28", "/deployments/environments/%", "/a|b", "/a b"})
    void a_bad_percent_or_character_in_the_path_is_refused(String path) {
        TlsSocket.Answer answer = ask(head("GET", path) + "\r\n");
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        refused(answer, "/", answer.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%00",
                "/deployments/environments/%00",
                "/deployments/databases/graphneo/%00/status",
                "/deployments/environments/a%00b",
                "/deployments/environments/%0d%0aX-Evil:%201",
                "/deployments/databases/%00",
                "/databases/%00",
                "/deployments/environments/%2e%2e%2f",
                "/organizations/%F0%9F%92%A9",
                "/organizations/..%5c..",
                "/organizations?limit=%00",
                "/organizations?pageToken=%00%ff"
            })
    void control_characters_are_nothing_special(String path) {
        TlsSocket.Answer answer = ask(head("GET", path) + "\r\n");
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.headers()).doesNotContainKey("x-evil");
        refused(answer, "/", answer.status());
    }

    @Test
    void a_very_long_path_is_refused() {
        for (int length : new int[] {3_000, 10_000, 100_000}) {
            TlsSocket.Answer answer = ask(head("GET", "/organizations/" + "a".repeat(length)) + "\r\n");
            assertThat(answer.status()).as(length + answer.text()).isBetween(400, 499);
            refused(answer, "/", answer.status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: x",
                "Content-Length: 2\r\nContent-Length: 3",
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: nonsense",
                " folded: no",
                "No colon",
                "Na me: x",
                "X: a\u0000b",
                "Expect: nonsense",
            })
    void headers_that_break_the_rules_are_refused(String header) {
        TlsSocket.Answer answer = ask(head("POST", GRAPHENEDB) + header + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        assertThat(answer.status()).as(header + answer.text()).isBetween(400, 499);
        refused(answer, GRAPHENEDB, answer.status());
    }

    @Test
    void nothing_that_is_sent_becomes_a_header_of_the_answer() {
        TlsSocket.Answer answer = ask(head("GET", GRAPHENEDB) + "X-Request-Id: a\rX-Evil: 1\r\n\r\n");
        assertThat(answer.headers()).doesNotContainKey("x-evil");
        assertThat(answer.status()).isLessThan(500);
        TlsSocket.Answer long65 = ask(head("GET", GRAPHENEDB) + "X-Request-Id: " + "a".repeat(65) + "\r\n\r\n");
        assertThat(long65.headers().get("x-request-id")).matches("[0-9a-f]{32}");
        TlsSocket.Answer long64 = ask(head("GET", GRAPHENEDB) + "X-Request-Id: " + "a".repeat(64) + "\r\n\r\n");
        assertThat(long64.headers().get("x-request-id")).isEqualTo("a".repeat(64));
    }

    private static byte[] unzipped(TlsSocket.Answer answer) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    }

    @Test
    void long_json_is_compressed_and_short_json_and_events_are_not() throws IOException {
        TlsSocket.Answer plain = ask(head("GET", "/odd/long") + "\r\n");
        TlsSocket.Answer zipped = ask(head("GET", "/odd/long") + "Accept-Encoding: gzip, deflate, br\r\n\r\n");
        assertThat(plain.headers()).doesNotContainKey("content-encoding");
        assertThat(zipped.headers()).containsEntry("content-encoding", "gzip");
        assertThat(unzipped(zipped)).isEqualTo(plain.body());
        assertThat(zipped.body().length).isLessThan(plain.body().length / 2);

        TlsSocket.Answer small = ask(head("GET", "/health") + "Accept-Encoding: gzip\r\n\r\n");
        assertThat(small.headers()).doesNotContainKey("content-encoding");

        TlsSocket.Answer events = ask(head("GET", "/odd/events") + "Accept-Encoding: gzip\r\n\r\n");
        assertThat(events.headers().get("content-type")).startsWith("text/event-stream");
        assertThat(events.headers()).doesNotContainKey("content-encoding");
        assertThat(new String(events.body(), StandardCharsets.UTF_8)).contains("data: 5");
    }
}
