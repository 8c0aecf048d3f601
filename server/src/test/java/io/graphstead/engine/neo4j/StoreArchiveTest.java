package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.luben.zstd.ZstdOutputStream;
import io.graphstead.archive.ArchiveLimits;
import io.graphstead.archive.CheckedEntries;
import io.graphstead.archive.Packing;
import io.graphstead.archive.Packing.Entry;
import io.graphstead.archive.RefusedArchive;
import io.graphstead.engine.PackedData;
import io.graphstead.engine.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On dumps that the vendor's own tool made, of empty databases: {@code engine/neo4j/dumps}. */
class StoreArchiveTest {
    private static final Version V5 = new Version("5.26.30");
    private static final Version V4 = new Version("4.4.16");
    private static final String LOG = "neostore.transaction.db.0";

    @TempDir
    Path folder;

    private final Neo4jEngine engine = new Neo4jEngine();

    @ParameterizedTest
    @CsvSource({"4.4.16,4.4.16", "5.26.30,5.26.30", "5.26.30,2026.08.1", "2026.08.1,2026.08.1"})
    void dumps_of_the_vendors_own_tool_are_read(String from, String to) throws Exception {
        PackedData data = look(dump(from), new Version(to));

        assertThat(data.what()).startsWith("a dump of Neo4j");
        Map<String, Long> files = written(data);
        assertThat(files).containsEntry("data/databases/neo4j/neostore", 8192L);
        assertThat(files).containsKeys("data/transactions/neo4j/" + LOG, "data/transactions/neo4j/checkpoint.0");
        assertThat(files.keySet()).allMatch(engine::isUsersData);
        assertThat(files.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(data.bytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4.4.16|5.26.30|reads only once it was migrated",
                "4.4.16|2026.08.1|reads only once it was migrated",
                "5.26.30|4.4.16|holds data of Neo4j 5 or later, which Neo4j 4.4.16 cannot read"
            })
    void a_dump_that_the_target_cannot_read_is_refused(String from, String to, String words) throws Exception {
        assertThat(catchThrowable(() -> look(dump(from), new Version(to))))
                .isInstanceOf(RefusedArchive.class)
                .hasMessageStartingWith("backup.dump ")
                .hasMessageContaining(words)
                .hasMessageContaining("; ");
    }

    @Test
    void a_dump_that_does_not_fit_is_refused() throws Exception {
        Path dump = dump("5.26.30");

        assertThat(catchThrowable(
                        () -> engine.look(dump, "backup.dump", V5, ArchiveLimits.ofData(100L << 20), read -> {})))
                .isInstanceOf(RefusedArchive.class)
                .hasMessageContaining("more than the 100 MiB");
    }

    @Test
    void a_dump_that_is_cut_off_is_refused() throws Exception {
        byte[] whole = Files.readAllBytes(dump("5.26.30"));
        for (int length : new int[] {4, 5, 20, 500, whole.length / 2, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length));
            assertThat(catchThrowable(() -> look(cut, V5)))
                    .as("cut at " + length)
                    .isInstanceOf(RefusedArchive.class)
                    .hasMessageContaining("damaged or cut off");
        }
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void packed_folders_are_read_from_wherever_they_begin(Packing packing) throws Exception {
        for (String home : List.of("", "neo4j-5/", "./backup/2026/", "volume/")) {
            Path file = packing.pack(
                    folder.resolve("it"),
                    List.of(
                            Entry.file(home + "data/databases/neo4j/neostore", neostore()),
                            Entry.file(home + "data/databases/neo4j/schema/index/one", "index"),
                            Entry.file(home + "data/databases/neo4j/database_lock", ""),
                            Entry.file(home + "data/databases/system/neostore", neostore()),
                            Entry.file(home + "data/transactions/neo4j/" + LOG, "log"),
                            Entry.file(home + "data/transactions/system/" + LOG, "log"),
                            Entry.file(home + "conf/neo4j.conf", "dbms.security.auth_enabled=false")));

            assertThat(written(look(file, V5)).keySet())
                    .as("packed in \"" + home + "\"")
                    .containsExactly(
                            "data/databases/neo4j/neostore",
                            "data/databases/neo4j/schema/index/one",
                            "data/transactions/neo4j/" + LOG);
        }
    }

    @Test
    void a_store_of_another_name_becomes_the_databases_own() throws Exception {
        Path file = Packing.TAR_ZSTD.pack(
                folder.resolve("it"),
                List.of(
                        Entry.file("databases/movies/neostore", neostore()),
                        Entry.file("transactions/movies/" + LOG, "log")));

        assertThat(written(look(file, V5)).keySet())
                .containsExactly("data/databases/neo4j/neostore", "data/transactions/neo4j/" + LOG);
    }

    @Test
    void what_holds_no_store_or_too_many_or_half_of_one_is_refused() throws Exception {
        refused("holds no data of Neo4j", Entry.file("hello.txt", "hello"));
        refused("holds no data of Neo4j", Entry.file("databases/system/neostore", neostore()));
        refused("without its transaction logs", Entry.file("neo4j/neostore", neostore()));
        refused("only Neo4j's Enterprise Edition reads", Entry.file("block.x1.db", "block"));
        refused(
                "more than one store",
                Entry.file("databases/one/neostore", neostore()),
                Entry.file("databases/two/neostore", neostore()));
        refused("is not one of Neo4j's", Entry.file("neostore", "hello"), Entry.file(LOG, "log"));
        refused("only Neo4j's Enterprise Edition reads", Entry.file("neostore", highLimit()), Entry.file(LOG, "log"));
    }

    @Test
    void hostile_entries_of_a_dump_are_refused() throws Exception {
        List<Entry> entries = new ArrayList<>(List.of(Entry.file("neostore", neostore()), Entry.file(LOG, "log")));
        entries.add(Entry.file("../../dbms/auth.ini", "mine"));

        Path dump = packed(entries);

        assertThat(catchThrowable(() -> look(dump, V5)))
                .isInstanceOf(RefusedArchive.class)
                .hasMessageContaining("leads out of the archive");
    }

    @Test
    void what_is_nothing_readable_is_refused_by_its_first_bytes() throws Exception {
        for (String text : List.of("", "DZ", "hello", "SQLite format 3")) {
            Path file = Files.writeString(folder.resolve("it"), text);
            assertThat(catchThrowable(() -> engine.recognize(file, "backup.dump")))
                    .isInstanceOf(RefusedArchive.class)
                    .hasMessageContaining("neither a dump of Neo4j");
        }
    }

    @Test
    void the_format_is_the_one_that_the_store_tells() throws Exception {
        assertThat(StoreFormat.of(neostore())).contains(new StoreFormat(StoreFormat.Era.SINCE_5, "aligned-1.1"));
        Map<String, byte[]> heads = new TreeMap<>();
        engine.look(dump("4.4.16"), "it", V4, ArchiveLimits.ofData(1L << 30), read -> {})
                .filling()
                .writeTo(contents((path, content) -> {
                    if (path.endsWith("/neostore")) {
                        heads.put(path, content.readNBytes(StoreFormat.HEAD));
                    }
                }));
        assertThat(StoreFormat.of(heads.values().iterator().next()))
                .contains(new StoreFormat(StoreFormat.Era.BEFORE_5, "AF4.3.0"));
    }

    private void refused(String words, Entry... entries) throws IOException {
        Path file = packed(List.of(entries));
        assertThat(catchThrowable(() -> look(file, V5)))
                .isInstanceOf(RefusedArchive.class)
                .hasMessageContaining(words)
                .hasMessageContaining("; ");
    }

    /** As the vendor's tool does. */
    private Path packed(List<Entry> entries) throws IOException {
        Path file = folder.resolve("packed");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("DZV1".getBytes(StandardCharsets.US_ASCII));
            try (OutputStream zstd = new ZstdOutputStream(out)) {
                zstd.write("zstd\0\0\0\1".getBytes(StandardCharsets.US_ASCII));
                zstd.write(new byte[16]);
                Packing.tar(zstd, entries);
            }
        }
        return file;
    }

