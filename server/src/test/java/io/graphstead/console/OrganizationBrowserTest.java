package io.graphstead.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An owner looks after their organization and their installation: people, log, engines, programs. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrganizationBrowserTest {
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

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
    void an_owner_looks_after_organization_and_installation() throws IOException {
        rig.begin("Acme Graphs");
        Page page = rig.page();
        engines(page);
        organizations(page);
        makeEnvironments(page);
        String home = page.url().replaceFirst("/environments.*", "");
        apiClient(page);
        String link = invite(page);
        audit(page);
        asMember(link, home);
        rig.nobodyComplains();
    }

    private void engines(Page page) {
        rig.goTo("Engines");
        assertThat(page.locator("h1")).hasText("Engines");
        Locator release = page.locator("#release-quick-1-0-0");
        assertThat(release).containsText("Not installed");
        rig.look("engines");
        release.getByText("Upload").click();
        rig.look("engine-upload");
        page.goBack();
        release.getByText("Install").last().click();
        assertThat(page.locator(".alert-success")).containsText("The installation has begun");
        assertThat(release).containsText("Installed", SOON);
        rig.look("engines-installed");
        release.getByText("Remove").click();
        assertThat(page.locator(".alert-success")).containsText("The release was removed");
        assertThat(release).containsText("Not installed");
    }

    private void organizations(Page page) {
        rig.goTo("Organizations");
        page.locator("#name").fill("Second House");
        rig.button("Make organization").click();
        assertThat(page.locator(".alert-success")).containsText("The organization was made");
        Locator card = page.locator(".cards .card").last();
        card.locator("summary").click();
        card.getByLabel("Name").fill("Second House, renamed");
        card.getByLabel("Databases").fill("5");
        rig.look("organizations");
        card.getByText("Save").click();
        assertThat(page.locator(".cards")).containsText("Second House, renamed");
        assertThat(page.locator(".cards")).containsText("5 databases");
        card = page.locator(".cards .card").last();
        card.locator("summary").click();
        card.getByText("Delete").last().click();
        assertThat(page.locator(".alert-success")).containsText("The organization was deleted");
        assertThat(page.locator("main")).not().containsText("Second House");
    }

    private void makeEnvironments(Page page) {
        page.navigate("/console");
        rig.goTo("Environments");
        for (String[] each : new String[][] {{"Shop", "production"}, {"Playground", "development"}}) {
            page.getByLabel("Label").last().fill(each[0]);
            page.locator(".choice input[value=" + each[1] + "]").check();
            rig.button("Make environment").click();
            assertThat(page.getByText("The environment was made.")).isVisible();
        }
    }

    private void apiClient(Page page) {
        rig.goTo("API Clients");
        rig.look("clients-empty");
        page.locator("main").getByText("New API Client").first().click();
        page.locator("#label").fill("Reference");
        page.locator("#everywhere").selectOption("reader");
        rig.button("Create").click();
        String[] made = {
            page.locator("#client-id").textContent(),
            page.locator("#client-secret").textContent()
        };
        rig.look("client-secret");
        Download file =
                page.waitForDownload(() -> rig.button("Download as a file").click());
        try {
            assertThat(Files.readString(file.path())).contains(made[0], made[1]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        rig.goTo("I have kept it");
        assertThat(page.locator("table")).containsText("never");
        rig.look("clients-one");
        page.getByText("Edit access").click();
        rig.look("client-access");
        rig.button("Save").click();
        assertThat(page.locator(".alert-success")).containsText("The API client was changed");
    }

    private String invite(Page page) {
        rig.goTo("Members");
        assertThat(page.locator("table")).containsText("The last owner stays.");
        rig.look("members");
        rig.goTo("Invite someone");
        page.getByLabel("Email address").fill("grace@example.org");
        page.locator("input[value=administrator]").check();
        assertThat(page.locator(".types")).isHidden();
        page.locator("input[value=reader]").check();
        page.locator("input[name=type][value=development]").check();
        rig.look("invite");
        rig.button("Make the invitation").click();
        String link = page.locator("#invitation").textContent();
        rig.look("invited");
        rig.goTo("I have kept it");
        assertThat(page.locator("main")).containsText("ends in");
        rig.look("members-invited");
        page.getByText("Change role").click();
        page.locator("input[value=writer]").check();
        rig.look("member");
        rig.button("Save").click();
        assertThat(page.locator(".alert-success")).containsText("The role was changed");
        return link;
    }

    private void audit(Page page) throws IOException {
        rig.goTo("Audit");
        assertThat(page.locator("table")).containsText("member.create");
        rig.look("audit");
        page.getByLabel("What").fill("api-client");
        rig.button("Filter").click();
        assertThat(page.locator("table")).containsText("api-client.create");
        assertThat(page.locator("table")).not().containsText("member.create");
        rig.look("audit-filtered");
        Download csv =
                page.waitForDownload(() -> page.locator("main").getByText("CSV").click());
        assertThat(Files.readString(csv.path())).startsWith("time,actor").contains("api-client.create");
        page.getByLabel("What").fill("nothing.like.it");
        rig.button("Filter").click();
        assertThat(page.getByText("Nothing found")).isVisible();
        rig.look("audit-nothing");
        rig.goTo("Audit of all");
        assertThat(page.locator("table")).containsText("organization.delete");
        rig.look("audit-all");
    }

    private void asMember(String link, String home) {
        rig.asAnother();
        Page page = rig.page();
        page.navigate(link);
        page.locator("#password").fill(Browser.PASSWORD);
        page.locator("button").first().click();
        assertThat(page.locator("h1")).containsText("Databases");
        assertThat(page.locator(".sidebar")).not().containsText("Members");
        assertThat(page.locator(".sidebar")).not().containsText("Engines");
        rig.look("databases-member");
        assertThat(page.navigate(home + "/members").status()).isEqualTo(403);
        rig.look("members-refused");
        assertThat(page.navigate("/console/engines").status()).isEqualTo(403);
    }
}
