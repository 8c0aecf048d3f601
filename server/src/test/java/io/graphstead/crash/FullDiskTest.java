package io.graphstead.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.archive.Packing;
import io.graphstead.cli.client.ApiFailure;
import io.graphstead.fleet.OperationKind;
import io.graphstead.runtime.Reach;
import io.graphstead.testing.SmallDisk;
import io.graphstead.testing.quick.QuickClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The disk becomes full in the middle of what carries data: the operation ends and says so, what it began with is
 * untouched, nothing of its try stays, and asked again, with room, it is done.
 */
@Tag("slow")
@Tag("root")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullDiskTest {
    private static final String ROOMY = "2000m";

    /** Many, so that copying them takes a while. */
    private static final int FILES = 10_000;

    private static final int FILE_SIZE = 10_000;
    private static final long SOME = 8 << 20;

    @TempDir
    static Path folder;

    private SmallDisk disk;
    private CrashRig rig;
    private String id = "";
    private List<Long> processes = List.of();

    @BeforeAll
    void start() throws IOException {
        disk = SmallDisk.at(folder.resolve("disk"), ROOMY);
        disk.showAt("runtime", folder.resolve("data/runtime"));
        disk.showAt("snapshots", folder.resolve("data/snapshots"));
        rig = new CrashRig(folder, "graphquick", "q1", List.of("runtime.min-free-disk-mb=0"));
        // Where uploads come in and where they are kept is one file system: they are moved, not copied.
        for (String name : List.of("transfers", "uploads")) {
            Files.deleteIfExists(folder.resolve("data/" + name));
            Files.createSymbolicLink(
                    folder.resolve("data/" + name), Files.createDirectories(folder.resolve("disk/" + name)));
        }
        id = rig.ask(OperationKind.CREATE, "source");
        rig.awaitRunning(id);
        assertThat(ask("put key kept")).isNotBlank();
        Random random = new Random(1);
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[FILE_SIZE];
            random.nextBytes(content);
            Path file = rig.volume(id).resolve("ballast/" + i % 100 + "/" + i);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
        processes = rig.processesOf(id);
        rig.ask(OperationKind.SNAPSHOT, id);
        finished(id);
    }

    @AfterEach
    void room() throws IOException {
        disk.makeRoom(ROOMY);
    }

    @AfterAll
    void end() throws IOException {
        try (SmallDisk closed = disk) {
            closed.makeRoom(ROOMY);
            if (rig != null) {
                rig.close();
                assertThat(rig.folders()).isEmpty();
                assertThat(rig.claimedUids()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OperationKind.class,
            mode = Mode.INCLUDE,
            names = {"SNAPSHOT", "RESTORE", "RESTORE_NEW", "CLONE", "IMPORT", "EXPORT", "VERIFY"})
    void a_disk_that_becomes_full_ends_it_and_nothing_else(OperationKind kind) throws IOException {
        fullIn(kind, () -> disk.used());

        String target = rig.ask(kind, id);
        finished(target);
        switch (kind) {
            case RESTORE_NEW, CLONE -> {
                assertThat(ask(target, "get key")).isEqualTo("value kept");
                rig.ask(OperationKind.DELETE, target);
                finished(target);
            }
            case RESTORE -> processes = rig.processesOf(id);
            case IMPORT -> {
                assertThat(ask("get key")).isEqualTo("value imported");
                assertThat(ask("put key kept")).isNotBlank();
                processes = rig.processesOf(id);
            }
            case EXPORT -> {
                assertThat(rig.transfers()).hasSize(1);
                Files.delete(rig.transfers().getFirst());
            }
            default -> {}
        }
        nothingElseHappened();
    }

    @Test
    void a_disk_that_becomes_full_while_a_snapshot_is_archived_leaves_no_archive() throws IOException {
        fullIn(OperationKind.SNAPSHOT, () -> bytesIn(folder.resolve("data/snapshots")));
    }

    @Test
    void an_upload_that_does_not_fit_is_refused_and_nothing_of_it_stays() throws IOException {
        byte[] store = new byte[(int) (2 * SOME)];
        new Random(2).nextBytes(store);
        Path archive = Packing.ZIP.pack(folder.resolve("large.zip"), List.of(Packing.Entry.file("store", store)));
        disk.fill();
        assertThatThrownBy(() -> rig.api().upload("/databases/" + id + "/import", Map.of(), archive))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("the server has no room for 16 MB");
        nothingElseHappened();
    }

    @Test
    void a_snapshot_that_would_not_fit_is_refused_before_it_starts() throws IOException {
        int before = rig.snapshots(id).size();
        disk.makeRoom(Long.toString(disk.used() + (long) FILES * FILE_SIZE * 3 / 4));
        assertThatThrownBy(() -> rig.ask(OperationKind.SNAPSHOT, id)).hasMessageContaining("may not fit");
        assertThat(rig.snapshots(id)).hasSize(before);
        nothingElseHappened();
    }

    private void fullIn(OperationKind kind, Callable<Long> growing) throws IOException {
        int snapshots = ready();
        long used = disk.used();
        long before = number(growing);
        String target = rig.ask(kind, id);
        while (number(growing) < before + SOME) {
            assertThat(rig.settledNow(target))
                    .as("it is done too fast to be seen")
                    .isFalse();
        }
        disk.fill();
        JsonNode operation = rig.settledOperation(target);
        assertThat(operation.path("status").asText()).as(operation.toString()).isEqualTo("failed");
        assertThat(operation.path("error").asText()).containsPattern("(?i)no space|are free");
        disk.makeRoom(ROOMY);
        assertThat(ready()).isEqualTo(snapshots);
        if (!target.equals(id)) {
            rig.ask(OperationKind.DELETE, target);
            finished(target);
        }
        nothingElseHappened();
        assertThat(disk.used()).as("nothing of it stays").isLessThan(used + SOME);
    }

    private static long number(Callable<Long> growing) {
        try {
            return growing.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int ready() {
        int ready = 0;
        for (JsonNode each : rig.snapshots(id)) {
            ready += each.path("status").asText().equals("ready") ? 1 : 0;
        }
        return ready;
    }

    private void finished(String database) {
        JsonNode operation = rig.settledOperation(database);
        assertThat(operation.path("status").asText()).as(operation.toString()).isEqualTo("finished");
    }

    private void nothingElseHappened() throws IOException {
        assertThat(ask("get key")).isEqualTo("value kept");
        assertThat(rig.processesOf(id)).as("its server was left alone").isEqualTo(processes);
        assertThat(rig.folders()).containsExactly(CrashRig.workload(id));
        assertThat(rig.volume(id).resolveSibling("copies")).isEmptyDirectory();
        assertThat(rig.transfers()).isEmpty();
        try (Stream<Path> archives = Files.list(folder.resolve("data/snapshots"))) {
            assertThat(archives).as("an archive for each snapshot").hasSize(ready());
        }
    }

    private static long bytesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String question) {
        return ask(id, question);
    }

    private String ask(String database, String question) {
        try {
            return QuickClient.ask(new Reach("127.0.0.1", rig.processPort(database, "client")), question);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
