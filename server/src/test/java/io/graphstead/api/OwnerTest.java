package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.api.TestServer.Answer;
import io.graphstead.platform.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first owner, over several starts of the server with other settings. */
class OwnerTest {
    private final String email = "owner-" + UUID.randomUUID() + "@example.org";

    @TempDir
    private Path folder;

    private TestServer started(String password) {
        return TestServer.start(Map.of("graphstead.owner.email", email, "graphstead.owner.password", password));
    }

    private Answer signIn(TestServer server, String password) {
        return server.send(
                "POST",
                "/people/token",
                Map.of("Content-Type", "application/json"),
                "{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}");
    }

    private static int status(TestServer server, String token) {
        return server.send("GET", "/organizations", token, "").status();
    }

    @Test
    void a_changed_password_ends_the_sessions_and_an_unchanged_one_does_not() {
        String token;
        String organization;
        try (TestServer server = started("first password")) {
            token = signIn(server, "first password").json().get("access_token").asText();
            organization = server.anOrganization();
            assertThat(server.send("GET", "/organizations/" + organization, token, "")
                            .status())
                    .isEqualTo(200);
        }
        try (TestServer server = started("first password")) {
            assertThat(status(server, token)).isEqualTo(200);
        }
        try (TestServer server = started("second password")) {
            assertThat(status(server, token)).isEqualTo(401);
            assertThat(signIn(server, "first password").status()).isEqualTo(401);
            String next =
                    signIn(server, "second password").json().get("access_token").asText();
            assertThat(server.send("GET", "/organizations/" + organization, next, "")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_password_may_stand_in_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from the file\nand more\n");
        try (TestServer server = TestServer.start(
                Map.of("graphstead.owner.email", email, "graphstead.owner.password-file", file.toString()))) {
            assertThat(signIn(server, "from the file").status()).isEqualTo(201);
        }
    }

    @Test
    void settings_that_make_no_owner_stop_the_start_in_words() {
        refusesToStart(Map.of("graphstead.owner.email", email), "owner.password-file");
        refusesToStart(
                Map.of("graphstead.owner.email", email, "graphstead.owner.password", "short"), "8 to 1000 characters");
        refusesToStart(
                Map.of("graphstead.owner.email", "nobody", "graphstead.owner.password", "long enough"),
                "not an email address");
        refusesToStart(
                Map.of("graphstead.owner.email", email, "graphstead.owner.password-file", "/nowhere/at/all"),
                "/nowhere/at/all");
    }

    private static void refusesToStart(Map<String, Object> settings, String words) {
        assertThatThrownBy(() -> TestServer.start(settings).close())
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isInstanceOf(CannotStart.class),
                        thrown -> assertThat(thrown).hasRootCauseInstanceOf(CannotStart.class),
                        thrown -> assertThat(thrown.getCause()).isInstanceOf(CannotStart.class))
                .hasStackTraceContaining(words);
    }
}