    private static byte[] neostore() {
        return metadata("\6record", "\7aligned\1\1");
    }

    private static byte[] highLimit() {
        return metadata("\6record", "\12high_limit\1\1");
    }

    /** Records of nine bytes, the first of each no content. */
    private static byte[] metadata(String engine, String format) {
        byte[] content = ("\0".repeat(57) + engine + format + "\0".repeat(100)).getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = new byte[content.length / 8 * 9];
        for (int i = 0; i < content.length / 8 * 8; i++) {
            file[i / 8 * 9 + 1 + i % 8] = content[i];
        }
        return file;
    }

    private Path dump(String version) throws IOException {
        try (InputStream in = StoreArchiveTest.class.getResourceAsStream("dumps/" + version + ".dump")) {
            return Files.write(folder.resolve(version), in.readAllBytes());
        }
    }

    private PackedData look(Path file, Version target) throws IOException, RefusedArchive {
        return engine.look(file, "backup.dump", target, ArchiveLimits.ofData(1L << 30), read -> {});
    }

    private interface Taking {
        void take(String path, InputStream content) throws IOException;
    }

    private static Map<String, Long> written(PackedData data) throws IOException, RefusedArchive {
        Map<String, Long> files = new TreeMap<>();
        data.filling()
                .writeTo(contents(
                        (path, content) -> files.put(path, content.transferTo(OutputStream.nullOutputStream()))));
        return files;
    }

    private static CheckedEntries.Contents contents(Taking taking) {
        return new CheckedEntries.Contents() {
            @Override
            public void folder(String path) {
                throw new AssertionError("folders are made with their files");
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException {
                taking.take(path, content);
            }
        };
    }
}
