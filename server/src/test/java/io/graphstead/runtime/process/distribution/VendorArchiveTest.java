package io.graphstead.runtime.process.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Distribution.Source;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.Supply;
import io.graphstead.runtime.process.distribution.Archives.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases that come as a vendor's archive from an address. */
class VendorArchiveTest {
    private static final VersionProof PROOF = new VersionProof(Duration.ofSeconds(1));
    private static final String GRAPH = "/linux/3.1/graph-linux-3.1.tar.gz";

    @TempDir
    Path folder;

    private SmallSite site;

    @BeforeEach
    void open() throws IOException {
        // The program is run as another user, who must be able to come here.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        site = new SmallSite();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_release_is_fetched_proved_and_installed_with_its_checksum_written_down() throws IOException {
        Path archive = offered(program("echo graph v3.1"));
        Path installed = store().install(graph("3.1"), InstallProgress.silent());
        assertThat(installed.resolve("server/graph")).isExecutable();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(installed.resolve("server/graph"))))
                .isEqualTo("r-xr-xr-x");
        String origin = store().origin(graph("3.1")).orElseThrow();
        assertThat(origin).isEqualTo("archive " + site.at(GRAPH) + ", sha256 " + Manifest.digest(archive, "SHA-256"));
        assertThat(installed.resolve("manifest.json")).content().contains(origin);
        nothingIsLeftHalfWay();
    }

    @Test
    void where_only_the_server_can_go_a_release_is_proved_all_the_same() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        offered(program("echo graph 3.1"));
        assertThat(store().install(graph("3.1"), InstallProgress.silent())).isDirectory();
        nothingIsLeftHalfWay();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo graph 3.12",
                "echo graph 13.1",
                "echo graph 3.1-rc1",
                "echo graph 3.1.1",
                "exit 0",
                "yes",
                "sleep 60",
                "sleep 60 & exit 0",
                "no-such-program"
            })
    void a_program_that_does_not_name_this_version_is_refused(String script) throws IOException {
        offered(program(script));
        refused("this is not graph 3.1: server/graph");
    }

    @Test
    void a_program_that_is_none_is_refused() throws IOException {
        offered(new Entry("graph-3.1/bin/graph", "\u0000\u0001", (byte) 0));
        Distribution other = new Distribution(
                "graph", "3.1", graph("3.1").source(), List.of("bin/graph"), List.of("bin/graph", "--version"));
        assertThatThrownBy(() -> store().install(other, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("this is not graph 3.1: bin/graph");
        nothingIsLeftHalfWay();
    }

    @Test
    void the_program_sees_nothing_of_the_servers_environment_and_has_no_rights() throws IOException {
        offered(program(
                "env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= | tr '\\n' ' '; id -u; echo 3.1 > stolen || echo 3.1"));
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        Path installed = store().install(graph("3.1"), InstallProgress.silent());
        if (root) {
            assertThat(installed.resolve("stolen")).doesNotExist();
        }
        offered(program("env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= | tr '\\n' ' '; id -u"));
        store().remove(graph("3.1"));
        assertThatThrownBy(() -> store().install(graph("3.1"), InstallProgress.silent()))
                .hasMessageContaining("says \"" + (root ? "65534" : ""));
    }

    @Test
    void a_checksum_is_kept_to_wherever_it_is_pinned() throws IOException {
        Path archive = offered(program("echo 3.1"));
        String right = Manifest.digest(archive, "SHA-256");
        String wrong = "0".repeat(64);
        refusedBecause(wrong, right, () -> store(pinned(wrong)).install(graph("3.1"), InstallProgress.silent()));
        refusedBecause(
                wrong,
                right,
                () -> store().install(
                                graph("3.1"),
                                new Supply(Optional.empty(), Optional.of(wrong)),
                                InstallProgress.silent()));
        refusedBecause(
                wrong, right, () -> store(pinned(wrong)).installFrom(graph("3.1"), archive, InstallProgress.silent()));
        refusedBecause(
                wrong,
                right,
                () -> store(pinned(wrong))
                        .install(graph("3.1"), Supply.of(archive).with(Optional.of(right)), InstallProgress.silent()));
        store(pinned(right.toUpperCase(java.util.Locale.ROOT))).install(graph("3.1"), InstallProgress.silent());
        assertThat(store().isInstalled(graph("3.1"))).isTrue();
    }

    @Test
    void a_folder_has_no_checksum() {
        Supply supply = Supply.of(folder).with(Optional.of("0".repeat(64)));
        assertThatThrownBy(() -> store().install(graph("3.1"), supply, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void what_is_no_archive_is_refused_by_its_address() {
        site.on(
                GRAPH,
                SmallSite.file(
                        "<html>please sign in</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8), "\"x\""));
        refused("what " + site.at(GRAPH) + " gave");
    }

    @Test
    void a_release_that_the_site_does_not_have_says_what_to_type() {
        refused("no such file", "graphstead engine install graph 3.1 --from graph-linux-3.1.tar.gz");
    }

    @Test
    void a_kind_of_machine_without_programs_is_refused_in_words() throws IOException {
        DistributionStore store = new DistributionStore(
                folder.resolve("engines"),
                EngineSettings.defaults(),
                archives(ArchiveSettings.defaults(), "Linux riscv64"),
                PROOF);
        assertThatThrownBy(() -> store.install(graph("3.1"), InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("graph 3.1 has no programs for Linux riscv64, only for Linux amd64");
        assertThat(store.obstacle(graph("3.1")))
                .hasValueSatisfying(why -> assertThat(why).contains("riscv64"));
        assertThat(site.asked).isEmpty();
    }

    @Test
    void downloads_can_be_switched_off() throws IOException {
        Path archive = offered(program("echo 3.1"));
        DistributionStore store = store(new ArchiveSettings(false, Optional.empty(), Optional.empty()));
        assertThatThrownBy(() -> store.install(graph("3.1"), InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("engines.downloads");
        assertThat(store.obstacle(graph("3.1")))
                .hasValueSatisfying(why -> assertThat(why).contains("engines.downloads"));
        Distribution jars = new Distribution("jars", "1", List.of("a:b:1"), List.of("lib/b-1.jar"));
        assertThat(store.obstacle(jars)).isPresent();
        assertThatThrownBy(() -> store.install(jars, InstallProgress.silent()))
                .hasMessageContaining("engines.downloads");
        assertThat(site.asked).isEmpty();
        store.installFrom(graph("3.1"), archive, InstallProgress.silent());
        assertThat(store.obstacle(graph("3.1"))).isEmpty();
    }

    @Test
    void a_mirror_takes_the_vendors_place() throws IOException {
        Path archive = offered(program("echo 3.1"));
        site.on("/mirror/graph_linux_3.1.tgz", SmallSite.file(Files.readAllBytes(archive), "\"m\""));
        String mirror = "graph=" + site.at("/mirror/") + "graph_{platform}_{version}.tgz";
        store(new ArchiveSettings(true, Optional.of(List.of(mirror)), Optional.empty()))
                .install(graph("3.1"), InstallProgress.silent());
        assertThat(site.asked).containsExactly("GET /mirror/graph_linux_3.1.tgz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"graph", "=https://x", "graph=http://mirror.example/x", "graph=ftp://x", "graph=https://a b"})
    void settings_that_name_no_safe_address_are_refused(String pair) {
        assertThatThrownBy(() -> new ArchiveSettings(true, Optional.of(List.of(pair)), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("engines.addresses cannot be \"" + pair);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "graph-3.1",
                "graph-3.1=123",
                "=" + "0000000000000000000000000000000000000000000000000000000000000000"
            })
    void settings_that_name_no_checksum_are_refused(String pair) {
        assertThatThrownBy(() -> new ArchiveSettings(true, Optional.empty(), Optional.of(List.of(pair))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("engines.checksums cannot be");
    }

    @Test
    void obstacles_are_seen_by_asking_and_say_what_to_type() throws IOException {
        DistributionStore store = store();
        assertThat(store.obstacle(graph("3.1")))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(
                                "no such file",
                                "type: graphstead engine install graph 3.1 --from graph-linux-3.1.tar.gz"));
        offered(program("echo 3.1"));
        assertThat(store().obstacle(graph("3.1")))
                .as("another store, which has not asked yet")
                .isEmpty();
        store().install(graph("3.1"), InstallProgress.silent());
        int asked = site.asked.size();
        assertThat(store.obstacle(graph("3.1"))).isEmpty();
        assertThat(site.asked).as("what is installed is not asked for").hasSize(asked);
    }

    @Test
    void what_is_installed_can_be_taken_away() throws IOException {
        offered(program("echo 3.1"));
        Path installed = store().install(graph("3.1"), InstallProgress.silent());
        store().remove(graph("3.1"));
        assertThat(installed).doesNotExist();
        assertThat(store().isInstalled(graph("3.1"))).isFalse();
        store().remove(graph("3.1"));
        nothingIsLeftHalfWay();
    }

    private interface Install {
        Path run() throws IOException;
    }

    private void refusedBecause(String wanted, String found, Install install) throws IOException {
        assertThatThrownBy(install::run)
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("its SHA-256 is " + found + " and must be " + wanted);
        nothingIsLeftHalfWay();
        assertThat(store().isInstalled(graph("3.1"))).isFalse();
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> store().install(graph("3.1"), InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContainingAll(words);
        assertThat(store().isInstalled(graph("3.1"))).isFalse();
        nothingIsLeftHalfWay();
    }

    private void nothingIsLeftHalfWay() {
        try (Stream<Path> left = Files.list(folder.resolve("engines/.partial"))) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Entry program(String script) {
        return new Entry("graph-3.1/server/graph", "#!/bin/sh\n" + script + "\n", (byte) 0);
    }

    private Path offered(Entry... entries) throws IOException {
        Path archive = Archives.tarGz(folder.resolve("graph-linux-3.1.tar.gz"), entries);
        site.on(GRAPH, SmallSite.file(Files.readAllBytes(archive), "\"graph\""));
        return archive;
    }

    private Distribution graph(String version) {
        return new Distribution(
                "graph",
                version,
                new Source.Archive(
                        site.at("/") + "{platform}/{version}/graph-{platform}-{version}.tar.gz",
                        Map.of("Linux amd64", "linux")),
                List.of("server/graph"),
                List.of("server/graph", "--version"));
    }

    private static ArchiveSettings pinned(String sum) {
        return new ArchiveSettings(true, Optional.empty(), Optional.of(List.of("graph-3.1=" + sum)));
    }

    private DistributionStore store() {
        return store(ArchiveSettings.defaults());
    }

    private DistributionStore store(ArchiveSettings settings) {
        return new DistributionStore(
                folder.resolve("engines"), EngineSettings.defaults(), archives(settings, "Linux amd64"), PROOF);
    }

    private static VendorArchives archives(ArchiveSettings settings, String platform) {
        DownloadLimits limits = new DownloadLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                1 << 20,
                2,
                Duration.ZERO);
        return new VendorArchives(settings, limits, Reachability.Times.USUAL, platform, Clock.systemUTC());
    }
}
