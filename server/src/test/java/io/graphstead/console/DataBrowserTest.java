package io.graphstead.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.SelectOption;
import io.graphstead.archive.PackedFile;
import io.graphstead.archive.Packing;
import io.graphstead.runtime.Reach;
import io.graphstead.testing.quick.QuickClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database's data, plugins and network at the console: snapshots, restoring, transfers, clones, URLs and schedules. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataBrowserTest {
    private static final int LONG = 60_000;

    @TempDir
    static Path folder;

    private ConsoleRig rig;
    private Page page;

    @BeforeAll
    void start() {
        rig = ConsoleRig.quick(folder);
        page = rig.page();
    }

    @AfterAll
    void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void data_goes_in_and_out_and_back() throws IOException {
        rig.begin("Acme Graphs");
        rig.goTo("Make an environment");
        page.getByLabel("Label").last().fill("Shop");
        rig.button("Make environment").click();
        rig.goTo("Databases");
        make("orders", "1.0.0");
        make("returns", "1.0.0");

        snapshots();
        restores();
        transfers();
        plugins();
        network();
        settings();
        ends();
        rig.nobodyComplains();
    }

    private void make(String name, String version) {
        page.navigate("/console");
        page.getByText("database").and(page.locator("a.btn-primary")).first().click();
        page.locator("#name").fill(name);
        page.locator("input[value='quick/" + version + "']").check();
        page.locator("input[value=q1]").check();
        rig.button("Make the database").click();
        running();
    }

    private void running() {
        has("#state", "Running");
        has("#newest", "Done");
    }

    private void has(String element, String text) {
        assertThat(page.locator(element))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(LONG));
    }

    private void open(String database, String tab) {
        page.navigate("/console");
        rig.goTo(database);
        rig.goTo(tab);
    }

    private void snapshots() throws IOException {
        open("orders", "Snapshots");
        assertThat(page.getByText("No snapshot yet")).isVisible();
        rig.look("snapshots-none");
        ask("orders", "put key before");
        page.locator("#label").fill("Before <b>the</b> migration");
        rig.button("Take it now").click();
        assertThat(page.locator(".alert-success")).containsText("is being taken");
        has("#snapshots", "Ready");
        assertThat(page.locator("#snapshots b")).hasCount(0);
        ask("orders", "put key after");

        page.locator("input[name=weekly]").check();
        page.locator("input[name=weekly-kept]").fill("0");
        page.locator("form[action$='/schedule']").evaluate("form => form.noValidate = true");
        rig.button("Save the schedule").click();
        has("#problem", "between 1 and 1000");
        rig.look("snapshots-refused");
        page.locator("input[name=weekly]").check();
        page.locator("input[name=weekly-kept]").fill("3");
        rig.button("Save the schedule").click();
        assertThat(page.locator(".alert-success")).containsText("schedule was saved");
        assertThat(page.locator("input[name=weekly-kept]")).hasValue("3");
        has("#snapshots", "the schedule, weekly");
        assertThat(page.locator("#snapshots .state-busy"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(LONG));
        rig.look("snapshots");
        // From here on nothing happens by itself.
        page.locator("input[name=weekly]").uncheck();
        rig.button("Save the schedule").click();
        assertThat(page.locator("input[name=weekly]")).not().isChecked();

        rig.goTo("Before <b>the</b> migration");
        rig.button("Verify now").click();
        has("#snapshot-facts", "a server came up on it");
        page.locator("#label").fill("Before the migration");
        page.getByText("Pin it").click();
        rig.button("Save").click();
        has("#snapshot-facts", "Yes, it is kept");
        Download download = page.waitForDownload(() -> rig.goTo("Download"));
        assertThat(download.suggestedFilename()).startsWith("orders-").endsWith(".tar.zst");
        assertThat(PackedFile.format(download.path())).contains(PackedFile.Format.TAR_ZSTD);
        page.locator(".ways details").first().locator("summary").click();
        rig.look("snapshot-restore-new");
        page.locator(".ways details").nth(1).locator("summary").click();
        rig.look("snapshot-restore-into");
        page.locator(".ways details").nth(2).locator("summary").click();
        rig.look("snapshot-restore-in-place");
    }

    private void restores() throws IOException {
        assertThat(rig.button("Restore in place")).isDisabled();
        page.locator("#typed").fill("orders");
        rig.button("Restore in place").click();
        running();
        assertThat(ask("orders", "get key")).isEqualTo("value before");
        rig.look("restored");

        snapshotOf("orders");
        page.locator(".ways details").nth(1).locator("summary").click();
        page.locator("#target").selectOption(new SelectOption().setIndex(1));
        page.locator("#typed-other").fill("not its name");
        rig.button("Replace its data").click();
        has("#problem", "name that you typed");
        page.locator(".ways details").nth(1).locator("summary").click();
        page.locator("#target").selectOption(new SelectOption().setIndex(1));
        page.locator("#typed-other").fill("returns");
        rig.button("Replace its data").click();
        running();
        assertThat(ask("returns", "get key")).isEqualTo("value before");

        snapshotOf("orders");
        page.locator(".ways details").first().locator("summary").click();
        page.locator("#new-name").fill("orders-restored");
        rig.button("Make it").click();
        assertThat(page.locator("h1")).hasText("orders-restored");
        running();
        assertThat(ask("orders-restored", "get key")).isEqualTo("value before");
        page.navigate("/console");
        assertThat(page.locator(".databases a.last-snapshot").first()).not().hasText("none");
        rig.look("databases-with-snapshots");
    }

    private void snapshotOf(String database) {
        open(database, "Snapshots");
        rig.goTo("Before the migration");
    }

    private void transfers() throws IOException {
        open("orders", "Import & export");
        rig.look("transfers-none");
        rig.button("Export now").click();
        has("#exports", "can be fetched until");
        Download download =
                page.waitForDownload(() -> page.locator("#exports a").first().click());
        assertThat(PackedFile.format(download.path())).isPresent();
        rig.look("transfers");

        Path broken = Files.writeString(folder.resolve("broken.zip"), "no archive at all");
        page.locator("#archive").setInputFiles(broken);
        assertThat(rig.button("Import")).isDisabled();
        page.locator("#typed").fill("orders");
        rig.button("Import").click();
        has("[data-upload-words]", "no packed file");
        rig.look("transfers-refused");
        Path archive =
                Packing.ZIP.pack(folder.resolve("archive.zip"), List.of(Packing.Entry.file("store", "key imported\n")));
        page.locator("#archive").setInputFiles(archive);
        rig.button("Import").click();
        assertThat(page.locator(".alert-success")).containsText("is being looked through");
        running();
        assertThat(ask("orders", "get key")).isEqualTo("value imported");
    }

    private void plugins() throws IOException {
        open("orders", "Plugins");
        rig.look("plugins-none");
        page.locator("#file").setInputFiles(Files.writeString(folder.resolve("tool.jar"), "a plugin"));
        rig.button("Add").click();
        assertThat(page.locator("table")).containsText("tool.jar");
        assertThat(page.locator(".alert-warning")).containsText("wait for a restart");
        rig.look("plugins");
        rig.button("Restart").click();
        running();
        rig.goTo("Plugins");
        page.getByText("Disable").click();
        assertThat(page.locator("table")).containsText("Disabled");
        assertThat(page.locator(".alert-warning")).containsText("wait for a restart");
        page.locator("table").getByText("Enable").last().click();
        assertThat(page.locator("table")).containsText("Enabled");
        assertThat(page.locator(".alert-warning")).hasCount(0);
        page.getByText("Delete").click();
        assertThat(page.getByText("No plugin")).isVisible();

        rig.goTo("Clone");
        assertThat(page.locator("#name")).hasValue("orders-copy");
        rig.look("clone");
        page.locator("#name").fill("orders");
        rig.button("Make the clone").click();
        has("#problem", "orders");
        page.locator("#name").fill("orders-copy");
        rig.button("Make the clone").click();
        assertThat(page.locator("h1")).hasText("orders-copy");
        running();
        assertThat(ask("orders-copy", "get key")).isEqualTo("value imported");
    }

    private void network() {
        open("orders", "Network");
        assertThat(page.getByText("Every address")).isVisible();
        rig.look("network-open");
        page.locator("#range").fill("10.0.0.1/8");
        page.locator("#rule-label").fill("office");
        rig.button("Add").click();
        has("#problem", "bits set behind its prefix");
        page.locator("#range").fill(page.locator("#own-address").textContent());
        rig.button("Add").click();
        assertThat(page.locator("table")).containsText("office");
        page.locator("#range").fill("2001:db8::/32");
        page.locator("#rule-label").fill("six");
        rig.button("Add").click();
        assertThat(page.locator("table")).containsText("2001:db8::/32");
        rig.look("network");
        page.locator("tr", new Page.LocatorOptions().setHasText("six"))
                .locator("button")
                .click();
        assertThat(page.locator("table")).not().containsText("2001:db8::/32");

        String url = page.locator("#url").textContent();
        Locator targets = page.locator("#target");
        targets.selectOption(targets.locator("option", new Locator.LocatorOptions().setHasText("orders-copy"))
                .getAttribute("value"));
        rig.button("Look at it first").click();
        assertThat(page.locator("#trade-words")).containsText("orders-copy");
        rig.look("switch");
        rig.button("Trade them").click();
        has("#trade", "Draining");
        assertThat(page.locator("#url")).not().hasText(url);
        rig.look("network-draining");
    }

    private void settings() {
        open("orders", "Settings");
        page.locator("#pause").fill("0 25 * * 1-5");
        has("#pause-times", "cannot be followed");
        page.locator("#pause").fill("0 20 * * 1-5");
        page.locator("#resume").fill("0 7 * * 1-5");
        page.locator("#time-zone").fill("Europe/Berlin");
        has("#pause-times", "Resumes next");
        has("#pause-times", "20:00 C");
        page.getByText("Follow this schedule").click();
        rig.look("settings-schedule");
        page.locator("#time-zone").fill("Nowhere/City");
        page.locator("form[action$='/pause-schedule'] button").click();
        has("#problem", "no time zone of that name");
        page.locator("#time-zone").fill("Europe/Berlin");
        page.locator("form[action$='/pause-schedule'] button").click();
        assertThat(page.locator(".alert-success")).containsText("schedule was saved");
        assertThat(page.locator("#resume")).hasValue("0 7 * * 1-5");
    }

    private void ends() {
        open("orders-copy", "Settings");
        assertThat(page.locator("input[name=finalSnapshot]")).isChecked();
        page.locator("#typed").fill("orders-copy");
        rig.look("settings-delete");
        rig.button("Delete").click();
        assertThat(page.locator(".alert-success")).containsText("being deleted");
        assertThat(page.locator(".databases"))
                .containsText("Deleted", new LocatorAssertions.ContainsTextOptions().setTimeout(LONG));
        rig.goTo("Environments");
        rig.goTo("Snapshots");
        assertThat(page.locator("#snapshots")).containsText("before it was deleted");
        rig.look("environment-snapshots");
        page.locator("tr", new Page.LocatorOptions().setHasText("before it was deleted"))
                .locator("a")
                .click();
        assertThat(page.getByText("Its database was deleted.")).isVisible();
        rig.look("snapshot-of-deleted");
        rig.button("Delete the snapshot").click();
        assertThat(page.locator("#snapshots")).not().containsText("orders-copy");
    }

    /** Asks the server itself, which the gateway's port leads to only for what it knows. */
    private String ask(String database, String line) throws IOException {
        for (JsonNode each : rig.server().api().get("/deployments/databases").path("databases")) {
            if (each.path("name").asText().equals(database)) {
                String workload = UUID.fromString(each.path("id")
                                .asText()
                                .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"))
                        .toString();
                JsonNode start = new ObjectMapper()
                        .readTree(rig.server()
                                .data()
                                .resolve("runtime/deployments")
                                .resolve(workload)
                                .resolve("start.json")
                                .toFile());
                return QuickClient.ask(
                        new Reach(
                                "127.0.0.1",
                                start.path("start").path("ports").path("client").asInt()),
                        line);
            }
        }
        throw new AssertionError("no database " + database);
    }
}
