package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.fleet.MemoryParts;
import io.graphstead.runtime.Runtime;
import io.micronaut.web.router.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the console, and what keeps others from borrowing their way in. */
class ConsoleAccessTest {
    private static final String COOKIE = "__Host-graphstead";

    private static TestServer server;
    private static String organization;

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        organization = server.anOrganization();
        server.anEnvironment(organization);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Browser owner() {
        return Browser.member(server, organization, "owner");
    }

    @Test
    void a_session_cookie_is_for_this_host_over_https_and_for_no_script() {
        Browser browser = owner();
        browser.post("/console/sign-out", Map.of());
        browser.get("/console/sign-in");
        Answer wrong = browser.post("/console/sign-in", Map.of("email", "nobody@example.org", "password", "wrong one"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).contains("The email address or the password is wrong");

        Browser again = owner();
        assertThat(again.cookies()).containsKey(COOKIE);
        Answer set = new Browser(server).get("/console/sign-in");
        assertThat(set.header("set-cookie")).contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax");
    }

    @Test
    void without_a_session_one_is_asked_to_sign_in_and_led_to_where_one_wanted() {
        Browser browser = new Browser(server);
        Answer asked = browser.get("/console/organizations/" + organization + "?q=x");
        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.text())
                .contains("Sign in", "name=\"next\" value=\"/console/organizations/" + organization + "?q=x\"");
    }

    @Test
    void a_cookie_that_was_planted_before_signing_in_opens_nothing_afterwards() {
        Browser member = owner();
        String email = emailOf(member);
        member.post("/console/sign-out", Map.of());

        String planted = "ab".repeat(32);
        Browser victim = new Browser(server);
        victim.cookies().put(COOKIE, planted);
        victim.get("/console/sign-in");
        Answer in = victim.post("/console/sign-in", Map.of("email", email, "password", Browser.PASSWORD));
        assertThat(in.status()).isEqualTo(303);
        assertThat(victim.cookies().get(COOKIE)).isNotEqualTo(planted);

        Browser attacker = new Browser(server);
        attacker.cookies().put(COOKIE, planted);
        assertThat(attacker.get("/console/account").status()).isEqualTo(401);
    }

    private static String emailOf(Browser browser) {
        String page = browser.get("/console/account").text();
        int at = page.indexOf("@example.org");
        return page.substring(at - 8, at) + "@example.org";
    }

    @Test
    void signing_out_ends_the_session_at_the_server() {
        Browser browser = owner();
        browser.get("/console/account");
        String secret = browser.cookies().get(COOKIE);
        assertThat(browser.post("/console/sign-out", Map.of()).status()).isEqualTo(303);
        assertThat(browser.cookies()).doesNotContainKey(COOKIE);
        browser.cookies().put(COOKIE, secret);
        assertThat(browser.get("/console/account").status()).isEqualTo(401);
    }

