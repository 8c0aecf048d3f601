package io.graphstead.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.graphstead.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person at the console, in Debian's Chromium: from the first run to a deleted database, on real processes of the quick
 * engine. Each page is checked by axe, at the width of a phone, and kept as a picture in {@code target/console}.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private static final Path PICTURES = Path.of("target", "console");

    @TempDir
    static Path folder;

    private ServerProcess server;
    private Playwright playwright;
    private com.microsoft.playwright.Browser chromium;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    void start() throws Exception {
        Files.createDirectories(PICTURES);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path catalog = Path.of(BrowserTest.class
                .getResource("/io/graphstead/crash/catalog.yml")
                .toURI());
        server = ServerProcess.onClassPath(
                folder.resolve("data"),
                List.of(),
                List.of("catalog.file=" + catalog, "runtime.uid-claims=" + folder.resolve("uids")));
        server.start();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        page = newPage(ColorScheme.LIGHT);
    }

    private Page newPage(ColorScheme scheme) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(server.address().toString())
                .setIgnoreHTTPSErrors(true)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1280, 860));
        context.setDefaultTimeout(30_000);
        Page made = context.newPage();
        made.onConsoleMessage(message -> {
            // A refused sign-in says so in the browser's own log.
            if (message.type().equals("error") && !message.text().contains("status of 40")) {
                complaints.add(made.url() + ": " + message.text());
            }
        });
        made.onPageError(error -> complaints.add(made.url() + ": " + error));
        made.onRequest(request -> {
            if (!request.url().startsWith(server.address().toString())
                    && !request.url().startsWith("data:")) {
                complaints.add(made.url() + " asked for " + request.url());
            }
        });
        made.onDialog(dialog -> dialog.accept());
        return made;
    }

    @AfterAll
    void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (server != null) {
            // Databases outlive their server, so what a failed test has left goes with it.
            for (var database : server.api().get("/deployments/databases").path("databases")) {
                server.api().delete("/databases/" + database.path("id").asText());
            }
            server.close();
        }
    }

    private String welcome() throws IOException {
        String errors = Files.readString(folder.resolve("data.err"));
        int at = errors.indexOf("/console/welcome/");
        return errors.substring(at, at + "/console/welcome/".length() + 64);
    }

    /** Pictures in light, dark and at a phone's width; axe and overflow besides. */
    private void look(String name) {
        for (String theme : List.of("light", "dark")) {
            page.evaluate("theme => document.documentElement.dataset.bsTheme = theme", theme);
            page.setViewportSize(1280, 860);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(name + "-" + theme + ".png"))
                    .setFullPage(true));
            List<String> found = new AxeBuilder(page)
                    .analyze().getViolations().stream()
                            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                            .map(rule -> name + " " + theme + ": " + rule.getId() + " "
                                    + rule.getNodes().stream()
                                            .limit(4)
                                            .map(node -> node.getTarget() + " " + node.getFailureSummary())
                                            .toList())
                            .toList();
            complaints.addAll(found);
        }
        page.setViewportSize(390, 844);
        page.evaluate("() => document.documentElement.dataset.bsTheme = 'light'");
        Number over = (Number)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over.intValue() > 0) {
            complaints.add(name + ": at 390 px it is " + over + " px too wide");
        }
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + "-phone.png")));
        page.setViewportSize(1280, 860);
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void goTo(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
    }

    @Test
    void from_the_first_run_to_a_deleted_database() throws IOException {
        page.navigate(welcome());
        look("welcome");
        page.getByLabel("Your email address").fill("ada@example.org");
        page.getByLabel("Choose a password").fill(Browser.PASSWORD);
        page.getByLabel("Name of your organization").fill("Acme Graphs");
        button("Begin").click();
        assertThat(page.getByText("No environment yet")).isVisible();
        look("empty");

        goTo("Make an environment");
        for (String[] each : new String[][] {{"Shop", "production"}, {"Playground", "development"}}) {
            page.getByLabel("Label").last().fill(each[0]);
            page.locator(".choice input[value=" + each[1] + "]").check();
            button("Make environment").click();
            assertThat(page.getByText("The environment was made.")).isVisible();
        }
        look("environments");

        goTo("Databases");
        goTo("Make a database");
        page.locator("#name").fill("orders");
        page.locator("input[value='quick/1.0.0']").check();
        page.locator("input[value=q1]").check();
        look("new-database");
        button("Make the database").click();
        assertThat(page.locator("#state")).containsText("Starting");
        assertThat(page.locator("#newest")).containsText("Install engine");
        assertThat(page.locator("#state"))
                .containsText("Running", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        assertThat(page.locator("#newest")).containsText("Done");
        look("overview");

        page.getByText("Reveal the password").click();
        assertThat(page.locator("#database-password")).not().isEmpty();
        look("credentials");

        goTo("Operations");
        assertThat(page.locator("#newest")).containsText("Create");
        look("operations");
        goTo("Logs");
        assertThat(page.locator("#log")).isVisible();
        look("logs");
        goTo("Configuration");
        look("configuration");
        goTo("Settings");
        look("settings");

        button("Pause").click();
        assertThat(page.locator("#state"))
                .containsText("Paused", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        button("Resume").click();
        assertThat(page.locator("#state"))
                .containsText("Running", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));

        goTo("Databases");
        assertThat(page.locator(".databases")).containsText("orders");
        page.locator("#q").fill("nothing like it");
        assertThat(page.getByText("Nothing found")).isVisible();
        page.locator("#q").fill("ord");
        assertThat(page.locator(".databases")).containsText("orders");
        look("databases");

        goTo("API Clients");
        goTo("New API Client");
        page.locator("#label").fill("CI job");
        page.locator(".grant select").first().selectOption("operator");
        look("new-client");
        button("Create").click();
        assertThat(page.locator("#client-secret")).not().isEmpty();
        look("secret");
        String secret = page.locator("#client-secret").textContent();
        goTo("I have kept it");
        assertThat(page.locator("table")).containsText("CI job");
        assertThat(page.content()).doesNotContain(secret);
        look("clients");
        goTo("New API token");
        page.locator("#label").fill("TypeDB tool");
        look("new-token");
        button("Create").click();
        assertThat(page.locator("#basic")).containsText("Basic ");

        goTo("GDB API");
        look("gdb-api");
        page.navigate("/console/account");
        look("account");
        page.navigate("/console/nothing");
        look("problem");

        page.navigate("/console");
        goTo("orders");
        goTo("Settings");
        page.getByLabel("Name of the database").fill("wrong");
        assertThat(button("Delete")).isDisabled();
        page.getByLabel("Name of the database").fill("orders");
        button("Delete").click();
        assertThat(page.locator(".alert-success")).containsText("being deleted");
        assertThat(page.locator(".databases, .empty-state"))
                .containsText("Deleted", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));

        button("Sign out").click();
        assertThat(page.getByLabel("Email address")).isVisible();
        look("sign-in");
        assertThat(complaints)
                .as("what browsers, axe and the narrow screen complain of")
                .isEmpty();
    }
}
