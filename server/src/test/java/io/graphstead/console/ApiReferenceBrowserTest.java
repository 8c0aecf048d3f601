package io.graphstead.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who writes programs reads how to begin, and tries calls in the reference of both APIs. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiReferenceBrowserTest {
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
    void calls_are_tried_with_a_token() {
        rig.begin("Acme Graphs");
        Page page = rig.page();
        rig.goTo("API Clients");
        page.locator("main").getByText("New API Client").first().click();
        page.locator("#label").fill("Reference");
        page.locator("#everywhere").selectOption("reader");
        rig.button("Create").click();
        apis(page, new String[] {
            page.locator("#client-id").textContent(),
            page.locator("#client-secret").textContent()
        });
        rig.nobodyComplains();
    }

    private void apis(Page page, String[] client) {
        rig.goTo("GDB API");
        rig.look("gdb-api");
        rig.goTo("API Reference");
        assertThat(page.locator("#reference")).containsText("Environment snapshot", SOON);
        rig.look("gdb-api-reference");
        tryOut(page, client, "Offer", "/deployments/versions");
        rig.look("gdb-api-tried");

        rig.goTo("TypeDB API");
        rig.look("typedb-api");
        rig.goTo("API Reference");
        assertThat(page.locator("#reference")).containsText("Cluster", SOON);
        rig.look("typedb-api-reference");
        tryOut(page, client, "Versions", "/api/v1/cluster-versions");
        assertThat(page.locator("#token-said")).containsText("with the token");
    }

    /** Gets a token on the page and sends one of the calls with it. */
    private void tryOut(Page page, String[] client, String tag, String path) {
        page.locator("#client-id").fill(client[0]);
        page.locator("#client-secret").fill("wrong");
        rig.button("Get a token").click();
        assertThat(page.locator("#token-said")).containsText("No token");
        page.locator("#client-secret").fill(client[1]);
        rig.button("Get a token").click();
        assertThat(page.locator("#token-said")).containsText("with the token", SOON);
        page.locator("#operations-tag-" + tag).click();
        Locator call = page.locator(".opblock-get")
                .filter(new Locator.FilterOptions().setHas(page.locator("[data-path='" + path + "']")));
        call.locator(".opblock-summary-control").click();
        call.getByText("Execute").click();
        assertThat(call.locator(".live-responses-table td.response-col_status:not(.col_header)"))
                .containsText("200", SOON);
        assertThat(call.locator(".live-responses-table"))
                .containsText(Pattern.compile("versions", Pattern.CASE_INSENSITIVE));
    }
}