    @Test
    void a_session_opens_no_api_and_a_token_no_page() {
        Browser browser = owner();
        assertThat(browser.get("/deployments/databases").status()).isEqualTo(401);
        assertThat(browser.get("/organizations").status()).isEqualTo(401);
        assertThat(server.send("GET", "/console/account", server.adminToken(), "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void every_form_is_refused_without_the_token_of_its_own_page() {
        Browser browser = owner();
        browser.get("/console/account");
        Browser other = owner();
        other.get("/console/account");
        List<String> forms = server.context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethodName().equals("POST"))
                .map(route -> route.getUriMatchTemplate().toPathString())
                .filter(path -> path.startsWith("/console") || path.startsWith("/join"))
                .map(path -> path.replaceAll("\\{[^}]*}", "0".repeat(32)))
                .toList();
        assertThat(forms).hasSizeGreaterThan(15);
        for (String form : forms) {
            for (Map<String, String> fields : List.of(
                    Map.<String, String>of(),
                    Map.of("form-token", "0".repeat(64)),
                    Map.of("form-token", other.token()))) {
                Answer answer = browser.postExactly(form, fields, Map.of());
                assertThat(answer.status()).as(form + " " + fields).isEqualTo(403);
                // Pages of the installation are refused before that, to all but its owner.
                assertThat(answer.text())
                        .as(form)
                        .containsAnyOf("was not made by this server", "needs the installation's owner");
            }
            Answer elsewhere = browser.postExactly(
                    form, Map.of("form-token", browser.token()), Map.of("Origin", "https://evil.example"));
            assertThat(elsewhere.status()).as(form).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "/console//evil.example",
                "/console/../../evil",
                "/consolevil",
                "javascript:alert(1)",
                "/console\r\nLocation: https://evil.example"
            })
    void signing_in_leads_nowhere_else(String next) {
        Browser member = owner();
        String email = emailOf(member);
        Browser browser = new Browser(server);
        browser.get("/console/sign-in");
        Answer in =
                browser.post("/console/sign-in", Map.of("email", email, "password", Browser.PASSWORD, "next", next));
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.header("location")).isEqualTo("/console");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/sign-in", "/console/account", "/console/nothing/here", "/join/none"})
    void no_page_can_be_framed_or_load_from_elsewhere(String path) {
        Answer answer = owner().get(path);
        assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
        assertThat(answer.header("content-security-policy"))
                .contains("frame-ancestors 'none'", "script-src 'self'", "default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("content-type")).startsWith("text/html");
        assertThat(answer.text())
                .doesNotContain("https://fonts", "http://", " style=", "onclick")
                .doesNotContainPattern("<script(?! src)");
    }

    @Test
    void a_session_ends_when_it_was_not_used_for_long() {
        Browser browser = owner();
        assertThat(browser.get("/console/account").status()).isEqualTo(200);
        server.clock().forward(Duration.ofHours(11));
        assertThat(browser.get("/console/account").status()).isEqualTo(200);
        server.clock().forward(Duration.ofHours(11));
        assertThat(browser.get("/console/account").status()).isEqualTo(200);
        server.clock().forward(Duration.ofHours(13));
        assertThat(browser.get("/console/account").status()).isEqualTo(401);
    }

    @Test
    void a_new_password_ends_the_other_sessions() {
        Browser browser = owner();
        String email = emailOf(browser);
        Browser elsewhere = new Browser(server);
        elsewhere.get("/console/sign-in");
        elsewhere.post("/console/sign-in", Map.of("email", email, "password", Browser.PASSWORD));
        assertThat(elsewhere.get("/console/account").status()).isEqualTo(200);

        browser.get("/console/account");
        Answer wrong = browser.post(
                "/console/account/password", Map.of("password", "another", "new-password", "a long new password"));
        assertThat(wrong.status()).isEqualTo(400);
        String before = browser.cookies().get(COOKIE);
        Answer changed = browser.post(
                "/console/account/password",
                Map.of("password", Browser.PASSWORD, "new-password", "a long new password"));
        assertThat(changed.status()).isEqualTo(303);
        assertThat(browser.cookies().get(COOKIE)).isNotEqualTo(before);
        assertThat(browser.get("/console/account").status()).isEqualTo(200);
        assertThat(elsewhere.get("/console/account").status()).isEqualTo(401);
    }

    @Test
    void names_and_labels_are_text_and_never_part_of_a_page() {
        Browser browser = owner();
        String evil = "\"><script>alert(1)</script><img src=x onerror=alert(2)>";
        String path = "/console/organizations/" + organization + "/environments";
        browser.get(path);
        Answer made = browser.post(path, Map.of("label", evil, "type", "development", "region", "aws/eu-west-1"));
        assertThat(made.status()).as(made.text()).isEqualTo(303);
        browser.get("/console/organizations/" + organization + "/api-clients/new");
        Answer client = browser.post(
                "/console/organizations/" + organization + "/api-clients",
                Map.of("label", evil, "everywhere", "reader"));
        assertThat(client.status()).isEqualTo(200);
        for (String page :
                List.of("", "/environments", "/api-clients", "/api-clients/new", "/gdb-api", "/databases/new")) {
            String text = browser.get("/console/organizations/" + organization + page + "?q=" + "%22%3E%3Cscript%3E")
                    .text();
            assertThat(text).as(page).doesNotContain("<script>", "<img src=x");
        }
        assertThat(client.text()).doesNotContain("<script>", "<img src=x");
        assertThat(browser.get(path).text()).contains("&lt;script&gt;");
    }

    @Test
    void lines_of_a_log_are_text_and_never_part_of_a_page() {
        String database = Browser.database(server, server.anEnvironment(organization));
        String evil = "</div><script>alert(1)</script>";
        MemoryParts.writes(server.context().getBean(Runtime.class), List.of("first", evil));
        String page = owner().get("/console/databases/" + database + "/logs").text();
        assertThat(page).contains("first", "&lt;script&gt;alert(1)").doesNotContain("<script>");
    }

    @Test
    void files_of_pages_may_be_kept_for_ever_and_are_compressed() {
        String page = new Browser(server).get("/console/sign-in").text();
        int at = page.indexOf("/console/static/");
        String css = page.substring(at, page.indexOf('"', page.indexOf("tabler.css", at) - 1));
        css = css.substring(css.lastIndexOf("/console/static/"));
        Answer file = server.send("GET", css, Map.of("Accept-Encoding", "gzip"), "");
        assertThat(file.status()).as(css).isEqualTo(200);
        assertThat(file.header("cache-control")).contains("immutable", "max-age=31536000");
        assertThat(file.header("content-encoding")).isEqualTo("gzip");
        assertThat(server.send("GET", "/console/static/0/tabler.css", Map.of(), "")
                        .status())
                .isEqualTo(404);
    }
}
