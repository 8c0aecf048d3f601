package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.identity.FirstRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an installation gets its owner. */
class FirstRunTest {
    @Test
    void the_link_makes_the_owner_once() {
        try (TestServer server = TestServer.startWithFleet()) {
            // Other tests of the run share the database and may have made an owner.
            server.database().jdbi().useHandle(handle -> handle.execute("UPDATE person SET founder = false"));
            String link = Browser.welcome(server);
            Browser stranger = new Browser(server);
            assertThat(stranger.get("/console/welcome/" + "0".repeat(64)).status())
                    .isEqualTo(404);

            Browser owner = new Browser(server);
            assertThat(owner.get(link).status()).isEqualTo(200);
            Answer tooShort =
                    owner.post(link, Map.of("email", "first@example.org", "password", "short", "organization", "Acme"));
            assertThat(tooShort.status()).isEqualTo(400);
            assertThat(tooShort.text()).contains("password must be 8 to 1000 characters long", "first@example.org");
            Answer done = owner.post(
                    link, Map.of("email", "first@example.org", "password", Browser.PASSWORD, "organization", "Acme"));
            assertThat(done.status()).as(done.text()).isEqualTo(303);
            assertThat(owner.get("/console/account").text()).contains("first@example.org");

            assertThat(server.context().getBean(FirstRun.class).token()).isEmpty();
            assertThat(new Browser(server).get(link).status()).isEqualTo(409);
            server.database().jdbi().useHandle(handle -> {
                handle.execute("DELETE FROM membership m USING person p WHERE p.id = m.person_id AND p.founder");
                handle.execute("DELETE FROM person WHERE founder");
            });
        }
    }
}
