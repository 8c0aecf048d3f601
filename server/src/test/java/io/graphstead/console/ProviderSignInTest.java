package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with an identity provider, and everything about it that can be wrong. */
class ProviderSignInTest {
    private static final String LEAVE = "/console/sign-in/provider";
    private static final String COOKIE = "__Host-graphstead";

    private static TestServer server;
    private static TestProvider provider;
    private static String organization;

    private Browser browser;

    @BeforeAll
    static void start() {
        provider = new TestProvider(new Clock() {
            @Override
            public Instant instant() {
                return server.clock().instant();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        server = TestServer.startWithFleet(Map.of(
                "graphstead.oidc.issuer",
                provider.issuer(),
                "graphstead.oidc.client-id",
                TestProvider.CLIENT,
                "graphstead.oidc.client-secret",
                TestProvider.SECRET,
                "graphstead.oidc.name",
                "Acme <ID>"));
        organization = server.anOrganization();
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    @BeforeEach
    void aBrowser() {
        browser = new Browser(server);
        provider.isVisitedBy(Browser.member(server, organization, "owner").email());
    }

    private URI leave(String next) {
        Answer away = browser.get(LEAVE + "?next=" + next);
        assertThat(away.status()).as(away.text()).isEqualTo(303);
        assertThat(away.header("location")).startsWith(provider.issuer() + "/authorize?");
        assertThat(away.header("set-cookie")).contains("HttpOnly", "Secure", "SameSite=Lax");
        return URI.create(away.header("location"));
    }

    private static String path(String back) {
        URI address = URI.create(back);
        return address.getRawPath() + "?" + address.getRawQuery();
    }

    private Answer comeBack() {
        return browser.get(path(provider.consent(leave("/console/account"))));
    }

    private void refused(Answer answer, String... words) {
        assertThat(answer.status()).as(answer.text()).isIn(401, 403);
        assertThat(answer.text()).contains(words).contains("id=\"problem\"", "id=\"password\"");
        assertThat(browser.cookies()).doesNotContainKeys(COOKIE, "__Host-graphstead-provider");
    }

    @Test
    void the_page_offers_it_by_its_name() {
        assertThat(browser.get("/console/sign-in").text())
                .contains("Sign in with Acme &lt;ID&gt;", "href=\"/console/sign-in/provider?next=%2Fconsole\"");
    }

    @Test
    void somebody_who_is_here_is_signed_in_and_led_on() {
        Answer back = comeBack();
        assertThat(back.status()).as(back.text()).isEqualTo(303);
        assertThat(back.header("location")).isEqualTo("/console/account");
        assertThat(browser.get("/console/account").status()).isEqualTo(200);
        assertThat(browser.cookies()).doesNotContainKey("__Host-graphstead-provider");
    }

    @Test
    void keys_and_description_are_asked_for_once() {
        comeBack();
        int before = provider.keysAsked();
        browser = new Browser(server);
        assertThat(comeBack().status()).isEqualTo(303);
        assertThat(provider.keysAsked()).isEqualTo(before);
    }

    @Test
    void who_is_invited_joins_by_it_and_has_no_password() {
        String email = invited();
        provider.isVisitedBy(email.toUpperCase(java.util.Locale.ROOT));
        assertThat(comeBack().status()).isEqualTo(303);
        String account = browser.get("/console/account").text();
        assertThat(account).contains(email, "have no password here").doesNotContain("name=\"new-password\"");
        Answer set = browser.post(
                "/console/account/password", Map.of("password", "", "new-password", "a long new password"));
        assertThat(set.text()).contains("this account has no password here");
        assertThat(browser.get("/console/organizations/" + organization).status())
                .isEqualTo(200);
    }

    private static String invited() {
        return invited("");
    }

    private static String invited(String prefix) {
        String email = prefix + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
        Answer made = server.send(
                "POST",
                "/organizations/" + organization + "/members",
                server.adminToken(),
                "{\"email\": \"" + email + "\", \"role\": \"administrator\"}");
        assertThat(made.status()).isEqualTo(201);
        return email;
    }

    @Test
    void an_invitation_that_has_ended_lets_nobody_in() {
        String email = invited();
        server.clock().forward(Duration.ofHours(72));
        provider.isVisitedBy(email);
        refused(comeBack(), "Nobody here has the address");
    }

    @Test
    void strangers_are_told_what_to_do() {
        provider.isVisitedBy("stranger<b>@example.org");
        refused(comeBack(), "Nobody here has the address stranger&lt;b&gt;@example.org", "invitation");
    }

    @Test
    void an_address_that_only_looks_like_one_of_ours_is_nobodys() {
        String email = invited("kelvin-");
        // Written in lower case, the sign for kelvin is the letter k.
        provider.isVisitedBy("\u212A" + email.substring(1));
        refused(comeBack(), "Nobody here has the address");
        provider.isVisitedBy(email + "\n");
        refused(comeBack(), "Nobody here has the address");
        provider.isVisitedBy(email);
        assertThat(comeBack().status()).isEqualTo(303);
    }

    @Test
    void an_address_that_is_not_verified_proves_nothing() {
        provider.says(claims -> claims.claim("email_verified", false));
        refused(comeBack(), "verified");
        provider.says(claims -> claims.claim("email_verified", null));
        refused(comeBack(), "verified");
        provider.says(claims -> claims.claim("email", null));
        refused(comeBack(), "does not say your email address");
    }

    @Test
    void a_state_of_another_browser_or_sign_in_is_refused() {
        String back = path(provider.consent(leave("/console")));
        refused(browser.get(back.replaceFirst("state=[^&]*", "state=another")), "not begun in this browser");

        back = path(provider.consent(leave("/console")));
        Browser victim = browser;
        browser = new Browser(server);
        refused(browser.get(back), "longer than ten minutes");
        browser = victim;
        leave("/console");
        refused(browser.get(back), "another one was begun since");
    }

    @Test
    void a_sign_in_that_takes_too_long_is_refused() {
        String back = path(provider.consent(leave("/console")));
        server.clock().forward(Duration.ofMinutes(10));
        refused(browser.get(back), "longer than ten minutes");
    }

    @Test
    void a_code_works_once() {
        String back = path(provider.consent(leave("/console")));
        String ticket = browser.cookies().get("__Host-graphstead-provider");
        assertThat(browser.get(back).status()).isEqualTo(303);
        browser = new Browser(server);
        browser.cookies().put("__Host-graphstead-provider", ticket);
        refused(browser.get(back), "did not confirm this sign-in");
    }

    @Test
    void a_token_of_another_sign_in_client_provider_or_time_is_refused() {
        Instant now = server.clock().instant();
        provider.says(claims -> claims.claim("nonce", "another"));
        refused(comeBack(), "cannot be believed");
        provider.says(claims -> claims.claim("nonce", null));
        refused(comeBack(), "cannot be believed");
        provider.says(claims -> claims.audience("another-client"));
        refused(comeBack(), "cannot be believed");
        provider.says(claims -> claims.audience(List.of(TestProvider.CLIENT, "another-client")));
        refused(comeBack(), "cannot be believed");
        provider.says(claims -> claims.claim("azp", "another-client"));
        refused(comeBack(), "cannot be believed");
        provider.says(claims -> claims.issuer("https://another.example.org"));
        refused(comeBack(), "cannot be believed");
        provider.says(claims -> claims.expirationTime(Date.from(now.minusSeconds(120))));
        refused(comeBack(), "cannot be believed");
        provider.says(claims -> claims.expirationTime(null));
        refused(comeBack(), "cannot be believed");
        provider.isVisitedBy(Browser.member(server, organization, "owner").email());
        assertThat(comeBack().status()).isEqualTo(303);
    }

    @ParameterizedTest
    @EnumSource(
            value = TestProvider.Signature.class,
            names = {"RIGHT"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_token_that_the_provider_did_not_sign_is_refused(TestProvider.Signature signature) {
        provider.signs(signature);
        refused(comeBack(), "cannot be believed");
    }

    @Test
    void who_says_no_at_the_provider_can_begin_again() {
        URI away = leave("/console");
        String state = away.getRawQuery().replaceFirst(".*[?&]state=([^&]*).*", "$1");
        refused(
                browser.get(LEAVE + "/callback?error=access_denied&error_description=%3Cscript%3E&state=" + state),
                "did not sign you in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/console//evil.example", "/console/../x"})
    void it_leads_nowhere_else(String next) {
        Answer back = browser.get(path(
                provider.consent(leave(java.net.URLEncoder.encode(next, java.nio.charset.StandardCharsets.UTF_8)))));
        assertThat(back.header("location")).isEqualTo("/console");
    }

    @Test
    void without_a_provider_there_is_no_such_way() {
        try (TestServer plain = TestServer.startWithFleet()) {
            Browser there = new Browser(plain);
            assertThat(there.get("/console/sign-in").text()).doesNotContain("Sign in with");
            assertThat(there.get(LEAVE).status()).isEqualTo(404);
        }
    }

    @Test
    void a_provider_that_does_not_answer_is_told_of_in_words() {
        TestProvider gone = new TestProvider(Clock.systemUTC());
        gone.close();
        try (TestServer lonely = TestServer.startWithFleet(Map.of(
                "graphstead.oidc.issuer",
                gone.issuer(),
                "graphstead.oidc.client-id",
                TestProvider.CLIENT,
                "graphstead.oidc.name",
                "Acme"))) {
            Answer answer = new Browser(lonely).get(LEAVE);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("Acme cannot be asked now", "id=\"password\"");
        }
    }
}
