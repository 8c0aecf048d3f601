package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    private static TestServer server;
    private static String organization;
    private static String environment;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of(
                "graphstead.api.rate-limit.per-second", 2,
                "graphstead.api.rate-limit.burst", 5,
                "graphstead.api.rate-limit.wrong-credentials-per-minute", 3));
        organization = server.anOrganization();
        environment = server.anEnvironment(organization);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String aToken() {
        return server.tokenOf(server.aClientOf(environment, organization, "reader"));
    }

    private static TestServer.Answer ask(String token) {
        return server.send("GET", "/deployments/environments", token, "");
    }

    @Test
    void a_client_that_asks_too_much_is_told_when_to_come_back_and_let_in_then() {
        String token = aToken();
        String other = aToken();
        for (int i = 0; i < 5; i++) {
            assertThat(ask(token).status()).isEqualTo(200);
        }
        TestServer.Answer refused = ask(token);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("Content-Type")).isEqualTo("application/json");
        assertThat(refused.json().get("error").asText())
                .contains("too many requests")
                .contains("1 s");
        assertThat(ask(other).status()).as("another client").isEqualTo(200);

        server.clock().forward(Duration.ofSeconds(1));
        assertThat(ask(token).status()).isEqualTo(200);
        assertThat(ask(token).status()).isEqualTo(200);
        assertThat(ask(token).status()).isEqualTo(429);
    }

    @Test
    void the_other_dialect_says_it_in_its_own_shape_and_counts_the_same_client() {
        String token = aToken();
        for (int i = 0; i < 5; i++) {
            ask(token);
        }
        TestServer.Answer refused = server.send("GET", "/api/org/none/projects/none/clusters", token, "");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("code").asText()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(refused.json().get("message").asText()).isNotEmpty();
        assertThat(refused.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void the_installations_own_token_is_not_limited() {
        for (int i = 0; i < 20; i++) {
            assertThat(ask(server.adminToken()).status()).isEqualTo(200);
        }
    }

    @Test
    void wrong_credentials_are_limited_by_address_and_right_ones_never() {
        server.clock().forward(Duration.ofMinutes(2));
        JsonNode client = server.aClientOf(environment, organization, "reader");
        String wrong = "client_id=" + client.get("clientId").asText() + "&client_secret=wrong";
        for (int i = 0; i < 3; i++) {
            assertThat(server.send("POST", "/organizations/oauth/token", FORM, wrong)
                            .status())
                    .isEqualTo(401);
        }
        TestServer.Answer refused = server.send("POST", "/organizations/oauth/token", FORM, wrong);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("20");
        assertThat(refused.json().get("error").asText()).contains("too many requests");
        TestServer.Answer typeDb =
                server.send("POST", "/api/v1/auth", Map.of("Authorization", "Basic nobody:nothing"), "");
        assertThat(typeDb.status()).isEqualTo(429);
        assertThat(typeDb.json().get("code").asText()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(server.send("POST", "/people/token", FORM, "email=a@example.org&password=wrong")
                        .status())
                .as("no password is even looked at")
                .isEqualTo(429);
        for (int i = 0; i < 10; i++) {
            assertThat(server.tokenOf(client)).isNotEmpty();
        }
        server.clock().forward(Duration.ofSeconds(20));
        assertThat(server.send("POST", "/organizations/oauth/token", FORM, wrong)
                        .status())
                .isEqualTo(401);
    }
}
