package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.identity.AuthenticatorApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second factor, from its first code to the day on which the phone is gone. */
class SecondFactorTest {
    private static final String COOKIE = "__Host-graphstead";
    private static final String HOME = "/console/account/second-factor";
    private static final Duration NEXT_CODE = Duration.ofSeconds(30);

    private static TestServer server;
    private static String organization;

    private Browser browser;
    private String email;
    private AuthenticatorApp app;

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        organization = server.anOrganization();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void member() {
        browser = Browser.member(server, organization, "owner");
        email = browser.email();
    }

    private Answer offered() {
        browser.get(HOME);
        assertThat(browser.post(HOME + "/offer", Map.of("password", Browser.PASSWORD))
                        .status())
                .isEqualTo(303);
        Answer page = browser.get(HOME);
        var key = Pattern.compile("id=\"factor-key\"[^>]*>([A-Z2-7 ]+)<").matcher(page.text());
        assertThat(key.find()).as(page.text()).isTrue();
        app = new AuthenticatorApp(key.group(1));
        return page;
    }

    private String code() {
        return app.code(server.clock().instant());
    }

    private String nextCode() {
        server.clock().forward(NEXT_CODE);
        return code();
    }

    /** @return the recovery codes */
    private List<String> setUp() {
        offered();
        Answer on = browser.post(HOME + "/confirm", Map.of("code", code()));
        assertThat(on.status()).as(on.text()).isEqualTo(200);
        return Pattern.compile("<li><code class=\"secret\">([a-z2-7-]+)</code>")
                .matcher(on.text())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private Browser withPassword() {
        Browser fresh = new Browser(server);
        fresh.get("/console/sign-in");
        Answer asked = fresh.post(
                "/console/sign-in",
                Map.of("email", email, "password", Browser.PASSWORD, "next", "/console/account?x=1"));
        assertThat(asked.status()).isEqualTo(303);
        assertThat(asked.header("location")).startsWith("/console/sign-in/code?next=%2Fconsole%2Faccount");
        assertThat(fresh.get(asked.header("location")).text()).contains("One more step");
        return fresh;
    }

    private static Answer finish(Browser browser, String code) {
        return browser.post("/console/sign-in/code", Map.of("code", code, "next", "/console/account"));
    }

    @Test
    void it_is_on_after_a_first_right_code_and_not_before() {
        Answer page = offered();
        assertThat(page.text()).contains("<svg class=\"qr\"", "h1v1h-1z", "for a quarter of an hour");
        Answer wrong = browser.post(HOME + "/confirm", Map.of("code", "000000"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("this code is wrong").contains(app.key());
        Browser unasked = new Browser(server);
        unasked.get("/console/sign-in");
        assertThat(unasked.post("/console/sign-in", Map.of("email", email, "password", Browser.PASSWORD))
                        .header("location"))
                .isEqualTo("/console");

        Answer on = browser.post(HOME + "/confirm", Map.of("code", code()));
        assertThat(on.text()).contains("Your second factor is on");
        assertThat(browser.get(HOME).text()).contains("10 of them are left").doesNotContain(app.key());
        assertThat(browser.get("/console/account").text()).contains("Manage");
        assertThat(browser.post(HOME + "/offer", Map.of("password", Browser.PASSWORD))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void setting_it_up_needs_the_password() {
        browser.get(HOME);
        Answer refused = browser.post(HOME + "/offer", Map.of("password", "another one"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("the password is another one");
    }

    @Test
    void what_was_offered_is_over_after_a_quarter_of_an_hour() {
        offered();
        server.clock().forward(Duration.ofMinutes(15));
        assertThat(browser.post(HOME + "/confirm", Map.of("code", code())).status())
                .isEqualTo(409);
        assertThat(browser.get(HOME).text()).doesNotContain(app.key());
    }

    @Test
    void half_way_is_no_session() {
        setUp();
        Browser half = withPassword();
        assertThat(half.cookies()).doesNotContainKey(COOKIE);
        assertThat(half.get("/console/account").status()).isEqualTo(401);
        String ticket = half.cookies().get("__Host-graphstead-code");
        half.cookies().put(COOKIE, ticket);
        assertThat(half.get("/console/account").status()).isEqualTo(401);
        half.cookies().remove(COOKIE);

        assertThat(finish(half, "").status()).isEqualTo(401);
        Answer wrong = finish(half, "000000");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).contains("This code is wrong");
        Answer right = finish(half, nextCode());
        assertThat(right.status()).isEqualTo(303);
        assertThat(right.header("location")).isEqualTo("/console/account");
        assertThat(half.get("/console/account").status()).isEqualTo(200);
        assertThat(half.cookies()).doesNotContainKey("__Host-graphstead-code");
    }

    @Test
    void a_code_is_taken_once() {
        setUp();
        assertThat(finish(withPassword(), code()).status())
                .as("the one it was set up with")
                .isEqualTo(401);
        String code = nextCode();
        assertThat(finish(withPassword(), code).status()).isEqualTo(303);
        assertThat(finish(withPassword(), code).status()).as("again").isEqualTo(401);
        String later = nextCode();
        server.clock().forward(NEXT_CODE);
        assertThat(finish(withPassword(), code()).status()).isEqualTo(303);
        assertThat(finish(withPassword(), later).status())
                .as("an earlier one than was taken")
                .isEqualTo(401);
    }

    @Test
    void the_half_of_a_sign_in_is_over_after_five_minutes_and_with_another_password() {
        setUp();
        Browser half = withPassword();
        server.clock().forward(Duration.ofMinutes(5));
        Answer late = finish(half, code());
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.text()).contains("longer than five minutes");

        Browser other = withPassword();
        browser.get("/console/account");
        assertThat(browser.post(
                                "/console/account/password",
                                Map.of("password", Browser.PASSWORD, "new-password", "a long new password"))
                        .status())
                .isEqualTo(303);
        finish(other, nextCode());
        assertThat(other.get("/console/account").status()).isEqualTo(401);
    }

    @Test
    void guessing_is_slowed_down() {
        setUp();
        Browser half = withPassword();
        for (int free = 0; free < 5; free++) {
            assertThat(finish(half, "00000" + free).status()).isEqualTo(401);
        }
        assertThat(finish(half, code()).status()).isEqualTo(429);
        assertThat(finish(withPassword(), code()).status())
                .as("from another browser")
                .isEqualTo(429);
        server.clock().forward(Duration.ofSeconds(30));
        assertThat(finish(half, code()).status()).isEqualTo(303);
    }

    @Test
    void a_recovery_code_stands_for_the_phone_once() {
        List<String> codes = setUp();
        assertThat(codes).hasSize(10);
        String typed = " " + codes.get(3).toUpperCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(finish(withPassword(), typed).status()).isEqualTo(303);
        assertThat(finish(withPassword(), codes.get(3)).status()).isEqualTo(401);
        assertThat(browser.get(HOME).text()).contains("9 of them are left");

        Answer renewed = browser.post(HOME + "/recovery-codes", Map.of("code", nextCode()));
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(finish(withPassword(), codes.get(4)).status())
                .as("an old one")
                .isEqualTo(401);
        List<String> stored = server.database()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT encode(code_hash, 'escape') || encode(sealed_key, 'escape')
                        FROM recovery_code JOIN second_factor USING (person_id)""").mapTo(String.class).list());
        assertThat(stored).isNotEmpty().noneMatch(text -> codes.stream().anyMatch(text::contains));
    }

    @Test
    void turning_it_off_takes_password_and_code() {
        setUp();
        browser.get(HOME);
        assertThat(browser.post(HOME + "/off", Map.of("password", "another one", "code", nextCode()))
                        .status())
                .isEqualTo(400);
        assertThat(browser.post(HOME + "/off", Map.of("password", Browser.PASSWORD, "code", "000000"))
                        .status())
                .isEqualTo(400);
        Answer off = browser.post(HOME + "/off", Map.of("password", Browser.PASSWORD, "code", nextCode()));
        assertThat(off.header("location")).isEqualTo("/console/account?done=second-factor-off");
        Browser fresh = new Browser(server);
        fresh.get("/console/sign-in");
        assertThat(fresh.post("/console/sign-in", Map.of("email", email, "password", Browser.PASSWORD))
                        .header("location"))
                .isEqualTo("/console");
    }

    private Answer token(String... code) {
        String more = code.length == 0 ? "" : ", \"code\": \"" + code[0] + "\"";
        return server.send(
                "POST",
                "/people/token",
                Map.of("Content-Type", "application/json"),
                "{\"email\": \"" + email + "\", \"password\": \"" + Browser.PASSWORD + "\"" + more + "}");
    }

    @Test
    void the_api_asks_for_it_too() {
        List<String> codes = setUp();
        Answer missing = token();
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.text()).contains("code is missing", "second factor", "--code");
        assertThat(token("000000").status()).isEqualTo(401);
        String code = nextCode();
        Answer given = token(code);
        assertThat(given.status()).as(given.text()).isEqualTo(201);
        assertThat(server.send(
                                "GET",
                                "/organizations",
                                given.json().get("access_token").asText(),
                                "")
                        .status())
                .isEqualTo(200);
        assertThat(token(code).status()).as("again").isEqualTo(401);
        assertThat(token(codes.getFirst()).status()).isEqualTo(201);
    }

    private Answer rescue(String who, String address) {
        return server.send("POST", "/people/second-factor/remove", who, "{\"email\": \"" + address + "\"}");
    }

    @Test
    void the_operator_of_the_server_helps_when_all_is_lost() {
        setUp();
        String owner = token(nextCode()).json().get("access_token").asText();
        assertThat(rescue(owner, email).status()).isEqualTo(403);
        assertThat(rescue(server.adminToken(), "nobody@example.org").status()).isEqualTo(404);
        assertThat(rescue(server.adminToken(), "").status()).isEqualTo(400);
        assertThat(rescue(server.adminToken(), email).status()).isEqualTo(204);
        assertThat(token().status()).isEqualTo(201);
        assertThat(rescue(server.adminToken(), email).text()).contains("has no second factor");
        String person = server.database()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery("SELECT replace(id::text, '-', '') FROM person WHERE email = ?")
                                .bind(0, email)
                                .mapTo(String.class)
                                .one());
        assertThat(audited("person:" + person).get("actor").asText()).isEqualTo("installation");
    }

    /** Events are stored behind the request. */
    private static JsonNode audited(String person) {
        return await("the event of the rescue of " + person)
                .until(
                        () -> {
                            for (JsonNode event : server.send("GET", "/audit?limit=1000", server.adminToken(), "")
                                    .json()
                                    .get("events")) {
                                if (event.get("resource").asText().equals(person)
                                        && event.get("action").asText().equals("person.second-factor.remove")
                                        && event.get("outcome").asText().equals("done")) {
                                    return Optional.of(event);
                                }
                            }
                            return Optional.<JsonNode>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }
}
