package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.TestServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokenEndpointsTest {
    private static final String TOKEN = "/organizations/oauth/token";
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    private static TestServer server;
    private static String organization;
    private static String environment;
    private static JsonNode client;
    private static String id;
    private static String secret;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                Map.of("graphstead.owner.email", "Owner@Example.org", "graphstead.owner.password", "correct horse"));
        organization = server.anOrganization();
        environment = server.anEnvironment(organization);
        client = server.aClientOf(environment, organization, "operator");
        id = client.get("clientId").asText();
        secret = client.get("clientSecret").asText();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void isToken(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().get("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.json().get("expires_in").isInt()).isTrue();
        assertThat(answer.json().get("expires_in").asInt()).isEqualTo(3600);
        opens(answer.json().get("access_token").asText());
    }

    private static void opens(String token) {
        Answer listed = server.send("GET", "/deployments/environments", token, "");
        assertThat(listed.status()).as(listed.text()).isEqualTo(200);
        assertThat(listed.text()).contains("\"id\":\"" + environment + "\"");
    }

    private static void isError(Answer answer, int status, String word) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().size()).isEqualTo(1);
        assertThat(answer.json().get("error").asText()).contains(word).doesNotContain(secret);
    }

    private static void isTypeDbError(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().get("code").asText()).matches("[A-Z_]+");
        assertThat(answer.json().get("message").asText()).isNotBlank().doesNotContain(secret);
    }

    @Test
    void a_form_gets_a_token_with_or_without_a_grant_type() {
        isToken(server.send("POST", TOKEN, FORM, "client_id=" + id + "&client_secret=" + secret));
        isToken(server.send(
                "POST",
                TOKEN,
                FORM,
                "client_secret=" + secret + "&client_id=" + id + "&grant_type=client_credentials"));
    }

    @Test
    void json_and_basic_authentication_get_one_too() {
        isToken(server.send(
                "POST",
                TOKEN,
                Map.of("Content-Type", "application/json"),
                "{\"client_id\": \"" + id + "\", \"client_secret\": \"" + secret + "\"}"));
        String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        isToken(server.send("POST", TOKEN, Map.of("Authorization", "Basic " + basic), ""));
        isToken(server.send(
                "POST",
                TOKEN,
                Map.of("Authorization", "basic " + basic, "Content-Type", "application/x-www-form-urlencoded"),
                "grant_type=client_credentials&client_id=" + id));
        isError(server.send("POST", TOKEN, Map.of("Authorization", "Basic !!!"), ""), 400, "base64");
        isError(
                server.send(
                        "POST",
                        TOKEN,
                        Map.of("Authorization", "Basic " + basic, "Content-Type", "application/x-www-form-urlencoded"),
                        "client_id=someone"),
                400,
                "different");
    }

    @Test
    void an_old_bearer_token_in_the_header_does_no_harm() {
        isToken(server.send(
                "POST",
                TOKEN,
                Map.of("Authorization", "Bearer old", "Content-Type", "application/x-www-form-urlencoded"),
                "client_id=" + id + "&client_secret=" + secret));
    }

    @Test
    void the_pages_get_with_a_form_as_its_body_works_the_same() {
        String form = "client_secret=" + secret + "&client_id=" + id + "&grant_type=client_credentials";
        isToken(server.raw("GET " + TOKEN + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form));
        isError(server.raw("GET " + TOKEN + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 400, "client_id");
    }

    @Test
    void a_dashed_client_id_is_accepted() {
        String dashed = id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        isToken(server.send("POST", TOKEN, FORM, "client_id=" + dashed + "&client_secret=" + secret));
    }

    @Test
    void wrong_credentials_are_401_in_one_wording() {
        Answer wrongSecret = server.send("POST", TOKEN, FORM, "client_id=" + id + "&client_secret=wrong");
        isError(wrongSecret, 401, "wrong");
        Answer wrongId = server.send(
                "POST", TOKEN, FORM, "client_id=" + id.replace(id.charAt(0), '0') + "0&client_secret=" + secret);
        isError(wrongId, 401, "wrong");
        assertThat(wrongId.text()).isEqualTo(wrongSecret.text());
        isError(
                server.send("POST", TOKEN, FORM, "client_id=" + "0".repeat(32) + "&client_secret=" + secret),
                401,
                "wrong");
    }

    @Test
    void what_is_missing_or_not_allowed_is_named() {
        isError(server.send("POST", TOKEN, FORM, "client_secret=" + secret), 400, "client_id");
        isError(server.send("POST", TOKEN, FORM, "client_id=" + id), 400, "client_secret");
        isError(server.send("POST", TOKEN, FORM, ""), 400, "client_id");
        isError(
                server.send(
                        "POST", TOKEN, FORM, "client_id=" + id + "&client_secret=" + secret + "&grant_type=password"),
                400,
                "grant_type");
        isError(server.send("POST", TOKEN + "?client_secret=" + secret, FORM, "client_id=" + id), 400, "body");
        isError(
                server.raw("GET " + TOKEN + "?client_id=" + id + "&client_secret=" + secret
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                400,
                "body");
        isError(
                server.send(
                        "POST",
                        TOKEN,
                        Map.of("Content-Type", "application/json"),
                        "{\"client_id\": 12, \"client_secret\": \"x\"}"),
                400,
                "client_id must be text");
        isError(server.send("POST", TOKEN, Map.of("Content-Type", "text/xml"), "<a/>"), 415, "text/xml");
    }

    @Test
    void typedb_exchanges_a_raw_header_for_the_token_alone() {
        for (String path : new String[] {"/api/auth", "/api/v1/auth"}) {
            Answer answer = server.raw("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Authorization: Basic " + id + ":" + secret + "\r\n\r\n");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("text/plain");
            assertThat(answer.text()).matches("[A-Za-z0-9_.-]+");
            opens(answer.text());
        }
    }

    @Test
    void typedb_takes_base64_any_accept_header_and_any_content_type() {
        String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        for (String accept : new String[] {"application/json", "text/plain", "*/*", "text/html"}) {
            Answer answer = server.send(
                    "POST",
                    "/api/auth",
                    Map.of("Authorization", "basic  " + basic, "Accept", accept, "Content-Type", "application/json"),
                    "");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("text/plain");
            opens(answer.text());
        }
    }

    @Test
    void typedb_answers_400_to_every_wrong_exchange() {
        String[] headers = {
            "Basic " + id + ":wrong",
            "Basic " + "0".repeat(32) + ":" + secret,
            "Basic nobody:" + secret,
            "Basic",
            "Basic ",
            "Basic :",
            "Basic " + id,
            "Basic " + id + ":",
            "Basic a b:c",
            "Bearer " + id + ":" + secret,
            id + ":" + secret
        };
        for (String header : headers) {
            isTypeDbError(
                    server.raw("POST /api/auth HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + header
                            + "\r\n\r\n"),
                    400);
        }
        isTypeDbError(server.raw("POST /api/v1/auth HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 400);
    }

    @Test
    void the_installations_owner_signs_in_and_owns_and_makes_every_organization() {
        Answer answer = server.send(
                "POST",
                "/people/token",
                Map.of("Content-Type", "application/json"),
                "{\"email\": \"owner@example.org\", \"password\": \"correct horse\"}");
        isToken(answer);
        String token = answer.json().get("access_token").asText();
        String later = server.anOrganization();
        assertThat(server.send("GET", "/organizations/" + later, token, "").status())
                .isEqualTo(200);
        assertThat(server.send("POST", "/organizations", token, "{\"name\": \"Mine\"}")
                        .status())
                .as("what the installation may, its owner may")
                .isEqualTo(201);
    }

    @Test
    void guessing_a_password_is_slowed_down() {
        String wrong = "email=guess%40example.org&password=wrong";
        for (int tries = 0; tries < 5; tries++) {
            isError(server.send("POST", "/people/token", FORM, wrong), 401, "wrong");
        }
        Answer slowed = server.send("POST", "/people/token", FORM, wrong);
        isError(slowed, 429, "too many");
        assertThat(slowed.header("Retry-After")).isEqualTo("1");
        server.clock().forward(Duration.ofSeconds(1));
        isError(server.send("POST", "/people/token", FORM, wrong), 401, "wrong");
        isError(server.send("POST", "/people/token", FORM, wrong), 429, "2 s");
        isError(server.send("POST", "/people/token", FORM, "email=a%40b.org"), 400, "password");
    }

    @Test
    void secrets_are_long_random_and_need_no_encoding() {
        assertThat(secret).matches("[0-9a-f]{64}");
        assertThat(id).matches("[0-9a-f]{32}");
        int inClear = server.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM api_client WHERE encode(secret_hash, 'hex') = :secret")
                        .bind("secret", secret)
                        .mapTo(Integer.class)
                        .one());
        assertThat(inClear).isZero();
    }
}
