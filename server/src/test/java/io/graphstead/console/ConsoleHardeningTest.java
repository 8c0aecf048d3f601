package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.fleet.MemoryParts;
import io.graphstead.runtime.Runtime;
import io.micronaut.web.router.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Walks every page there is, in an organization where everything that people may name has an evil name. */
class ConsoleHardeningTest {
    private static final String EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'`{{7*7}}";
    private static final Pattern TAG = Pattern.compile("<[a-z][^>]*>");
    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]*method=\"post\".*?</form>");

    private static TestServer server;
    private static String organization;
    private static String environment;
    private static String database;
    private static String client;
    private static Browser browser;

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        organization = server.send("POST", "/organizations", server.adminToken(), "{\"name\": " + json(EVIL) + "}")
                .json()
                .get("id")
                .asText();
        Answer made = server.send(
                "POST",
                "/deployments/environments",
                server.adminToken(),
                "{\"label\": " + json(EVIL) + ", \"organizationId\": \"" + organization
                        + "\", \"grantType\": \"development\", \"region\": \"eu-west-1\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        environment = made.json().get("id").asText();
        database = Browser.database(server, environment);
        made = server.send(
                "POST",
                "/organizations/" + organization + "/api-clients",
                server.adminToken(),
                "{\"label\": " + json(EVIL) + ", \"grants\": [{\"organizationId\": \"" + organization
                        + "\", \"role\": \"reader\"}]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        client = made.json().get("clientId").asText();
        made = server.send(
                "POST",
                "/organizations/" + organization + "/members",
                server.adminToken(),
                "{\"email\": \"o'hara&co`{x}@example.org\", \"role\": \"administrator\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        MemoryParts.writes(server.context().getBean(Runtime.class), List.of("first", EVIL));
        browser = Browser.member(server, organization, "owner");
        // Sessions show what a browser says of itself.
        Browser again = new Browser(server);
        again.get("/console/sign-in", Map.of("User-Agent", "Firefox/ Linux " + EVIL));
        again.postExactly(
                "/console/sign-in",
                Map.of("email", browser.email(), "password", Browser.PASSWORD, "form-token", again.token()),
                Map.of("User-Agent", "Firefox/ Linux " + EVIL));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String json(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String filledIn(String path) {
        return path.replace("{organizationId}", organization)
                .replace("{environmentId}", environment)
                .replace("{databaseId}", database)
                .replace("{clientId}", client)
                .replaceAll("\\{[^}]*}", "0".repeat(32));
    }

    /** Every page that answers at once; what streams has a test of its own. */
    private static List<String> pages() {
        List<String> pages = new ArrayList<>();
        server.context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethodName().equals("GET"))
                .map(route -> route.getUriMatchTemplate().toPathString())
                .filter(path -> path.startsWith("/console") || path.startsWith("/join"))
                .filter(path -> !path.endsWith("/events") && !path.startsWith("/console/static"))
                .map(ConsoleHardeningTest::filledIn)
                .distinct()
                .forEach(pages::add);
        pages.add("/console/nothing/here");
        assertThat(pages).hasSizeGreaterThan(15);
        return pages;
    }

    private static boolean isPage(Answer answer) {
        return answer.header("content-type").startsWith("text/html")
                && !answer.text().isEmpty();
    }

    @Test
    void every_page_forbids_framing_foreign_files_and_being_kept() {
        for (Browser who : List.of(browser, new Browser(server))) {
            for (String page : pages()) {
                Answer answer = who.get(page);
                String as = page + " " + answer.status();
                assertThat(answer.header("x-content-type-options")).as(as).isEqualTo("nosniff");
                assertThat(answer.header("cache-control")).as(as).contains("no-store");
                if (isPage(answer)) {
                    assertThat(answer.header("x-frame-options")).as(as).isEqualTo("DENY");
                    assertThat(answer.header("referrer-policy")).as(as).isEqualTo("same-origin");
                    assertThat(answer.header("content-security-policy"))
                            .as(as)
                            .contains(
                                    "default-src 'none'",
                                    "frame-ancestors 'none'",
                                    "form-action 'self'",
                                    "base-uri 'none'")
                            .doesNotContain("unsafe", "*", "http:", "https:");
                }
            }
        }
    }

    @Test
    void no_page_has_a_script_a_style_or_a_handler_in_it_or_loads_from_elsewhere() {
        int read = 0;
        for (String page : pages()) {
            Answer answer = browser.get(page + "?q=" + "%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
            if (!isPage(answer)) {
                continue;
            }
            read++;
            assertThat(answer.text())
                    .as(page)
                    .doesNotContain("<script>alert", "<img src=x", "<style", "javascript:")
                    .doesNotContainPattern("<script(?! src=\"/console/static/)");
            List<String> odd = TAG.matcher(answer.text())
                    .results()
                    .map(MatchResult::group)
                    .filter(tag -> tag.matches("(?s).*\\s(on[a-z]+|style)=.*")
                            || tag.matches("(?s).*\\s(src|href|action|formaction|poster|data)=\"(https?:)?//.*"))
                    .toList();
            assertThat(odd).as(page).isEmpty();
        }
        assertThat(read).isGreaterThan(12);
    }

    @Test
    void what_people_write_is_shown_as_they_wrote_it() {
        String shown = "&lt;script&gt;alert(1)&lt;/script&gt;";
        String home = "/console/organizations/" + organization;
        for (String page : List.of(
                home,
                home + "/environments",
                home + "/api-clients",
                home + "/api-clients/" + client,
                home + "/databases/new",
                "/console/databases/" + database,
                "/console/databases/" + database + "/logs",
                "/console/account")) {
            assertThat(browser.get(page).text()).as(page).contains(shown);
        }
    }

    @Test
    void words_of_a_refusal_are_text() {
        String home = "/console/organizations/" + organization;
        browser.get(home + "/environments");
        Answer refused = browser.post(home + "/environments", Map.of("label", EVIL.repeat(3), "region", EVIL));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).doesNotContain("<script>alert", "<img src=x").contains("&lt;script&gt;");
        Browser stranger = new Browser(server);
        stranger.get("/console/sign-in");
        Answer wrong = stranger.post("/console/sign-in", Map.of("email", EVIL, "password", "x", "next", EVIL));
        assertThat(wrong.text()).doesNotContain("<script>alert", "<img src=x").contains("&lt;script");
    }

    @Test
    void every_form_of_every_page_brings_its_token_and_goes_to_this_server() {
        int forms = 0;
        for (String page : pages()) {
            Answer answer = browser.get(page);
            List<String> found = FORM.matcher(answer.text())
                    .results()
                    .map(MatchResult::group)
                    .toList();
            forms += found.size();
            for (String form : found) {
                assertThat(form)
                        .as(page)
                        .containsPattern("action=\"/[a-z]")
                        .contains("name=\"form-token\" value=\"" + browser.token() + "\"");
            }
        }
        assertThat(forms).isGreaterThan(25);
    }

    @Test
    void nothing_is_changed_by_following_a_link() {
        // What a page of another site can make a browser ask for, cookies included: a GET.
        List<String> posts = server.context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethodName().equals("POST"))
                .map(route -> route.getUriMatchTemplate().toPathString())
                .filter(path -> path.startsWith("/console"))
                .toList();
        List<String> gets = server.context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethodName().equals("GET"))
                .map(route -> route.getUriMatchTemplate().toPathString())
                .toList();
        for (String post : posts) {
            if (!gets.contains(post)) {
                assertThat(browser.get(filledIn(post)).status()).as(post).isIn(404, 405);
            }
        }
    }

    @Test
    void signing_in_makes_another_cookie_also_for_who_is_signed_in_already() {
        Browser member = Browser.member(server, organization, "owner");
        String email = member.email();
        String before = member.cookies().get("__Host-graphstead");
        member.get("/console/sign-in");
        assertThat(member.post("/console/sign-in", Map.of("email", email, "password", Browser.PASSWORD))
                        .status())
                .isEqualTo(303);
        assertThat(member.cookies().get("__Host-graphstead")).isNotEqualTo(before);
    }

    @Test
    void all_other_sessions_end_at_once_and_this_one_goes_on() {
        Browser member = Browser.member(server, organization, "owner");
        String email = member.email();
        List<Browser> others = new ArrayList<>();
        for (int at = 0; at < 3; at++) {
            Browser other = new Browser(server);
            other.get("/console/sign-in");
            other.post("/console/sign-in", Map.of("email", email, "password", Browser.PASSWORD));
            assertThat(other.get("/console/account").status()).isEqualTo(200);
            others.add(other);
        }
        Browser stranger = Browser.member(server, organization, "owner");
        assertThat(member.get("/console/account").text()).contains("End all others");
        assertThat(member.post("/console/account/sessions/end-others", Map.of()).status())
                .isEqualTo(303);
        assertThat(others).allMatch(other -> other.get("/console/account").status() == 401);
        assertThat(stranger.get("/console/account").status()).isEqualTo(200);
        assertThat(member.get("/console/account").text()).doesNotContain("End all others");
    }

    @Test
    void nobody_ends_a_session_of_somebody_else() {
        Browser victim = Browser.member(server, organization, "owner");
        var id = Pattern.compile("/console/account/sessions/([0-9a-f]{32})/end")
                .matcher(victim.get("/console/account").text());
        assertThat(id.find()).isTrue();
        browser.get("/console/account");
        assertThat(browser.post("/console/account/sessions/" + id.group(1) + "/end", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(browser.post("/console/account/sessions/" + UUID.randomUUID() + "/end", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(victim.get("/console/account").status()).isEqualTo(200);
    }
}
