package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** API clients whose label and grants change. */
class ApiClientChangesTest {
    private static TestServer server;
    private static String admin;

    private final String organization = server.anOrganization();
    private final String first = server.anEnvironment(organization);
    private final String second = server.anEnvironment(organization);
    private final JsonNode client = server.aClientOf(first, organization, "reader");
    private final String path = "/organizations/" + organization + "/api-clients/"
            + client.get("clientId").asText();

    @BeforeAll
    static void start() {
        server = TestServer.start();
        admin = server.adminToken();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void refused(Answer answer, int status, String... words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("error").asText()).contains(words);
    }

    private static int status(String token, String environment) {
        return server.send("GET", "/deployments/environments/" + environment, token, "")
                .status();
    }

    @Test
    void a_token_given_out_before_stands_for_the_new_grants_at_once() {
        String token = server.tokenOf(client);
        assertThat(status(token, first)).isEqualTo(200);
        assertThat(status(token, second)).isEqualTo(403);
        server.send("PUT", "/deployments/environments/" + second, admin, "{\"grantType\": \"staging\"}");
        Answer changed = server.send(
                "PUT",
                path,
                admin,
                "{\"grants\": [{\"environmentId\": \"" + second + "\", \"role\": \"administrator\"}]}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().get("grantTypes").toString()).isEqualTo("[\"staging\"]");
        assertThat(changed.json().has("clientSecret")).isFalse();
        assertThat(changed.json().get("label").asText()).isEqualTo("Client");
        assertThat(status(token, first)).isEqualTo(403);
        assertThat(status(token, second)).isEqualTo(200);
        assertThat(server.send("PUT", "/deployments/environments/" + second, token, "{\"label\": \"Mine\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_label_changes_alone_and_what_was_read_may_be_sent_back() {
        Answer relabelled = server.send("PUT", path, admin, "{\"label\": \"CI of team B\"}");
        assertThat(relabelled.json().get("label").asText()).isEqualTo("CI of team B");
        assertThat(relabelled.json().get("grants")).isEqualTo(client.get("grants"));
        Answer echoed = server.send("PUT", path, admin, relabelled.text());
        assertThat(echoed.status()).as(echoed.text()).isEqualTo(200);
        assertThat(echoed.json()).isEqualTo(relabelled.json());
    }

    @Test
    void use_is_shown() {
        server.tokenOf(client);
        assertThat(server.send("GET", path, admin, "").json().get("lastUsedAt").asText())
                .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void wrong_changes_are_named_and_change_nothing() {
        String before = server.send("GET", path, admin, "").text();
        String elsewhere = server.anEnvironment(server.anOrganization());
        String[][] wrong = {
            {"{}", "nothing to change"},
            {"{\"label\": \"new\", \"grants\": []}", "grants must hold at least one"},
            {"{\"label\": \"new\", \"grants\": [{\"environmentId\": \"" + elsewhere + "\"}]}", "no environment of this"
            },
            {"{\"label\": \"new\", \"grants\": [{\"environmentId\": \"" + first + "\", \"role\": \"Reader\"}]}", "role"
            },
            {"{\"label\": \"\"}", "label"},
            {"{\"label\": {}}", "label must be text"},
        };
        for (String[] one : wrong) {
            refused(server.send("PUT", path, admin, one[0]), 400, one[1]);
        }
        assertThat(server.send("GET", path, admin, "").text()).isEqualTo(before);
        String operator = server.tokenOf(server.aClientOf(first, organization, "administrator"));
        refused(server.send("PUT", path, operator, "{"), 403, "administrator");
        refused(
                server.send("PUT", path.substring(0, path.length() - 32) + "0".repeat(32), admin, "{}"),
                404,
                "API client " + "0".repeat(32));
    }
}
