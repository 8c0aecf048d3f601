package io.graphstead.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A person at the console: from the first run to a deleted database, on real processes of the quick engine. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    @TempDir
    static Path folder;

    private ConsoleRig rig;

    @BeforeAll
    void start() {
        rig = ConsoleRig.quick(folder);
    }

    @AfterAll
    void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void from_the_first_run_to_a_deleted_database() {
        Page page = rig.page();
        page.navigate(rig.welcome());
        rig.look("welcome");
        page.getByLabel("Your email address").fill("ada@example.org");
        page.getByLabel("Choose a password").fill(Browser.PASSWORD);
        page.getByLabel("Name of your organization").fill("Acme Graphs");
        rig.button("Begin").click();
        assertThat(page.getByText("No environment yet")).isVisible();
        rig.look("empty");

        rig.goTo("Make an environment");
        for (String[] each : new String[][] {{"Shop", "production"}, {"Playground", "development"}}) {
            page.getByLabel("Label").last().fill(each[0]);
            page.locator(".choice input[value=" + each[1] + "]").check();
            rig.button("Make environment").click();
            assertThat(page.getByText("The environment was made.")).isVisible();
        }
        rig.look("environments");

        rig.goTo("Databases");
        rig.goTo("Make a database");
        page.locator("#name").fill("orders");
        page.locator("input[value='quick/1.0.0']").check();
        page.locator("input[value=q1]").check();
        rig.look("new-database");
        rig.button("Make the database").click();
        assertThat(page.locator("#state")).containsText("Starting");
        assertThat(page.locator("#newest")).containsText("Install engine");
        assertThat(page.locator("#state"))
                .containsText("Running", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        assertThat(page.locator("#newest")).containsText("Done");
        rig.look("overview");

        page.getByText("Reveal the password").click();
        assertThat(page.locator("#database-password")).not().isEmpty();
        rig.look("credentials");

        rig.goTo("Operations");
        assertThat(page.locator("#newest")).containsText("Create");
        rig.look("operations");
        rig.goTo("Logs");
        assertThat(page.locator("#log")).isVisible();
        rig.look("logs");
        rig.goTo("Configuration");
        rig.look("configuration");
        rig.goTo("Settings");
        rig.look("settings");

        rig.button("Pause").click();
        assertThat(page.locator("#state"))
                .containsText("Paused", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        rig.button("Resume").click();
        assertThat(page.locator("#state"))
                .containsText("Running", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));

        rig.goTo("Databases");
        assertThat(page.locator(".databases")).containsText("orders");
        page.locator("#q").fill("nothing like it");
        assertThat(page.getByText("Nothing found")).isVisible();
        page.locator("#q").fill("ord");
        assertThat(page.locator(".databases")).containsText("orders");
        rig.look("databases");

        rig.goTo("API Clients");
        rig.goTo("New API Client");
        page.locator("#label").fill("CI job");
        page.locator(".grant select").first().selectOption("operator");
        rig.look("new-client");
        rig.button("Create").click();
        assertThat(page.locator("#client-secret")).not().isEmpty();
        rig.look("secret");
        String secret = page.locator("#client-secret").textContent();
        rig.goTo("I have kept it");
        assertThat(page.locator("table")).containsText("CI job");
        assertThat(page.content()).doesNotContain(secret);
        rig.look("clients");
        rig.goTo("New API token");
        page.locator("#label").fill("TypeDB tool");
        rig.look("new-token");
        rig.button("Create").click();
        assertThat(page.locator("#basic")).containsText("Basic ");

        rig.goTo("GDB API");
        rig.look("gdb-api");
        page.navigate("/console/account");
        rig.look("account");
        page.navigate("/console/nothing");
        rig.look("problem");

        page.navigate("/console");
        rig.goTo("orders");
        rig.goTo("Settings");
        page.getByLabel("Name of the database").fill("wrong");
        assertThat(rig.button("Delete")).isDisabled();
        page.getByLabel("Name of the database").fill("orders");
        rig.button("Delete").click();
        assertThat(page.locator(".alert-success")).containsText("being deleted");
        assertThat(page.locator(".databases, .empty-state"))
                .containsText("Deleted", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));

        rig.button("Sign out").click();
        assertThat(page.getByLabel("Email address")).isVisible();
        rig.look("sign-in");
        rig.nobodyComplains();
    }
}
