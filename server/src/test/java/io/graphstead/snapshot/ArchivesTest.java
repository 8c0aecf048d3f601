package io.graphstead.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.platform.folder.DataFolder;
import io.graphstead.platform.keys.KeySettings;
import io.graphstead.platform.keys.Sealer;
import io.graphstead.runtime.VolumeContent;
import io.graphstead.runtime.VolumeEntries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives: what goes in comes out, and what was changed or cut off is told. */
class ArchivesTest {
    private static final Provenance PROVENANCE =
            new Provenance("test_db", "id", "neo4j", "5.26.30", "community", "2026-11-22T00:00:00Z", "me");

    @TempDir
    Path folder;

    private DataFolder data;
    private final ArchiveId id = new ArchiveId(UUID.randomUUID());
    private final Map<String, byte[]> content = new TreeMap<>();

    @BeforeEach
    void fill() {
        data = DataFolder.open(folder.resolve("data"));
        byte[] random = new byte[3_000_000];
        new Random(7).nextBytes(random);
        content.put("data/store", random);
        content.put("data/empty", new byte[0]);
        content.put(
                "ünder/" + "x".repeat(150) + "/log", "a line\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        data.close();
    }

    private Sealer sealer() {
        return new Sealer(new KeySettings(Optional.empty()), data);
    }

    private Archives archives(boolean encrypt) {
        return new Archives(
                new FolderStore(folder.resolve("archives")), new Encryption(sealer()), TestArchives.settings(encrypt));
    }

    private VolumeContent.Source source() {
        return to -> {
            to.folder("alone");
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                to.file(file.getKey(), file.getValue().length, new ByteArrayInputStream(file.getValue()));
            }
        };
    }

    private Archives.Stored write(Archives archives) throws IOException {
        return archives.write(id, PROVENANCE, source(), done -> {});
    }

    private Map<String, byte[]> read(Archives archives) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        archives.read(
                id,
                new VolumeEntries() {
                    @Override
                    public void folder(String path) {
                        found.put(path + "/", new byte[0]);
                    }

                    @Override
                    public void file(String path, long size, InputStream in) throws IOException {
                        found.put(path, in.readNBytes((int) size));
                    }
                },
                done -> {});
        return found;
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("archives"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_was_archived_comes_out_as_it_was(boolean encrypt) throws IOException {
        Archives.Stored stored = write(archives(encrypt));
        assertThat(stored.volumeBytes())
                .isEqualTo(content.values().stream()
                        .mapToLong(bytes -> bytes.length)
                        .sum());
        assertThat(stored.bytes()).isEqualTo(Files.size(file())).isLessThan(stored.volumeBytes());
        Map<String, byte[]> found = read(archives(!encrypt));
        assertThat(found).containsKey("alone/");
        content.forEach((path, bytes) -> assertThat(found.get(path)).as(path).isEqualTo(bytes));
        assertThat(archives(false).size(id)).hasValue(stored.bytes());
        archives(false).delete(id);
        assertThat(archives(false).size(id)).isEmpty();
        assertThatThrownBy(() -> read(archives(false))).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_changed_byte_anywhere_is_told(boolean encrypt) throws IOException {
        write(archives(encrypt));
        Random random = new Random(11);
        for (int i = 0; i < 25; i++) {
            try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
                long at = 30 + (long) (random.nextDouble() * (file.length() - 30));
                file.seek(at);
                int was = file.read();
                file.seek(at);
                file.write(was ^ 0x10);
                assertThatThrownBy(() -> read(archives(encrypt)))
                        .as("byte " + at)
                        .isInstanceOf(IOException.class);
                file.seek(at);
                file.write(was);
            }
        }
        read(archives(encrypt));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_that_was_cut_off_is_told(boolean encrypt) throws IOException {
        write(archives(encrypt));
        for (int percent : new int[] {99, 50, 1, 0}) {
            try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
                file.setLength(file.length() * percent / 100);
            }
            assertThatThrownBy(() -> read(archives(encrypt))).as(percent + " %").isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_is_given_out_plain_and_its_length_is_known_before(boolean encrypt) throws IOException {
        // Shorter than a segment, some segments, and one that ends where a segment does.
        for (int bytes : new int[] {0, 10, 1 << 20, 3_000_000, (1 << 20) - 16 - 40}) {
            content.clear();
            byte[] random = new byte[bytes];
            new Random(bytes).nextBytes(random);
            content.put("data/store", random);
            write(archives(encrypt));
            try (InputStream plain = archives(encrypt).open(id)) {
                byte[] all = plain.readAllBytes();
                assertThat(archives(encrypt).plainSize(id)).hasValue(all.length);
                assertThat(all).startsWith(0x28, 0xb5, 0x2f, 0xfd); // zstd
            }
        }
        assertThat(archives(encrypt).plainSize(new ArchiveId(UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    void an_encrypted_one_holds_nothing_readable_and_is_of_no_use_under_another_name_or_key() throws IOException {
        content.clear();
        content.put("notes", "a line\n".getBytes(StandardCharsets.UTF_8));
        write(archives(true));
        assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1)).doesNotContain("a line", "notes", "test_db");
        ArchiveId other = new ArchiveId(UUID.randomUUID());
        Files.copy(file(), folder.resolve("archives").resolve(other + ".tar.zst"));
        assertThatThrownBy(() -> archives(true).read(other, nothing(), done -> {}))
                .isInstanceOf(BrokenArchive.class);
        Files.delete(data.keys().resolve("seal.key"));
        assertThatThrownBy(() -> read(archives(true)))
                .isInstanceOf(BrokenArchive.class)
                .hasMessageContaining("seal key");
    }

    private static VolumeEntries nothing() {
        return new VolumeEntries() {
            @Override
            public void folder(String path) {
                // not looked at
            }

            @Override
            public void file(String path, long size, InputStream in) throws IOException {
                in.readNBytes((int) size);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_that_is_not_written_to_its_end_is_not_there(boolean encrypt) {
        Archives archives = archives(encrypt);
        assertThatThrownBy(() -> archives.write(
                        id,
                        PROVENANCE,
                        to -> {
                            source().writeTo(to);
                            throw new IOException("the disk is full");
                        },
                        done -> {}))
                .hasMessageContaining("the disk is full");
        assertThatThrownBy(() -> archives.write(
                        id, PROVENANCE, to -> to.file("short", 10, new ByteArrayInputStream(new byte[5])), done -> {}))
                .isInstanceOf(IOException.class);
        assertThat(folder.resolve("archives")).isEmptyDirectory();
    }
}
