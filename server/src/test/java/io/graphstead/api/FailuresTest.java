package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.TestServer.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layer that can refuse a request, in the shape of both dialects. */
class FailuresTest {
    /** A route of each dialect that takes a body and may break; see {@link OddRoutes}. */
    private static final String GRAPHENEDB = "/odd";

    private static final String TYPEDB = "/api/odd";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("odd-routes", true));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void failed(Answer answer, String path, int status, String code, String word) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.text())
                .doesNotContain("Exception")
                .doesNotContain("io.")
                .doesNotContain("java")
                .doesNotContain("_links");
        if (path.startsWith("/api/")) {
            assertThat(answer.json().size()).isEqualTo(2);
            assertThat(answer.json().get("code").asText()).isEqualTo(code);
            assertThat(answer.json().get("message").asText()).contains(word);
        } else {
            assertThat(answer.json().size()).isEqualTo(1);
            assertThat(answer.json().get("error").asText()).contains(word);
        }
    }

    private static Answer admin(String method, String path, Map<String, String> more, String body) {
        Map<String, String> headers = new java.util.HashMap<>(more);
        headers.putIfAbsent("Authorization", "Bearer " + server.adminToken());
        return server.send(method, path, headers, body);
    }

    private static Answer admin(String method, String path, String body) {
        return admin(method, path, Map.of("Content-Type", "application/json"), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api/nowhere", "/api", "/organizations/x/y/z", "/api/v1/"})
    void an_unknown_path_is_404_with_or_without_a_token(String path) {
        failed(server.send("GET", path, Map.of(), ""), path, 404, "NOT_FOUND", "nothing at " + path);
        failed(admin("POST", path, "{}"), path, 404, "NOT_FOUND", "nothing at " + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void a_wrong_method_is_405_and_says_which_are_right(String path) {
        for (String method : new String[] {"DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"}) {
            Answer answer = server.raw(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            failed(answer, path, 405, "METHOD_NOT_ALLOWED", method + " is not allowed");
            assertThat(answer.header("Allow")).contains("POST");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void a_reply_that_is_not_accepted_is_406(String path) {
        failed(admin("POST", path, Map.of("Accept", "image/png"), ""), path, 406, "NOT_ACCEPTABLE", "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void an_unread_media_type_is_415(String path) {
        for (String type : new String[] {"text/xml", "multipart/form-data; boundary=x", "nonsense"}) {
            failed(
                    admin("POST", path, Map.of("Content-Type", type), "text"),
                    path,
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "send application/json");
        }
    }

    @Test
    void a_form_is_read_in_graphenedb_and_not_in_typedb() {
        Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
        assertThat(admin("POST", GRAPHENEDB, form, "text=a%20b+c&number=7&list=x&list=y")
                        .text())
                .isEqualTo("{\"text\":\"a b c\",\"number\":7,\"list\":[\"x\",\"y\"]}");
        failed(admin("POST", TYPEDB, form, "text=a"), TYPEDB, 415, "UNSUPPORTED_MEDIA_TYPE", "form");
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void a_body_that_is_too_long_or_too_deep_is_413(String path) {
        String longText = "{\"text\": \"" + "a".repeat(2_000_000) + "\"}";
        failed(admin("POST", path, longText), path, 413, "REQUEST_TOO_LONG", "too long");
        String deep = "{\"text\": " + "[".repeat(100) + "]".repeat(100) + "}";
        failed(admin("POST", path, deep), path, 413, "REQUEST_TOO_LONG", "too long");
        String huge = "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + server.adminToken() + "\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n";
        failed(server.raw(huge), path, 413, "REQUEST_TOO_LONG", "too long");
        String chunked = "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + server.adminToken()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1E8480\r\n" + " ".repeat(2_000_000) + "\r\n0\r\n\r\n";
        failed(server.raw(chunked), path, 413, "REQUEST_TOO_LONG", "too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void json_that_cannot_be_read_is_400(String path) {
        for (String body :
                new String[] {"{", "[]", "\"a\"", "null", "{\"a\": 1} x", "{\"a\": 1, \"a\": 2}", "{a: 1}"}) {
            failed(admin("POST", path, body), path, 400, "MALFORMED_REQUEST", "body");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void a_field_of_the_wrong_type_is_named(String path) {
        failed(admin("POST", path, "{\"text\": 12}"), path, 400, "INVALID_FIELD", "text must be text");
        failed(
                admin("POST", path, "{\"number\": \"12\"}"),
                path,
                400,
                "INVALID_FIELD",
                "number must be a whole number");
        failed(admin("POST", path, "{\"list\": [1]}"), path, 400, "INVALID_FIELD", "list[0] must be text");
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void an_uncaught_exception_is_500_with_the_request_id_and_nothing_else(String path) {
        Answer answer = admin(
                "POST",
                path,
                Map.of("X-Request-Id", "find-me.1", "Content-Type", "application/json"),
                "{\"text\": \"break\"}");
        failed(answer, path, 500, "INTERNAL_ERROR", "find-me.1");
        assertThat(answer.text()).doesNotContain("secret of the server");
        assertThat(answer.header("X-Request-Id")).isEqualTo("find-me.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {GRAPHENEDB, TYPEDB})
    void a_refusal_behind_other_exceptions_is_still_a_refusal(String path) {
        failed(admin("POST", path, "{\"text\": \"refuse\"}"), path, 400, "WRONG_STATE", "resume it first");
    }

    @Test
    void parameters_that_are_missing_or_wrong_are_named() {
        failed(admin("GET", "/odd/parameters", ""), "/odd", 400, "", "number is missing");
        failed(admin("GET", "/odd/parameters?number=x", ""), "/odd", 400, "", "number has a value");
        failed(admin("GET", "/api/odd/parameters", ""), "/api/odd", 400, "MALFORMED_REQUEST", "number is missing");
    }

    @Test
    void a_missing_or_invalid_token_is_401_in_both() {
        for (String path : new String[] {GRAPHENEDB, TYPEDB}) {
            Answer without = server.send("POST", path, Map.of(), "not even JSON");
            failed(without, path, 401, "UNAUTHENTICATED", "token");
            assertThat(without.header("WWW-Authenticate")).startsWith("Bearer");
            for (String token : new String[] {"x", "a.b.c", "e30.e30.e30", server.adminToken() + "x"}) {
                failed(
                        server.send("POST", path, Map.of("Authorization", "Bearer " + token), "{}"),
                        path,
                        401,
                        "UNAUTHENTICATED",
                        "token is not valid");
            }
        }
    }

    @Test
    void a_header_without_a_token_or_of_another_scheme_is_400_in_typedb_and_401_in_graphenedb() {
        String[] headers = {"Bearer", "Bearer ", "Basic abc", "Token abc", "Bearer a b", "", server.adminToken()};
        for (String header : headers) {
            String request = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + header + "\r\n\r\n";
            failed(server.raw("POST " + TYPEDB + request), TYPEDB, 400, "MALFORMED_REQUEST", "Authorization");
            failed(server.raw("POST " + GRAPHENEDB + request), GRAPHENEDB, 401, "", "Authorization");
        }
        String twice = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b"
                + "\r\n\r\n";
        failed(server.raw("POST " + TYPEDB + twice), TYPEDB, 400, "MALFORMED_REQUEST", "more than one");
    }

    @Test
    void a_route_that_says_nothing_is_closed_even_to_the_installation() {
        failed(admin("GET", "/odd/forgotten", ""), "/odd", 403, "", "token");
        failed(server.send("GET", "/odd/forgotten", Map.of(), ""), "/odd", 401, "", "token");
    }

    @Test
    void what_is_not_http_is_answered_before_a_path_is_known() {
        failed(server.raw("NONSENSE\r\n\r\n"), "/", 400, "", "not understood");
        failed(
                server.raw("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                "/",
                413,
                "",
                "too long");
        failed(server.raw("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), "/", 400, "", "not understood");
        failed(
                server.raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"),
                "/",
                413,
                "",
                "too long");
    }

    @Test
    void an_address_that_is_too_long_is_refused_in_the_dialect_of_its_path() {
        for (int length : new int[] {5_000, 60_000}) {
            for (String path : List.of("/api/v1/team/", "/deployments/databases/")) {
                failed(
                        server.raw("GET " + path + "a".repeat(length)
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                        path,
                        413,
                        "REQUEST_TOO_LONG",
                        "too long");
                failed(
                        server.raw("GET " + path + "x?" + "a".repeat(length)
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                        path,
                        413,
                        "REQUEST_TOO_LONG",
                        "too long");
            }
        }
    }

    @Test
    void a_well_formed_request_id_is_echoed_and_another_one_replaced() {
        Answer echoed = server.send("GET", "/nowhere", Map.of("X-Request-Id", "abc-123_4.5"), "");
        assertThat(echoed.header("X-Request-Id")).isEqualTo("abc-123_4.5");
        for (String bad : new String[] {"a b", "x".repeat(65), "<script>"}) {
            Answer answer = server.send("GET", "/nowhere", Map.of("X-Request-Id", bad), "");
            assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{32}");
        }
        Answer good = admin("POST", GRAPHENEDB, Map.of("X-Request-Id", "good"), "");
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.header("X-Request-Id")).isEqualTo("good");
    }

    @Test
    void replies_say_what_a_browser_must_not_do() {
        Answer answer = admin("GET", "/organizations", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        Answer preflight = server.raw("OPTIONS /organizations HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n\r\n");
        assertThat(preflight.status()).isEqualTo(405);
        assertThat(preflight.headers().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void head_answers_like_get_without_a_body() {
        String authorization = "\r\nAuthorization: Bearer " + server.adminToken();
        Answer head =
                server.raw("HEAD /organizations HTTP/1.1\r\nHost: x\r\nConnection: close" + authorization + "\r\n\r\n");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        Answer unknown = server.raw("HEAD /organizations/" + UUID.randomUUID()
                + " HTTP/1.1\r\nHost: x\r\nConnection: close" + authorization + "\r\n\r\n");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text()).isEmpty();
    }

    @Test
    void a_command_takes_any_content_type_and_its_log_lines_carry_the_request_id() {
        for (String method : new String[] {"POST", "PUT"}) {
            for (String type : new String[] {"application/json", "application/x-www-form-urlencoded", "text/plain"}) {
                Answer answer = admin(method, "/odd/command", Map.of("Content-Type", type), "");
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(answer.text())
                        .isEqualTo("{\"done\":\"installation " + answer.header("X-Request-Id") + "\"}");
            }
        }
    }
}
