package io.graphstead.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The console for who has no mouse, no scripts, no role to speak of, or for a while no server. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReachBrowserTest {
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    @TempDir
    static Path folder;

    private ConsoleRig rig;
    private String organization;
    private String database;

    @BeforeAll
    void start() {
        rig = ConsoleRig.quick(folder);
        rig.begin("Acme Graphs");
        organization = rig.server()
                .api()
                .get("/organizations")
                .path("organizations")
                .path(0)
                .path("id")
                .asText();
        Page page = rig.page();
        rig.goTo("Make an environment");
        page.getByLabel("Label").last().fill("Playground");
        page.locator(".choice input[value=development]").check();
        rig.button("Make environment").click();
        rig.goTo("Databases");
        rig.goTo("Make a database");
        page.locator("#name").fill("orders");
        page.locator("input[value='quick/1.0.0']").check();
        page.locator("input[value=q1]").check();
        rig.button("Make the database").click();
        assertThat(page.locator("#state")).containsText("Running", SOON);
        database = page.url().replaceFirst(".*/databases/([0-9a-f]{32}).*", "$1");
    }

    @AfterAll
    void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    private String home() {
        return "/console/organizations/" + organization;
    }

    private String ofDatabase(String tab) {
        return "/console/databases/" + database + tab;
    }

    /** Numbers everything on the page that can be acted on, and notes how it looks; answers what the numbers stand for. */
    private static final String NUMBER = """
            () => {
              window.looks = (each) => {
                const style = getComputedStyle(each);
                return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.left].join();
              };
              document.activeElement?.blur();
              scrollTo(0, 0);
              window.reach = [];
              const radios = new Set();
              const found = [];
              const all = 'a[href], button, input, select, textarea, summary, [tabindex]';
              for (const each of document.querySelectorAll(all)) {
                if (each.disabled || each.type === 'hidden' || each.tabIndex < 0) continue;
                if (!each.checkVisibility({visibilityProperty: true})) continue;
                if (each.type === 'radio') {
                  const group = each.form.action + each.name;
                  const chosen = each.form.querySelector(`input[name="${each.name}"]:checked`);
                  if (chosen ? chosen !== each : radios.has(group)) continue;
                  radios.add(group);
                }
                // Not written into the page, which would take it for out of date.
                reach.push([each, looks(each) + looks(each.closest('.choice') ?? each)]);
                found.push(found.length + ' ' + (each.outerHTML.match(/^<[^>]*>/) || [''])[0].slice(0, 120));
              }
              return found;
            }""";

    /** Which of them has the focus, and whether one sees that it has: in view, and otherwise than before. */
    private static final String WHERE = """
            () => {
              const now = document.activeElement;
              const at = reach.findIndex(([each]) => each === now);
              if (at < 0) return [-1, true];
              const box = now.getBoundingClientRect();
              const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
              const other = reach[at][1] !== looks(now) + looks(now.closest('.choice') ?? now);
              return [at, inView && other];
            }""";

    @Test
    @Order(1)
    void every_action_is_reached_by_the_tab_key_and_one_sees_where_one_is() {
        Page page = rig.page();
        for (String path : List.of(
                home(),
                home() + "/environments",
                home() + "/databases/new",
                home() + "/api-clients",
                home() + "/api-clients/new",
                home() + "/gdb-api",
                ofDatabase(""),
                ofDatabase("/operations"),
                ofDatabase("/logs"),
                ofDatabase("/configuration"),
                ofDatabase("/settings"),
                "/console/account",
                "/console/account/second-factor")) {
            page.navigate(path);
            @SuppressWarnings("unchecked")
            List<String> actions = (List<String>) page.evaluate(NUMBER);
            Set<Integer> reached = new HashSet<>();
            Set<String> unseen = new HashSet<>();
            for (int press = 0; press < actions.size() + 10 && reached.size() < actions.size(); press++) {
                page.keyboard().press("Tab");
                @SuppressWarnings("unchecked")
                List<Object> now = (List<Object>) page.evaluate(WHERE);
                int at = ((Number) now.get(0)).intValue();
                if (at >= 0) {
                    reached.add(at);
                    if (!(Boolean) now.get(1)) {
                        unseen.add(actions.get(at));
                    }
                }
            }
            List<String> missed = actions.stream()
                    .filter(action -> !reached.contains(actions.indexOf(action)))
                    .toList();
            assertThat(actions).as(path).hasSizeGreaterThan(8);
            assertThat(missed).as(path + ": not reached by Tab").isEmpty();
            assertThat(unseen).as(path + ": the focus is not seen").isEmpty();
        }
        page.navigate(home());
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#content")).isFocused();
        assertThat((String) page.evaluate("() => document.activeElement.id")).isEqualTo("content");
    }

    @Test
    @Order(2)
    void back_reload_and_addresses_lead_where_one_expects() {
        Page page = rig.page();
        page.navigate(home());
        page.locator("#q").fill("ord");
        page.waitForURL(url -> url.contains("q=ord"));
        rig.goTo("orders");
        rig.goTo("Operations");
        rig.goTo("Settings");
        page.goBack();
        assertThat(page.locator(".tabs [aria-current]")).hasText("Operations");
        page.reload();
        assertThat(page.locator(".tabs [aria-current]")).hasText("Operations");
        page.goBack();
        page.goBack();
        assertThat(page.locator("#q")).hasValue("ord");
        assertThat(page.locator(".databases")).containsText("orders");
        page.goForward();
        assertThat(page.locator("h1")).hasText("orders");
        page.navigate(home() + "?q=nothing+like+it");
        assertThat(page.locator("#q")).hasValue("nothing like it");
        assertThat(page.getByText("Nothing found")).isVisible();
    }

    @Test
    @Order(3)
    void a_server_that_is_gone_is_told_of_and_the_page_goes_on_when_it_is_back() {
        Page page = rig.page();
        page.navigate(ofDatabase(""));
        assertThat(page.locator("#state")).containsText("Running");
        rig.server().close();
        assertThat(page.locator("#lost"))
                .containsText(
                        "The server does not answer", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        rig.look("lost-server");
        rig.server().start();
        assertThat(page.locator("#lost")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(60_000));
        rig.server().api().post("/databases/" + database + "/pause", Map.of());
        assertThat(page.locator("#state")).containsText("Paused", SOON);
        rig.button("Resume").click();
        assertThat(page.locator("#state")).containsText("Running", SOON);
        rig.nobodyComplains();
    }

    @Test
    @Order(4)
    void pages_are_read_without_scripts() {
        rig.withoutScripts();
        Page page = rig.page();
        page.navigate(home());
        assertThat(page.locator(".databases")).containsText("orders");
        page.locator("#q").fill("nothing like it");
        rig.button("Search").click();
        assertThat(page.getByText("Nothing found")).isVisible();
        page.navigate(home());
        rig.goTo("orders");
        assertThat(page.locator("#state")).containsText("Running");
        rig.goTo("Operations");
        assertThat(page.locator("#newest")).containsText("Resume");
        rig.goTo("Logs");
        assertThat(page.locator("#log")).isVisible();
        rig.goTo("Settings");
        page.getByLabel("Name of the database").fill("wrong");
        rig.button("Delete").click();
        assertThat(page.locator("#problem")).isVisible();
        assertThat(page.locator("[data-copy]:visible, [data-theme-toggle]:visible"))
                .hasCount(0);
    }

    @Test
    @Order(5)
    void a_reader_sees_fewer_buttons_and_is_refused_all_the_same() {
        String url = rig.server()
                .api()
                .post(
                        "/organizations/" + organization + "/members",
                        Map.of("email", "rita@example.org", "role", "reader", "grantTypes", List.of("development")))
                .path("invitationUrl")
                .asText();
        rig.asAnother();
        Page page = rig.page();
        page.navigate("/join/" + url.substring(url.lastIndexOf('/') + 1));
        rig.look("join");
        page.getByLabel("Choose a password").fill(Browser.PASSWORD);
        rig.button("Join").click();
        assertThat(page.locator(".databases")).containsText("orders");
        assertThat(page.getByText("New database")).hasCount(0);
        assertThat(page.getByText("API Clients")).hasCount(0);
        rig.goTo("orders");
        assertThat(page.locator("main form")).hasCount(0);
        rig.look("reader-overview");
        rig.goTo("Settings");
        assertThat(page.locator("main form")).hasCount(0);
        rig.look("reader-settings");
        page.navigate(home() + "/environments");
        assertThat(page.locator("main form")).hasCount(0);
        page.navigate(ofDatabase(""));
        for (String form : List.of("/pause", "/restart", "/credentials", "/rename", "/protection", "/delete")) {
            Object status = page.evaluate("""
                    async (path) => (await fetch(path, {method: 'POST', body: new URLSearchParams({
                        'form-token': document.querySelector('[name=form-token]').value, name: 'orders'})})).status""", ofDatabase(form));
            assertThat(status).as(form).isEqualTo(403);
        }
        for (String hidden : List.of(home() + "/api-clients", home() + "/api-clients/new")) {
            assertThat(page.navigate(hidden).status()).as(hidden).isEqualTo(403);
        }
        rig.nobodyComplains();
    }
}
