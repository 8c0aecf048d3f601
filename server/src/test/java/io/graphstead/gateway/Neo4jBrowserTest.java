package io.graphstead.gateway;

import static io.graphstead.gateway.ManagedDatabases.PASSWORD;
import static io.graphstead.gateway.ManagedDatabases.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neo4j Browser in Debian's Chromium, served and connected through the gateway. */
@Tag("slow")
class Neo4jBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    static Path folder;

    @Test
    void it_is_found_at_the_databases_own_address_and_connects_to_it_by_web_socket() {
        assumeTrue(Files.isExecutable(CHROMIUM), "this test needs Debian's chromium");
        try (ManagedDatabases databases = new ManagedDatabases(folder)) {
            String id = databases.make("orders");
            String address =
                    databases.api().get("/databases/" + id).path("browserUrl").asText();
            assertThat(address).isEqualTo(databases.url(id).replace("neo4j+s", "https") + "/browser/");
            try (Playwright playwright = Playwright.create(
                            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                    Browser chromium = playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(CHROMIUM)
                                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")))) {
                walk(chromium, address);
            }
        }
    }

    private static void walk(Browser chromium, String address) {
        BrowserContext context = chromium.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true));
        context.setDefaultTimeout(60_000);
        List<String> asked = new CopyOnWriteArrayList<>();
        List<String> sockets = new CopyOnWriteArrayList<>();
        Page page = context.newPage();
        page.onRequest(request -> asked.add(request.url()));
        page.onWebSocket(socket -> sockets.add(socket.url()));
        Response first = page.navigate(address);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.headers()).containsEntry("x-frame-options", "DENY");

        page.locator("[data-testid=username]").fill(USER);
        page.locator("[data-testid=password]").fill(PASSWORD);
        String own = address.replace("/browser/", "");
        assertThat(page.locator("[data-testid=boltaddress]").inputValue())
                .as("preset")
                .contains(own.substring(8));
        page.locator("[data-testid=connect]").click();
        page.locator("text=You are connected as user").first().waitFor();
        assertThat(sockets).isNotEmpty().allMatch(url -> url.startsWith(own.replace("https", "wss")));
        // The page itself names a sheet of fonts of another; it goes without where that is not reached.
        assertThat(asked)
                .filteredOn(url -> !url.startsWith(own) && !url.startsWith("data:") && !url.startsWith("blob:"))
                .allMatch(url -> url.startsWith("https://fonts."));
    }
}
