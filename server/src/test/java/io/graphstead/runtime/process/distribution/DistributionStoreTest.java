package io.graphstead.runtime.process.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;

class DistributionStoreTest {
    private static final Distribution APP =
            new Distribution("app", "1.0", List.of("test:app:1.0"), List.of("lib/app-1.0.jar"));

    @TempDir
    Path folder;

    private SmallRepository repository;

    @BeforeEach
    void three_artifacts_in_a_repository() throws IOException {
        repository = new SmallRepository()
                .with("app", "part", "other")
                .with("part", "deep")
                .with("other")
                .with("deep");
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void a_release_is_fetched_with_all_that_it_needs_and_nobody_may_change_it() throws IOException {
        List<Long> done = Collections.synchronizedList(new ArrayList<>());
        Path installed = store().install(APP, (doneBytes, total, what) -> done.add(doneBytes));

        assertThat(installed).isEqualTo(folder.resolve("engines/app/1.0"));
        assertThat(names(installed.resolve("lib")))
                .containsExactly("app-1.0.jar", "deep-1.0.jar", "other-1.0.jar", "part-1.0.jar");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(installed.resolve("lib/app-1.0.jar"))))
                .isEqualTo("r--r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(installed)))
                .isEqualTo("rwxr-xr-x");
        String digest = Manifest.digest(installed.resolve("lib/deep-1.0.jar"), "SHA-256");
        assertThat(installed.resolve("manifest.json")).content().contains("\"lib/deep-1.0.jar\" : \"" + digest + "\"");
        assertThat(done)
                .isNotEmpty()
                .last()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LONG)
                .isPositive();
        assertThat(store().isInstalled(APP)).isTrue();
        assertThat(store().installed()).containsExactly("app 1.0");
    }

    @Test
    void what_is_installed_needs_no_network() throws IOException {
        Path installed = store().install(APP, InstallProgress.silent());
        repository.close();
        assertThat(store().install(APP, InstallProgress.silent())).isEqualTo(installed);
    }

    @Test
    void many_that_ask_at_once_fetch_once() throws Exception {
        Path settings = repository.settings(folder);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Path>> installs =
                    Collections.nCopies(6, () -> store(settings).install(APP, InstallProgress.silent()));
            for (Future<Path> install : threads.invokeAll(installs)) {
                assertThat(install.get()).isEqualTo(folder.resolve("engines/app/1.0"));
            }
        }
        assertThat(repository.timesAsked("app")).isOne();
        assertThat(repository.timesAsked("deep")).isOne();
    }

    @Test
    @Tag("slow")
    void several_processes_that_ask_at_once_fetch_once() throws Exception {
        Path settings = repository.settings(folder);
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            InstallInAnotherProcess.class.getName(),
                            folder.resolve("engines").toString(),
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output-" + i).toFile())
                    .start());
        }
        try {
            for (Process process : processes) {
                assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(repository.timesAsked("app")).isOne();
        assertThat(repository.timesAsked("deep")).isOne();
        assertThat(store().isInstalled(APP)).isTrue();
    }

    @Test
    void a_corrupt_download_is_refused_and_nothing_counts_as_installed() throws IOException {
        repository.corrupt("deep");
        assertThatThrownBy(() -> store().install(APP, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("test:deep:jar:1.0")
                .hasMessageContaining("corrupt")
                .hasMessageContaining("graphstead engine install app 1.0 --from FILE");
        assertThat(store().isInstalled(APP)).isFalse();
        assertThat(folder.resolve("engines/app")).doesNotExist();

        repository.repair("deep");
        store().install(APP, InstallProgress.silent());
        assertThat(store().isInstalled(APP)).isTrue();
    }

    @Test
    void a_fetch_that_was_cut_short_goes_on_with_what_is_missing() throws IOException {
        repository.remove("other");
        assertThatThrownBy(() -> store().install(APP, InstallProgress.silent())).isInstanceOf(RuntimeFailure.class);
        long askedBefore = repository.timesAsked("part");
        repository.with("other");
        store().install(APP, InstallProgress.silent());
        assertThat(askedBefore).isOne();
        assertThat(repository.timesAsked("part"))
                .as("what is there is not fetched again")
                .isOne();
    }

    @Test
    void a_jar_that_rotted_on_disk_is_found_before_it_is_installed() throws IOException {
        repository.breakOnce("deep");
        assertThatThrownBy(() -> store().install(APP, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Passing.class);
        Path fetched = folder.resolve("engines/.repository/test/app/1.0/app-1.0.jar");
        Files.writeString(fetched, "rotten");
        assertThatThrownBy(() -> store().install(APP, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("app-1.0.jar is damaged")
                .hasMessageContaining("remove");
        assertThat(store().isInstalled(APP)).isFalse();
    }

    @Test
    void a_release_that_no_repository_has_is_named() throws IOException {
        Distribution unknown = new Distribution("app", "2.0", List.of("test:app:2.0"), List.of());
        assertThatThrownBy(() -> store().install(unknown, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("no repository")
                .hasMessageContaining("test:app:jar:2.0")
                .hasMessageContaining("--from FILE");
    }

    @Test
    void without_a_network_it_says_how_to_install_from_a_file() throws IOException {
        Path settings = repository.settings(folder);
        repository.close();
        assertThatThrownBy(() -> store(settings).install(APP, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("Connection refused")
                .hasMessageContaining("graphstead engine install app 1.0 --from FILE");
    }

    @Test
    void mavens_offline_setting_is_kept_to() throws IOException {
        Path settings = repository.settings(folder, "<offline>true</offline>");
        assertThatThrownBy(() -> store(settings).install(APP, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("offline");
        assertThat(repository.timesAsked("app")).isZero();
    }

    @Test
    void a_repository_with_a_login_is_asked_with_the_decrypted_password_of_the_settings() throws Exception {
        var cipher = new DefaultPlexusCipher();
        Files.writeString(
                folder.resolve("settings-security.xml"),
                "<settingsSecurity><master>" + cipher.encryptAndDecorate("the master", "settings.security")
                        + "</master></settingsSecurity>");
        repository.requireLogin("company", "t0p s3cret");
        Path settings = repository.settings(
                folder,
                "<servers><server><id>here</id><username>company</username><password>"
                        + cipher.encryptAndDecorate("t0p s3cret", "the master") + "</password></server></servers>");
        assertThat(store(settings).install(APP, InstallProgress.silent())).exists();
    }

    @Test
    void settings_that_cannot_be_read_are_named() throws IOException {
        Path settings = Files.writeString(folder.resolve("settings.xml"), "<settings><mirrors>");
        assertThatThrownBy(() -> store(settings).install(APP, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining(settings.toString());
    }

    @Test
    void the_reach_of_repositories_can_be_asked_for() throws IOException {
        Path settings = repository.settings(folder);
        // The small repository has no metadata: it answers, and that is what counts.
        assertThat(store(settings).probeRepositories("test", "app")).containsOnlyKeys("here (127.0.0.1)");
        repository.close();
        assertThat(store(settings).probeRepositories("test", "app").get("here (127.0.0.1)"))
                .contains("Connection refused");
    }

    @Test
    void a_folder_that_was_not_finished_does_not_count_and_is_made_anew() throws IOException {
        Path place = Files.createDirectories(folder.resolve("engines/app/1.0/lib"));
        Files.writeString(place.resolve("app-1.0.jar"), "half");
        assertThat(store().isInstalled(APP)).isFalse();
        Path installed = store().install(APP, InstallProgress.silent());
        assertThat(Files.size(installed.resolve("lib/app-1.0.jar"))).isGreaterThan(4);
    }

    @Test
    void a_release_of_nothing_installs_as_an_empty_folder() throws IOException {
        Distribution nothing = new Distribution("quick", "1", List.of(), List.of());
        Path installed = store().install(nothing, InstallProgress.silent());
        assertThat(names(installed)).containsExactly("manifest.json");
    }

    @Test
    void a_release_that_cannot_be_fetched_says_that_it_wants_a_file() {
        Distribution archiveOnly = new Distribution("app", "3", List.of(), List.of("server/program"));
        assertThatThrownBy(() -> store().install(archiveOnly, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("graphstead engine install app 3 --from FILE");
    }

    @Test
    @Tag("slow")
    void a_jar_comes_from_the_real_central_repository() throws IOException {
        Distribution small = new Distribution(
                "real",
                "1",
                List.of("org.reactivestreams:reactive-streams:1.0.4"),
                List.of("lib/reactive-streams-1.0.4.jar"));
        Path installed = new DistributionStore(folder.resolve("engines"), EngineSettings.defaults())
                .install(small, InstallProgress.silent());
        assertThat(Manifest.digest(installed.resolve("lib/reactive-streams-1.0.4.jar"), "SHA-1"))
                .isEqualTo("3864a1320d97d7b045f729a326e1e077661f31b7");
    }

    private DistributionStore store() throws IOException {
        return store(repository.settings(folder));
    }

    private DistributionStore store(Path settings) {
        return new DistributionStore(
                folder.resolve("engines"),
                new EngineSettings(Optional.empty(), Optional.of(settings), Optional.empty()));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
