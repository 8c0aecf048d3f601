package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.ClientCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GrapheneDB contract §2. */
@Tag("blackbox")
@ExtendWith(BlackBox.class)
class GrapheneDbTokenTest {
    private final Http http;
    private final ClientCredentials client;

    GrapheneDbTokenTest(Http http, BlackBoxTarget target) {
        this.http = http;
        this.client = target.grapheneDb();
    }

    private Answer exchange(String method, Map<String, String> form) {
        return http.send(
                method,
                GrapheneDbClient.TOKEN_PATH,
                Map.of("Content-Type", GrapheneDbClient.FORM),
                GrapheneDbClient.form(form));
    }

    private static void checkToken(Answer answer) {
        JsonNode token = answer.expect(201).json();
        assertThat(Answer.keys(token)).containsExactlyInAnyOrder("access_token", "token_type", "expires_in");
        assertThat(token.get("access_token").asText().split("\\."))
                .as("parts of a JWT")
                .hasSize(3);
        assertThat(token.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(token.get("expires_in").isInt()).isTrue();
        assertThat(token.get("expires_in").asInt()).isEqualTo(3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET"})
    void an_exchange_answers_201_be_it_a_post_or_a_get_with_a_form(String method) {
        checkToken(exchange(
                method,
                Map.of(
                        "client_id", client.id(),
                        "client_secret", client.secret(),
                        "grant_type", "client_credentials")));
    }

    @Test
    void grant_type_may_be_missing() {
        checkToken(exchange("POST", Map.of("client_id", client.id(), "client_secret", client.secret())));
    }

    @Test
    void another_grant_type_is_refused_by_name() {
        String error = exchange(
                        "POST",
                        Map.of("client_id", client.id(), "client_secret", client.secret(), "grant_type", "password"))
                .grapheneDbError(400);

        assertThat(error).contains("grant_type");
    }

    @Test
    void a_client_can_identify_itself_by_basic_authentication() {
        String basic = Base64.getEncoder()
                .encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));

        checkToken(http.send(
                "POST",
                GrapheneDbClient.TOKEN_PATH,
                Map.of("Content-Type", GrapheneDbClient.FORM, "Authorization", "Basic " + basic),
                "grant_type=client_credentials"));
    }

    @Test
    void secrets_in_the_query_are_refused() {
        Answer answer = http.send(
                "GET",
                GrapheneDbClient.TOKEN_PATH + "?client_id=" + client.id() + "&client_secret=not-really",
                Map.of());

        assertThat(answer.grapheneDbError(400)).contains("body");
    }

    @Test
    void a_wrong_secret_is_401_in_the_shape_of_every_error() {
        exchange("POST", Map.of("client_id", client.id(), "client_secret", client.secret() + "x"))
                .grapheneDbError(401);
    }

    @Test
    void an_unknown_client_is_told_just_what_a_wrong_secret_is_told() {
        String unknown = exchange("POST", Map.of("client_id", "0".repeat(32), "client_secret", client.secret()))
                .grapheneDbError(401);
        String wrong = exchange("POST", Map.of("client_id", client.id(), "client_secret", "wrong"))
                .grapheneDbError(401);

        assertThat(unknown).isEqualTo(wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer x.y.z", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "Basic eDp5"})
    void what_is_no_valid_token_is_401(String authorization) {
        Answer answer = http.send(
                "GET",
                "/deployments/databases",
                authorization.isEmpty()
                        ? Map.of("Content-Type", "application/json")
                        : Map.of("Content-Type", "application/json", "Authorization", authorization));

        answer.grapheneDbError(401);
    }

    @Test
    void the_token_of_one_dialect_is_good_for_the_other(GrapheneDbClient grapheneDb, TypeDbClient typeDb) {
        new GrapheneDbClient(http, typeDb.token()).get("/deployments/databases").expect(200);
        http.send("GET", typeDb.clusters(), Map.of("Authorization", "Bearer " + grapheneDb.token()))
                .expect(200);
    }

    @Test
    void the_token_of_a_removed_client_stops_at_once(Administration administration) {
        Administration.NewClient client = administration.clientWith("reader");
        client.grapheneDb().get("/deployments/databases").expect(200);

        administration.remove(client);

        client.grapheneDb().get("/deployments/databases").grapheneDbError(401);
        client.typeDb().get(client.typeDb().clusters()).typeDbError(401);
    }
}
