package io.graphstead.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database's query page and its metrics, in a browser on the quick engine. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryAndMetricsTest {
    @TempDir
    static Path folder;

    private ConsoleRig rig;
    private Page page;

    @BeforeAll
    void start() throws Exception {
        Path catalog = Path.of(QueryAndMetricsTest.class
                .getResource("/io/graphstead/crash/catalog.yml")
                .toURI());
        rig = new ConsoleRig(folder, List.of("-Dplanted-metrics=true"), List.of("catalog.file=" + catalog));
        page = rig.page();
    }

    @AfterAll
    void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void a_database_is_asked_and_looked_at() {
        rig.begin("Acme Graphs");
        rig.goTo("Make an environment");
        page.getByLabel("Label").last().fill("Shop");
        page.locator(".choice input[value=development]").check();
        rig.button("Make environment").click();
        rig.goTo("Databases");
        rig.goTo("Make a database");
        page.locator("#name").fill("orders");
        page.locator("input[value='quick/1.0.0']").check();
        page.locator("input[value=q1]").check();
        rig.button("Make the database").click();
        assertThat(page.locator("#state"))
                .containsText("Running", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));

        rig.goTo("Query");
        String path = page.url();
        rig.look("query-empty");
        answersAreShown();
        picturesAreDrawn();
        plansAndErrors();
        queriesAreCancelled();
        whatIsAnsweredIsText();
        theHistoryStaysHere();
        metrics();
        aPausedOneIsResumedFromHere(path);
        readersOnlyRead(path);
        rig.nobodyComplains();
    }

    private void ask(String text) {
        page.locator("#text").fill(text);
        page.locator("#text").press("Control+Enter");
    }

    private Locator result() {
        return page.locator("#result");
    }

    private Locator tab(String name) {
        return page.locator("[role=tab]", new Page.LocatorOptions().setHasText(name));
    }

    private void answersAreShown() {
        ask("rows 3");
        assertThat(result().locator(".query-summary")).containsText("3 rows in");
        assertThat(result().locator("td").last()).hasText("row 3");
        rig.look("query-table");
        page.locator("select[name=rows]").selectOption("25");
        ask("rows 5000");
        assertThat(result().locator(".alert-warning")).containsText("Only the first 25 rows");
        rig.look("query-cut");
        tab("JSON").press("ArrowLeft");
        tab("JSON").click();
        assertThat(page.locator("#answer-json")).containsText("\"row\" : \"row 25\"");
    }

    private void picturesAreDrawn() {
        ask("graph");
        assertThat(result().locator(".query-summary")).containsText("2 rows");
        tab("Table").click();
        tab("Table").press("ArrowRight");
        assertThat(tab("Graph")).isFocused();
        assertThat(page.locator("#graph[data-drawn=done] canvas").first()).isVisible();
        assertThat(page.locator(".graph-legend")).containsText("Company");
        Locator thing = page.locator(".thing", new Page.LocatorOptions().setHasText("Grace"))
                .last();
        thing.locator("summary").focus();
        thing.locator("summary").press("Enter");
        assertThat(thing).containsText("born");
        assertThat(thing).containsText("KNOWS → Alan");
        rig.look("query-graph");
    }

    private void plansAndErrors() {
        page.locator("select[name=mode]").selectOption("profile");
        ask("graph");
        assertThat(page.locator("[data-view=Plan]")).containsText("NodeByLabelScan");
        tab("Plan").click();
        rig.look("query-plan");
        page.locator("select[name=mode]").selectOption("run");
        ask("nonsense <b>here</b>");
        assertThat(page.locator(".query-failed")).containsText("Unknown word \"nonsense\"");
        page.getByText("Go to line 1, column 1").click();
        assertThat(page.locator("#text")).isFocused();
        rig.look("query-error");
        page.locator("#text").fill(" ");
        rig.button("Run").click();
        assertThat(result()).containsText("there is no query yet");
    }

    private void queriesAreCancelled() {
        ask("wait");
        assertThat(rig.button("Cancel")).isVisible();
        assertThat(page.locator("#run")).isDisabled();
        rig.button("Cancel").click();
        assertThat(page.locator(".query-failed")).containsText("Cancelled");
        assertThat(rig.button("Cancel")).isHidden();
        assertThat(page.locator("#run")).isEnabled();
    }

    private void whatIsAnsweredIsText() {
        ask("echo <img src=x onerror=alert(1)><script>alert(2)</script>");
        assertThat(result().locator("td")).hasText("<img src=x onerror=alert(1)><script>alert(2)</script>");
        assertThat(result().locator("img")).hasCount(0);
        assertThat(page.locator(".editor-shade img")).hasCount(0);
    }

    private void theHistoryStaysHere() {
        page.reload();
        page.locator("#history summary").focus();
        page.locator("#history summary").press("Enter");
        assertThat(page.locator("#history .menu-entry").first()).containsText("<img src=x");
        rig.look("query-history");
        page.locator("#history .menu-entry", new Page.LocatorOptions().setHasText("rows 3"))
                .press("Enter");
        assertThat(page.locator("#text")).hasValue("rows 3");
        page.locator("#history summary").click();
        page.locator("#forget").click();
        assertThat(page.locator("#history")).isHidden();
    }

    private void metrics() {
        rig.goTo("Metrics");
        assertThat(page.locator("[data-chart=memory] path.chart-line")).hasCount(1);
        rig.look("metrics-hour");
        page.getByText("The numbers as a table").click();
        assertThat(page.locator("#numbers tbody tr").nth(30)).containsText("MB");
        String before = page.locator("#charts").getAttribute("hx-get");
        page.waitForCondition(
                () -> !before.equals(page.locator("#charts").getAttribute("hx-get")),
                new Page.WaitForConditionOptions().setTimeout(100_000));
        assertThat(page.locator("#numbers")).hasAttribute("open", "");
        for (String span : List.of("day", "week")) {
            rig.goTo("Last " + span);
            assertThat(page.locator("[data-chart=traffic] path.chart-line")).hasCount(2);
            rig.look("metrics-" + span);
        }
    }

    private void aPausedOneIsResumedFromHere(String path) {
        page.navigate(path);
        rig.button("Pause").click();
        assertThat(page.locator("#state"))
                .containsText("Paused", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        page.navigate(path);
        assertThat(page.getByText("It answers no queries now")).isVisible();
        rig.look("query-paused");
        rig.button("Resume the database").click();
        page.navigate(path);
        assertThat(page.locator("#text")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
    }

    private void readersOnlyRead(String path) {
        JsonNode organizations = rig.server().api().get("/organizations");
        String organization = organizations.findValue("id").asText();
        JsonNode invited = rig.server()
                .api()
                .post(
                        "/organizations/" + organization + "/members",
                        Map.of("email", "rita@example.org", "role", "reader", "grantTypes", List.of("development")));
        String url = invited.findValue("invitationUrl").asText();
        rig.asAnother();
        page = rig.page();
        page.navigate("/join/" + url.substring(url.lastIndexOf('/') + 1));
        page.getByLabel("Choose a password").fill(Browser.PASSWORD);
        rig.button("Join").click();
        assertThat(page.locator(".databases")).containsText("orders");
        page.navigate(path);
        assertThat(page.getByText("Your role reads only.")).isVisible();
        assertThat(page.locator("select[name=access]")).hasCount(0);
        rig.look("query-reader");
        ask("rows 1");
        assertThat(result().locator("td")).hasText("row 1");
        ask("secret");
        assertThat(page.locator(".query-failed")).containsText("Your role reads only, and this tells secrets.");
        // A form of one's own changes nothing.
        page.evaluate(
                "() => { const more = document.createElement('input'); more.type = 'hidden'; more.name = 'access';"
                        + " more.value = 'write'; document.getElementById('query').append(more); }");
        ask("put a b");
        assertThat(page.locator(".query-failed")).containsText("needs the role writer");
    }
}
