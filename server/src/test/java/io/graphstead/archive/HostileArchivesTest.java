package io.graphstead.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.luben.zstd.ZstdOutputStream;
import io.graphstead.archive.Packing.Entry;
import io.graphstead.archive.Packing.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A set of archives that nobody means well with, in every form that is read. */
class HostileArchivesTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1 << 20, 50, 5, 100, 200_000);
    private static final Entry GOOD = Entry.file("folder/good", "good");

    @TempDir
    Path folder;

    private record Hostile(String what, String words, List<Entry> entries) {
        Hostile(String what, String words, Entry... entries) {
            this(what, words, List.of(entries));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Arguments> set() {
        List<Hostile> all = List.of(
                new Hostile("climbs out", "leads out", Entry.file("../outside", "bad")),
                new Hostile("climbs out in the middle", "leads out", Entry.file("a/../../outside", "bad")),
                new Hostile("climbs and stays", "leads out", Entry.file("a/../b", "bad")),
                new Hostile("climbs as a folder", "leads out", Entry.folder("a/..")),
                new Hostile("absolute", "absolute path", Entry.file("/etc/passwd", "bad")),
                new Hostile("absolute folder", "absolute path", Entry.folder("/etc")),
                new Hostile("control characters", "characters in its name", Entry.file("a\u001b[2Jb", "bad")),
                new Hostile("turned around", "characters in its name", Entry.file("a\u202egpj.exe", "bad")),
                new Hostile("link", "is a link", Entry.of(Kind.LINK, "link", "/etc/passwd")),
                new Hostile(
                        "written through a link",
                        "is a link",
                        Entry.of(Kind.LINK, "link", "/tmp"),
                        Entry.file("link/file", "bad")),
                new Hostile("device", "is a ", Entry.of(Kind.DEVICE, "device", "")),
                new Hostile("pipe", "is a ", Entry.of(Kind.PIPE, "pipe", "")),
                new Hostile("twice", "is there twice", Entry.file("one", "1"), Entry.file("./one", "2")),
                new Hostile("file and folder", "is below a file", Entry.file("one", "1"), Entry.file("one/two", "2")),
                new Hostile("folder and file", "is there twice", Entry.file("one/two", "2"), Entry.file("one", "1")),
                new Hostile("long name", "longer name", Entry.file("n".repeat(300), "bad")),
                new Hostile("long path", "longer name", Entry.file("abcdefgh/".repeat(150) + "x", "bad")),
                new Hostile("deep", "folders deep", Entry.file("a/".repeat(6) + "x", "bad")),
                new Hostile(
                        "many files",
                        "more than 50 files",
                        IntStream.range(0, 60)
                                .mapToObj(i -> Entry.file("file" + i, ""))
                                .toList()),
                new Hostile("large", "more than the 1 MiB", Entry.file("large", random((1 << 20) + 1))),
                new Hostile(
                        "large together",
                        "more than the 1 MiB",
                        Entry.file("one", random(600_000)),
                        Entry.file("two", random(600_000))));
        return Stream.of(Packing.values())
                .flatMap(packing -> all.stream().map(hostile -> Arguments.of(packing, hostile)));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(6).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("set")
    void is_refused_with_what_is_wrong_and_what_to_do(Packing packing, Hostile hostile) throws Exception {
        List<Entry> entries = new ArrayList<>(List.of(GOOD));
        entries.addAll(hostile.entries());
        Path file = packing.pack(folder.resolve("it"), entries);

        Throwable refused = catchThrowable(() -> read(file));

        assertThat(refused)
                .isInstanceOf(RefusedArchive.class)
                .hasMessageStartingWith("it ")
                .hasMessageContaining(hostile.words())
                .hasMessageContaining("; ");
        assertThat(refused.getMessage()).matches(text -> text.chars().noneMatch(Character::isISOControl));
    }

    @ParameterizedTest
    @EnumSource(
            value = Packing.class,
            names = {"TAR_GZIP", "TAR_ZSTD", "ZIP"})
    void what_becomes_a_hundred_times_as_large_is_refused(Packing packing) throws Exception {
        Path file = packing.pack(folder.resolve("it"), List.of(Entry.file("zeros", new byte[900_000])));

        assertThat(catchThrowable(() -> read(file)))
                .isInstanceOf(RefusedArchive.class)
                .hasMessageContaining("times as large");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void what_is_cut_off_anywhere_is_refused_or_whole(Packing packing) throws Exception {
        List<Entry> entries = IntStream.range(0, 20)
                .mapToObj(i -> Entry.file("folder" + i % 3 + "/file" + i, random(1000 + 100 * i)))
                .toList();
        byte[] whole = Files.readAllBytes(packing.pack(folder.resolve("whole"), entries));
        Map<String, Long> complete = read(folder.resolve("whole"));
        Random dice = new Random(66);
        for (int i = 0; i < 40; i++) {
            int length = dice.nextInt(whole.length);
            Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length));
            if (PackedFile.format(cut).isEmpty()) {
                continue;
            }
            Throwable refused = catchThrowable(() -> read(cut));
            if (refused == null) {
                // A tar needs no end: what it holds until there is whole.
                assertThat(complete).as("cut at " + length).containsAllEntriesOf(read(cut));
                assertThat(packing).isEqualTo(Packing.TAR);
            } else {
                assertThat(refused).as("cut at " + length).isInstanceOf(RefusedArchive.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void what_is_damaged_anywhere_is_refused_or_read_and_never_anything_else(Packing packing) throws Exception {
        List<Entry> entries = IntStream.range(0, 20)
                .mapToObj(i -> Entry.file("folder" + i % 3 + "/file" + i, random(500)))
                .toList();
        byte[] whole = Files.readAllBytes(packing.pack(folder.resolve("whole"), entries));
        Random dice = new Random(666);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j <= i % 4; j++) {
                damaged[dice.nextInt(damaged.length)] = (byte) dice.nextInt();
            }
            Path file = Files.write(folder.resolve("damaged"), damaged);
            if (PackedFile.format(file).isPresent()) {
                Throwable refused = catchThrowable(() -> read(file));
                if (refused != null) {
                    assertThat(refused).as("round " + i).isInstanceOf(RefusedArchive.class);
                }
            }
        }
    }

    @Test
    void a_name_of_any_length_is_not_kept_in_memory() throws Exception {
        Path file = folder.resolve("it");
        TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
        entry.setSize(4L << 30);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(file))) {
            out.write(header);
            byte[] name = "n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 64; i++) {
                out.write(name);
            }
        }

        assertThat(catchThrowable(() -> read(file)))
                .isInstanceOf(RefusedArchive.class)
                .hasMessageContaining("than their names need");
    }

    @Test
    void what_goes_on_behind_its_last_file_is_refused() throws Exception {
        Path file = folder.resolve("it");
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(file))) {
            Packing.tar(out, List.of(GOOD));
            for (int i = 0; i < 4096; i++) {
                out.write(new byte[1 << 16]);
            }
        }

        assertThat(catchThrowable(() -> read(file))).isInstanceOf(RefusedArchive.class);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void a_good_one_is_read_whatever_its_name(Packing packing) throws Exception {
        Path file = packing.pack(
                folder.resolve("it.exe"),
                List.of(Entry.folder("./folder"), Entry.file("./folder//file", "four"), Entry.file("empty", "")));

        assertThat(read(file)).containsExactlyEntriesOf(new TreeMap<>(Map.of("folder/file", 4L, "empty", 0L)));
    }

    @Test
    void what_is_no_archive_is_not_taken_for_one() throws Exception {
        for (String text : List.of("", "P", "hello", "x".repeat(2000), "\0".repeat(2000))) {
            assertThat(PackedFile.format(Files.writeString(folder.resolve("it"), text)))
                    .isEmpty();
        }
    }

    @Test
    void a_fault_of_who_takes_the_content_is_not_the_archives() throws Exception {
        Path file = Packing.TAR.pack(folder.resolve("it"), List.of(GOOD));

        assertThat(catchThrowable(() -> read(file, (path, content) -> {
                    throw new IOException("No space left on device");
                })))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    private interface Taking {
        void take(String path, InputStream content) throws IOException;
    }

    private static Map<String, Long> read(Path file) throws IOException, RefusedArchive {
        Map<String, Long> found = new TreeMap<>();
        read(file, (path, content) -> found.put(path, content.transferTo(OutputStream.nullOutputStream())));
        return found;
    }

    private static void read(Path file, Taking taking) throws IOException, RefusedArchive {
        CheckedEntries.Contents to = new CheckedEntries.Contents() {
            @Override
            public void folder(String path) {
                assertThat(path).doesNotContain("..").doesNotStartWith("/");
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException {
                assertThat(path).doesNotContain("..").doesNotStartWith("/");
                taking.take(path, content);
            }
        };
        CheckedEntries checked = new CheckedEntries("it", LIMITS, Files.size(file), to, read -> {});
        checked.reading(() -> PackedFile.read(file, PackedFile.format(file).orElseThrow(), checked));
    }
}
