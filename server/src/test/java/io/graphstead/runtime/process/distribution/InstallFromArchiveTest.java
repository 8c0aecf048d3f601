package io.graphstead.runtime.process.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.process.distribution.Archives.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallFromArchiveTest {
    private static final Distribution APP = new Distribution("app", "1.0", List.of(), List.of("lib/app-1.0.jar"));
    private static final Entry JAR = Entry.file("app-community-1.0/lib/app-1.0.jar");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tar.gz", "tar", "zip"})
    void the_vendors_archive_with_its_one_top_folder_is_installed(String kind) throws IOException {
        Path archive =
                archive(kind, JAR, Entry.file("app-community-1.0/bin/app"), Entry.file("app-community-1.0/LICENSE"));
        Path installed = store().installFrom(APP, archive, InstallProgress.silent());
        assertThat(installed.resolve("lib/app-1.0.jar")).content().startsWith("content of");
        assertThat(installed.resolve("bin/app")).isExecutable();
        assertThat(installed.resolve("LICENSE")).exists();
        assertThat(store().isInstalled(APP)).isTrue();
    }

    @Test
    void an_archive_of_an_installed_folder_is_installed() throws IOException {
        Path archive = archive("tar.gz", Entry.file("./lib/app-1.0.jar"), Entry.file("./manifest.json"));
        Path installed = store().installFrom(APP, archive, InstallProgress.silent());
        assertThat(installed.resolve("manifest.json")).content().contains("archive given.tar.gz");
    }

    @Test
    void the_archive_of_another_version_is_refused_by_name() throws IOException {
        Path archive = archive("tar.gz", Entry.file("app-community-2.0/lib/app-2.0.jar"));
        refused(archive, "is not app 1.0: it lacks lib/app-1.0.jar");
    }

    static List<Entry> hostile() {
        return List.of(
                Entry.file("../escaped"),
                Entry.file("lib/../../escaped"),
                Entry.file("/escaped"),
                Entry.file("lib\\..\\..\\escaped"),
                Entry.file("lib/bell\u0007"),
                Entry.file("lib/right-to-\u202etfel"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothing_is_written_outside_whatever_a_zip_says(Entry entry) throws IOException {
        refused(archive("zip", JAR, entry), "is refused: its entry");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothing_is_written_outside_whatever_a_tar_says(Entry entry) throws IOException {
        refused(archive("tar.gz", JAR, entry), "is refused: its entry");
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO})
    void links_and_devices_are_refused(byte type) throws IOException {
        refused(
                archive("tar.gz", JAR, new Entry("lib/strange", "lib/app-1.0.jar", type)),
                "is a hard link or a device");
    }

    static List<Entry> badLinks() {
        return Stream.of(
                        "/etc/passwd",
                        "../../../../../etc/passwd",
                        "../../elsewhere",
                        "nothing",
                        "loop",
                        "",
                        "app-1.0.jar\n",
                        "other/../app-1.0.jar/../../../..")
                .map(to -> new Entry("app/lib/loop", to, TarConstants.LF_SYMLINK))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("badLinks")
    void links_that_lead_out_or_nowhere_are_refused(Entry link) throws IOException {
        Entry jar = Entry.file("app/lib/app-1.0.jar");
        refused(archive("tar.gz", jar, link), "is refused: its link \"loop\"");
        refused(archive("zip", jar, link), "is refused: its link \"loop\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar.gz", "zip"})
    void links_inside_the_release_stay_links(String kind) throws IOException {
        Path archive = archive(
                kind,
                new Entry("app/lib/first.jar", "second.jar", TarConstants.LF_SYMLINK),
                new Entry("app/lib/second.jar", "../lib/app-1.0.jar", TarConstants.LF_SYMLINK),
                new Entry("app/libraries", "lib", TarConstants.LF_SYMLINK),
                Entry.file("app/lib/app-1.0.jar"));
        Path installed = store().installFrom(APP, archive, InstallProgress.silent());
        assertThat(Files.readSymbolicLink(installed.resolve("lib/first.jar"))).hasToString("second.jar");
        assertThat(installed.resolve("libraries/first.jar")).content().startsWith("content of");
    }

    @Test
    void links_may_not_lead_through_links_nor_take_the_manifests_place() throws IOException {
        Entry jar = Entry.file("app/lib/app-1.0.jar");
        Entry folder = new Entry("app/libraries", "lib", TarConstants.LF_SYMLINK);
        Entry through = new Entry("app/x", "libraries/app-1.0.jar", TarConstants.LF_SYMLINK);
        refused(archive("tar.gz", jar, folder, through), "its link \"x\" leads through another link");
        Entry manifest = new Entry("app/manifest.json", "lib/app-1.0.jar", TarConstants.LF_SYMLINK);
        refused(archive("tar.gz", jar, manifest), "is where no link may be");
        Entry twice = new Entry("app/lib/app-1.0.jar", "x", TarConstants.LF_SYMLINK);
        refused(archive("tar.gz", jar, twice), "is there twice");
    }

    @Test
    void a_folder_that_is_first_a_link_is_not_written_through() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path archive = archive(
                "tar.gz", new Entry("lib", outside.toString(), TarConstants.LF_SYMLINK), Entry.file("lib/app-1.0.jar"));
        refused(archive, "would be written through a link");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void the_same_file_twice_is_refused() throws IOException {
        refused(archive("tar.gz", JAR, JAR), "is there twice");
    }

    @Test
    void too_many_and_too_large_files_are_refused() throws IOException {
        Entry[] many =
                IntStream.range(0, 11).mapToObj(i -> Entry.file("file" + i)).toArray(Entry[]::new);
        Path archive = archive("tar.gz", many);
        assertThatThrownBy(() -> unpack(archive, new UnpackLimits(10, 1 << 20, 1000, 1 << 20)))
                .hasMessageContaining("holds more than 10 files");
        Path bomb = Archives.zip(folder.resolve("bomb.zip"), new Entry("zeros", "0".repeat(3 << 20), (byte) 0));
        assertThat(Files.size(bomb)).isLessThan(10_000);
        assertThatThrownBy(() -> unpack(bomb, new UnpackLimits(10, 2 << 20, 1_000_000, 0)))
                .hasMessageContaining("unpacks to more than 2 MB");
        assertThatThrownBy(() -> unpack(bomb, new UnpackLimits(10, 1L << 40, 100, 1 << 20)))
                .hasMessageContaining("unpacks to more than 100 times its own size");
        Entry[] folders = IntStream.range(0, 11)
                .mapToObj(i -> new Entry("f" + i + "/", "", (byte) 0))
                .toArray(Entry[]::new);
        Path empty = archive("zip", folders);
        assertThatThrownBy(() -> unpack(empty, new UnpackLimits(10, 1 << 20, 100, 0)))
                .hasMessageContaining("holds more than 10 files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar.gz", "zip"})
    void an_archive_that_was_cut_short_is_refused(String kind) throws IOException {
        Path archive = archive(kind, JAR, new Entry("big", "0123456789abcdef".repeat(10_000), (byte) 0));
        byte[] whole = Files.readAllBytes(archive);
        for (int missing : List.of(whole.length / 2, 6, 1)) {
            Files.write(archive, Arrays.copyOf(whole, whole.length - missing));
            refused(archive, "cannot be unpacked");
        }
    }

    @Test
    void an_archive_with_a_wrong_checksum_at_its_end_is_refused() throws IOException {
        Path archive = archive("tar.gz", JAR);
        byte[] whole = Files.readAllBytes(archive);
        whole[whole.length - 6] ^= 1;
        Files.write(archive, whole);
        refused(archive, "cannot be unpacked");
    }

    @Test
    void a_folder_that_somebody_unpacked_is_installed() throws IOException {
        Path unpacked = folder.resolve("unpacked/app-1.0");
        Files.createDirectories(unpacked.resolve("lib"));
        Files.writeString(unpacked.resolve("lib/app-1.0.jar"), "jar");
        Files.createSymbolicLink(unpacked.resolve("lib/app.jar"), Path.of("app-1.0.jar"));
        Path program = Files.writeString(unpacked.resolve("app"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path installed = store().installFrom(APP, unpacked.getParent(), InstallProgress.silent());
        assertThat(installed.resolve("lib/app.jar")).isSymbolicLink().hasContent("jar");
        assertThat(installed.resolve("app")).isExecutable();
        assertThat(installed.resolve("manifest.json")).content().contains("folder unpacked");
        assertThat(unpacked.resolve("lib/app-1.0.jar")).as("it is a copy").exists();
    }

    @Test
    void a_folder_with_what_is_in_no_archive_is_refused() throws Exception {
        Path unpacked = Files.createDirectories(folder.resolve("unpacked/lib")).getParent();
        Files.writeString(unpacked.resolve("lib/app-1.0.jar"), "jar");
        Files.createSymbolicLink(unpacked.resolve("out"), folder);
        refused(unpacked, "its link \"out\" is not relative");
        Files.delete(unpacked.resolve("out"));
        assertThat(new ProcessBuilder("mkfifo", unpacked.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        refused(unpacked, "is a device");
        refused(folder.resolve("engines/.partial/../.."), "holds the folder of engines itself");
    }

    @Test
    void what_is_no_archive_is_refused() throws IOException {
        refused(Files.writeString(folder.resolve("notes.txt"), "hello"), "zip, tar or tar.gz");
        refused(Files.write(folder.resolve("empty"), new byte[0]), "holds no files");
        refused(folder.resolve("none"), "is no file");
    }

    @Test
    void what_is_installed_is_left_as_it_is() throws IOException {
        store().installFrom(APP, archive("tar.gz", JAR), InstallProgress.silent());
        Path other = Archives.zip(folder.resolve("other.zip"), Entry.file("x/lib/app-1.0.jar"));
        Path installed = store().installFrom(APP, other, InstallProgress.silent());
        assertThat(installed.resolve("manifest.json")).content().contains("archive given.tar.gz");
    }

    private void refused(Path archive, String words) throws IOException {
        assertThatThrownBy(() -> store().installFrom(APP, archive, InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining(archive.getFileName().toString())
                .message()
                .matches("[^\\p{Cntrl}\\p{Cf}]*");
        assertThatThrownBy(() -> store().installFrom(APP, archive, InstallProgress.silent()))
                .hasMessageContaining(words);
        assertThat(store().isInstalled(APP)).isFalse();
        assertThat(folder.resolve("engines/.partial/app-1.0"))
                .as("what was unpacked before is gone")
                .doesNotExist();
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all).noneMatch(path -> path.getFileName().toString().contains("escaped"));
        }
    }

    private void unpack(Path archive, UnpackLimits limits) throws IOException {
        ArchiveUnpacker.unpack(
                archive, "given", Files.createTempDirectory(folder, "target"), limits, InstallProgress.silent());
    }

    private Path archive(String kind, Entry... entries) throws IOException {
        Path file = folder.resolve("given." + kind);
        return switch (kind) {
            case "zip" -> Archives.zip(file, entries);
            case "tar" -> Archives.tar(file, entries);
            default -> Archives.tarGz(file, entries);
        };
    }

    private DistributionStore store() {
        return new DistributionStore(folder.resolve("engines"), EngineSettings.defaults());
    }
}
