package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.TestServer.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens on two servers that share one database, one of them over a connection that can be cut. */
class TokenLifeTest {
    private static Relay relay;
    private static TestServer here;
    private static TestServer there;
    private static String organization;
    private static String environment;

    @BeforeAll
    static void start() throws IOException {
        here = TestServer.start();
        relay = new Relay(TestPostgres.port());
        there = TestServer.startBehind(relay);
        organization = here.anOrganization();
        environment = here.anEnvironment(organization);
    }

    @AfterAll
    static void stop() throws IOException {
        there.close();
        relay.close();
        here.close();
    }

    private static int status(TestServer server, String token) {
        return server.send("GET", "/deployments/environments", token, "").status();
    }

    private static JsonNode aClient() {
        return here.aClientOf(environment, organization, "reader");
    }

    private static String path(JsonNode client) {
        return "/organizations/" + organization + "/api-clients/"
                + client.get("clientId").asText();
    }

    @Test
    void a_token_of_one_server_is_good_on_the_other() {
        String token = here.tokenOf(aClient());
        assertThat(status(here, token)).isEqualTo(200);
        assertThat(status(there, token)).isEqualTo(200);
    }

    @Test
    void a_token_is_good_for_an_hour() {
        String token = here.tokenOf(aClient());
        here.clock().forward(Duration.ofHours(1).minusSeconds(1));
        assertThat(status(here, token)).isEqualTo(200);
        here.clock().forward(Duration.ofSeconds(1));
        Answer ended = here.send("GET", "/deployments/environments", token, "");
        assertThat(ended.status()).isEqualTo(401);
        assertThat(ended.text()).contains("expired");
    }

    @Test
    void a_refreshed_secret_ends_the_old_one_and_its_tokens_at_once() {
        JsonNode client = aClient();
        String token = here.tokenOf(client);
        assertThat(status(here, token)).isEqualTo(200);
        JsonNode refreshed = here.send("POST", path(client) + "/secret/refresh", here.adminToken(), "")
                .json();
        assertThat(status(here, token)).isEqualTo(401);
        assertThat(here.send(
                                "POST",
                                "/organizations/oauth/token",
                                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                                "client_id=" + client.get("clientId").asText() + "&client_secret="
                                        + client.get("clientSecret").asText())
                        .status())
                .isEqualTo(401);
        assertThat(status(here, here.tokenOf(refreshed))).isEqualTo(200);
    }

    @Test
    void a_removed_client_has_no_tokens() {
        JsonNode client = aClient();
        String token = here.tokenOf(client);
        assertThat(status(here, token)).isEqualTo(200);
        here.send("DELETE", path(client), here.adminToken(), "");
        assertThat(status(here, token)).isEqualTo(401);
    }

    @Test
    void the_other_server_is_told() {
        JsonNode client = aClient();
        String token = here.tokenOf(client);
        assertThat(status(there, token)).as("remembered there now").isEqualTo(200);
        here.send("DELETE", path(client), here.adminToken(), "");
        await("the notification to arrive there")
                .untilAsserted(() -> assertThat(status(there, token)).isEqualTo(401));
    }

    @Test
    void without_postgresql_no_token_is_accepted_and_none_called_wrong() {
        JsonNode client = aClient();
        String token = here.tokenOf(client);
        assertThat(status(there, token)).as("remembered there now").isEqualTo(200);
        relay.cut();
        try {
            await("the lost connection to be noticed there")
                    .untilAsserted(() -> assertThat(status(there, token)).isEqualTo(503));
            Answer gone = there.send("GET", "/deployments/environments", token, "");
            assertThat(gone.header("Retry-After")).isEqualTo("5");
            assertThat(gone.json().get("error").asText()).contains("try again");
            Answer exchange =
                    there.send("POST", "/api/auth", Map.of("Authorization", "Basic " + "0".repeat(32) + ":secret"), "");
            assertThat(exchange.status()).isEqualTo(503);
            assertThat(exchange.json().get("code").asText()).isEqualTo("UNAVAILABLE");
            assertThat(status(there, "not.a.token")).isEqualTo(401);
            here.send("DELETE", path(client), here.adminToken(), "");
        } finally {
            relay.mend();
        }
        await("the connection to come back")
                .untilAsserted(
                        () -> assertThat(status(there, there.adminToken())).isEqualTo(200));
        assertThat(status(there, token))
                .as("removed while nobody there could hear it")
                .isEqualTo(401);
        assertThat(status(here, token)).isEqualTo(401);
    }

    @Test
    void the_last_use_is_written_once_in_five_minutes() {
        JsonNode client = aClient();
        String token = here.tokenOf(client);
        String first = lastUse(client);
        assertThat(first).isNotEqualTo("null");
        here.clock().forward(Duration.ofMinutes(4));
        assertThat(status(here, token)).isEqualTo(200);
        assertThat(lastUse(client)).isEqualTo(first);
        here.clock().forward(Duration.ofMinutes(1));
        assertThat(status(here, token)).isEqualTo(200);
        assertThat(lastUse(client)).isNotEqualTo(first).endsWith("GMT");
    }

    private static String lastUse(JsonNode client) {
        return here.send("GET", path(client), here.adminToken(), "")
                .json()
                .get("lastUsedAt")
                .asText();
    }
}
