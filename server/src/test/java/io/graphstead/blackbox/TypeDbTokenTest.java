package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.blackbox.BlackBoxTarget.ClientCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TypeDB contract §1 and §2. */
@Tag("blackbox")
@ExtendWith(BlackBox.class)
class TypeDbTokenTest {
    private final Http http;
    private final TypeDbClient client;
    private final ClientCredentials credentials;

    TypeDbTokenTest(Http http, TypeDbClient client, BlackBoxTarget target) {
        this.http = http;
        this.client = client;
        this.credentials = target.typeDb();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/auth", "/api/v1/auth"})
    void an_exchange_answers_with_the_token_and_nothing_else(String path) {
        Answer answer = http.send(
                        "POST", path, Map.of("Authorization", "Basic " + credentials.id() + ":" + credentials.secret()))
                .expect(200);

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.text()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    }

    @Test
    void base64_of_the_same_is_accepted_too() {
        String basic = Base64.getEncoder()
                .encodeToString((credentials.id() + ":" + credentials.secret()).getBytes(StandardCharsets.UTF_8));

        http.send("POST", "/api/auth", Map.of("Authorization", "Basic " + basic))
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic nothing", "Basic a:b", "Bearer a:b"})
    void bad_credentials_and_malformed_headers_are_400(String authorization) {
        http.send("POST", "/api/auth", Map.of("Authorization", authorization)).typeDbError(400);
        http.send("POST", "/api/v1/auth", Map.of("Authorization", authorization))
                .typeDbError(400);
    }

    @Test
    void a_bad_secret_and_a_missing_header_are_400() {
        http.send("POST", "/api/auth", Map.of("Authorization", "Basic " + credentials.id() + ":wrong"))
                .typeDbError(400);
        http.send("POST", "/api/auth", Map.of()).typeDbError(400);
    }

    @Test
    void a_token_is_good_on_every_family_of_paths(BlackBoxTarget target) {
        for (String family : TypeDbShapesTest.families(target)) {
            client.get(family).expect(200);
        }
    }

    @Test
    void no_authorization_header_is_401() {
        http.send("GET", client.clusters(), Map.of()).typeDbError(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x.y.z", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "Bearer nonsense"})
    void an_invalid_token_is_401(String authorization) {
        http.send("GET", client.clusters(), Map.of("Authorization", authorization))
                .typeDbError(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Basic YTpi", "nonsense"})
    void a_header_without_a_token_or_of_another_scheme_is_400(String authorization) {
        http.send("GET", client.clusters(), Map.of("Authorization", authorization))
                .typeDbError(400);
    }
}
