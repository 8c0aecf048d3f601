package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.graphstead.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of its own with Debian's Chromium in front of it. Each page that is looked at is checked by axe and at the width
 * of a phone, and kept as a picture in {@code target/console}; whatever browsers, axe and the narrow screen complain of is
 * kept until the test asks for it.
 */
final class ConsoleRig implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "console");
    private static final Pattern LINK = Pattern.compile("/console/welcome/\\w{64}");

    private final Path folder;
    private final ServerProcess server;
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> visited = new ArrayList<>();
    private Page page;

    /** On processes of the quick engine. */
    static ConsoleRig quick(Path folder) {
        return quick(folder, List.of());
    }

    /** @param settings further ones, {@code name=value} */
    static ConsoleRig quick(Path folder, List<String> settings) {
        try {
            Path catalog = Path.of(ConsoleRig.class
                    .getResource("/io/graphstead/crash/catalog.yml")
                    .toURI());
            List<String> all = new ArrayList<>(settings);
            all.add("catalog.file=" + catalog);
            return new ConsoleRig(folder, List.of(), all);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param folder an empty one
     * @param jvm further arguments of the server's JVM
     * @param settings further ones of the server, {@code name=value}
     */
    ConsoleRig(Path folder, List<String> jvm, List<String> settings) {
        this.folder = folder;
        try {
            Files.createDirectories(PICTURES);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(settings);
        all.add("runtime.uid-claims=" + folder.resolve("uids"));
        server = ServerProcess.onClassPath(folder.resolve("data"), jvm, all);
        server.start();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        page = newPage();
    }

    ServerProcess server() {
        return server;
    }

    /** The one that is driven. */
    Page page() {
        return page;
    }

    /** Goes on as somebody else: a browser without a cookie. */
    void asAnother() {
        page.context().close();
        page = newPage();
    }

    /** Pages of this address are wanted too, such as an identity provider's. */
    void alsoVisits(String address) {
        visited.add(address);
    }

    /** Goes on as the same person in a browser that runs no scripts. */
    void withoutScripts() {
        String cookies = page.context().storageState();
        page.context().close();
        page = newPage(options().setStorageState(cookies).setJavaScriptEnabled(false));
    }

    private Page newPage() {
        return newPage(options());
    }

    private com.microsoft.playwright.Browser.NewContextOptions options() {
        return new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(server.address().toString())
                .setIgnoreHTTPSErrors(true)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1280, 860);
    }

    private Page newPage(com.microsoft.playwright.Browser.NewContextOptions options) {
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(30_000);
        Page made = context.newPage();
        made.onConsoleMessage(message -> {
            // A refused sign-in says so in the browser's own log.
            // So does a server that a test has stopped.
            if (message.type().equals("error")
                    && !message.text().contains("status of 40")
                    && !message.text().contains("Response Status Error Code 40")
                    && !message.text().contains("net::ERR_")
                    && !message.text().matches("htmx:(sendError|afterRequest).*")) {
                complaints.add(made.url() + ": " + message.text());
            }
        });
        made.onPageError(error -> complaints.add(made.url() + ": " + error));
        made.onRequest(request -> {
            if (!request.url().startsWith(server.address().toString())
                    && !request.url().startsWith("data:")
                    && visited.stream().noneMatch(request.url()::startsWith)) {
                complaints.add(made.url() + " asked for " + request.url());
            }
        });
        made.onDialog(dialog -> dialog.accept());
        return made;
    }

    /** The way of the one-time link that the server prints once it is ready. */
    String welcome() {
        String link = await("the link of the first run")
                .until(
                        () -> Files.readString(folder.resolve("data.err")),
                        printed -> LINK.matcher(printed).find());
        Matcher found = LINK.matcher(link);
        if (!found.find()) {
            throw new AssertionError(link);
        }
        return found.group();
    }

    /** Ada comes by that link and owns the organization; the first page of it is shown. */
    void begin(String organization) {
        page.navigate(welcome());
        page.getByLabel("Your email address").fill("ada@example.org");
        page.getByLabel("Choose a password").fill(Browser.PASSWORD);
        page.getByLabel("Name of your organization").fill(organization);
        button("Begin").click();
        page.getByText("No environment yet").waitFor();
    }

    /** Pictures in light, dark and at a phone's width; axe and overflow besides. */
    void look(String name) {
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

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void goTo(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
    }

    /** Fails with all that was complained of so far. */
    void nobodyComplains() {
        assertThat(String.join("\n", complaints))
                .as("what browsers, axe and the narrow screen complain of")
                .isEmpty();
    }

    /** Databases outlive their server, so what a failed test has left goes with it. */
    @Override
    public void close() {
        try (server) {
            playwright.close();
            await("nothing is left")
                    .atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> {
                        JsonNode left =
                                server.api().get("/deployments/databases").path("databases");
                        for (JsonNode database : left) {
                            server.api()
                                    .delete("/databases/" + database.path("id").asText());
                        }
                        return left.isEmpty();
                    });
        }
    }
}
