package io.graphstead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.fleet.OperationKind;
import io.graphstead.fleet.StepBoundary.Boundary;
import io.graphstead.fleet.StepBoundary.Moment;
import io.graphstead.fleet.StepName;
import io.graphstead.runtime.Reach;
import io.graphstead.testing.TestDatabase;
import io.graphstead.testing.quick.QuickClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGKILL at every boundary of every operation. After a new start each operation ends by itself, the deployment is what was
 * asked for, its data is there, and no process, folder, uid, port or row is orphaned; a bystander never stops answering.
 * Those that carry data in or out are in {@link DataCrashTest}, so that the two run beside each other.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
    @TempDir
    static Path folder;

    private CrashRig rig;
    private String bystander;
    private Reach bystandersReach;
    private List<Long> bystandersProcess;
    private int round;

    @BeforeAll
    void start() throws IOException {
        rig = new CrashRig(folder, "graphquick", "q1", List.of());
        bystander = rig.ask(OperationKind.CREATE, "bystander");
        rig.awaitRunning(bystander);
        bystandersReach = reach(bystander);
        bystandersProcess = rig.processesOf(bystander);
        assertThat(bystandersProcess).hasSize(1);
    }

    @AfterAll
    void nothing_is_left_in_the_tables_or_on_the_machine() throws IOException {
        rig.close();
        assertThat(rig.folders()).isEmpty();
        assertThat(rig.claimedUids()).isZero();
        try (TestDatabase postgres = TestDatabase.in(rig.data())) {
            for (String orphans : List.of(
                    "SELECT count(*) FROM port",
                    "SELECT count(*) FROM scheduled_tasks",
                    "SELECT count(*) FROM operation WHERE status = 'started'",
                    "SELECT count(*) FROM deployment WHERE deleted_at IS NULL")) {
                long count = postgres.database()
                        .jdbi()
                        .withHandle(handle ->
                                handle.createQuery(orphans).mapTo(Long.class).one());
                assertThat(count).as(orphans).isZero();
            }
        }
    }

    static Stream<Boundary> boundaries() {
        return Boundary.all().stream().filter(boundary -> !DataCrashTest.concerns(boundary.kind()));
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void a_server_killed_there_finishes_what_it_had_begun(Boundary boundary) throws IOException {
        String name = "victim" + ++round;
        String id = "";
        List<String> urls = List.of();
        if (boundary.kind() == OperationKind.CREATE) {
            if (boundary.step() == StepName.INSTALL_ENGINE) {
                uninstallTheEngine();
            }
            rig.dieAt(boundary, () -> rig.ask(OperationKind.CREATE, name), this::theBystanderAnswers);
            id = rig.idOf(name);
        } else {
            id = prepared(boundary.kind(), name);
            if (makesAnother(boundary.kind()) && boundary.step() == StepName.INSTALL_ENGINE) {
                uninstallTheEngine();
            }
            String known = id;
            if (boundary.kind() == OperationKind.SWITCH) {
                rig.awaitRunning(rig.ask(OperationKind.CREATE, CrashRig.partnerOf(id)));
                urls = List.of(url(id), url(rig.idOf(CrashRig.partnerOf(id))));
            }
            Reach reach = reach(id);
            rig.dieAt(boundary, () -> rig.ask(boundary.kind(), known), () -> {
                theBystanderAnswers();
                if (stillRuns(boundary)) {
                    assertThat(ask(reach, "get key")).isEqualTo("value " + (isImported(boundary) ? "imported" : name));
                }
            });
        }
        Optional<String> source = Optional.empty();
        if (makesAnother(boundary.kind())) {
            source = Optional.of(id);
            id = rig.idOf(CrashRig.cloneOf(id));
        }
        JsonNode operation = rig.settledOperation(id);
        assertThat(operation.path("operationType").asText())
                .isEqualTo(
                        boundary.kind() == OperationKind.FINAL_SNAPSHOT
                                ? OperationKind.DELETE.word()
                                : boundary.kind().word());
        assertThat(operation.path("status").asText()).as(operation.toString()).isEqualTo("finished");
        theDeploymentIsWhatWasAskedFor(boundary.kind(), id, name);
        theBystanderAnswers();
        if (source.isPresent()) {
            assertThat(ask(reach(source.get()), "get key")).isEqualTo("value " + name);
            assertThat(rig.processesOf(source.get())).hasSize(1);
            rig.ask(OperationKind.DELETE, source.get());
            rig.settledOperation(source.get());
        }
        if (boundary.kind() == OperationKind.SWITCH) {
            String partner = rig.idOf(CrashRig.partnerOf(id));
            assertThat(List.of(url(partner), url(id))).as("traded once").isEqualTo(urls);
            rig.ask(OperationKind.DELETE, partner);
            rig.settledOperation(partner);
        }
        if (boundary.kind() != OperationKind.DELETE && boundary.kind() != OperationKind.FINAL_SNAPSHOT) {
            rig.ask(OperationKind.DELETE, id);
            rig.settledOperation(id);
        }
        assertThat(rig.processesOf(id)).isEmpty();
        assertThat(rig.folders()).containsExactly(CrashRig.workload(bystander));
    }

    private String url(String id) {
        return rig.database(id).path("connectionUrl").asText();
    }

    /** One that runs, or is paused, with something in it. */
    private String prepared(OperationKind kind, String name) {
        String id = rig.ask(OperationKind.CREATE, name);
        rig.awaitRunning(id);
        assertThat(ask(reach(id), "put key " + name)).isNotBlank();
        if (kind == OperationKind.RESUME) {
            rig.ask(OperationKind.PAUSE, id);
            rig.settledOperation(id);
        }
        if (kind == OperationKind.RESTORE || kind == OperationKind.RESTORE_NEW || kind == OperationKind.VERIFY) {
            rig.ask(OperationKind.SNAPSHOT, id);
            rig.settledOperation(id);
            assertThat(ask(reach(id), "put later " + name)).isNotBlank();
        }
        return id;
    }

    private static boolean makesAnother(OperationKind kind) {
        return kind == OperationKind.CLONE || kind == OperationKind.RESTORE_NEW;
    }

    /** Whether what runs is the imported data: nothing is forgotten before a server has answered on it. */
    private static boolean isImported(Boundary boundary) {
        return boundary.kind() == OperationKind.IMPORT && boundary.step() == StepName.FORGET_COPY;
    }

    /** Whether a server ran when ours died: one that the operation had not yet touched, or the one it had led to. */
    private static boolean stillRuns(Boundary boundary) {
        return makesAnother(boundary.kind())
                || boundary.kind() == OperationKind.SWITCH
                || boundary.kind() == OperationKind.EXPORT
                || boundary.kind() == OperationKind.VERIFY
                || boundary.kind().word().equals("snapshot") && boundary.moment() != Moment.FINISHED
                || boundary.step() == StepName.LOAD_SNAPSHOT
                || boundary.step() == StepName.LOAD_ARCHIVE
                || boundary.step() == StepName.STOP && boundary.moment() == Moment.BEGUN
                || boundary.step() == StepName.INSTALL_ENGINE
                || boundary.step() == StepName.FORGET_COPY;
    }

    private void theDeploymentIsWhatWasAskedFor(OperationKind kind, String id, String name) throws IOException {
        switch (kind) {
            case CREATE -> {
                rig.awaitRunning(id);
                assertThat(ask(reach(id), "ping")).isEqualTo("pong");
                assertThat(rig.processesOf(id)).hasSize(1);
            }
            case CLONE, RESUME, RESTART, PLAN_CHANGE, VERSION_CHANGE, EXTRAS, SWITCH -> {
                rig.awaitRunning(id);
                assertThat(ask(reach(id), "get key")).isEqualTo("value " + name);
                assertThat(rig.processesOf(id)).hasSize(1);
                if (kind == OperationKind.PLAN_CHANGE) {
                    assertThat(rig.database(id).path("plan").asText()).isEqualTo("q2");
                }
                if (kind == OperationKind.VERSION_CHANGE) {
                    assertThat(ask(reach(id), "version")).isEqualTo("2.0.0");
                    assertThat(copiesOf(id)).isEmptyDirectory();
                }
            }
            case IMPORT -> {
                rig.awaitRunning(id);
                assertThat(ask(reach(id), "get key")).isEqualTo("value imported");
                assertThat(rig.processesOf(id)).hasSize(1);
                assertThat(copiesOf(id)).isEmptyDirectory();
                assertThat(rig.transfers()).isEmpty();
            }
            case EXPORT -> {
                rig.awaitRunning(id);
                assertThat(ask(reach(id), "get key")).isEqualTo("value " + name);
                assertThat(rig.processesOf(id)).hasSize(1);
                assertThat(rig.transfers()).hasSize(1);
                Files.delete(rig.transfers().getFirst());
                assertThat(rig.folders()).hasSize(2);
            }
            case RESTORE, RESTORE_NEW -> {
                rig.awaitRunning(id);
                assertThat(ask(reach(id), "get key")).isEqualTo("value " + name);
                assertThat(ask(reach(id), "get later")).isNotEqualTo("value " + name);
                assertThat(rig.processesOf(id)).hasSize(1);
                assertThat(copiesOf(id)).isEmptyDirectory();
            }
            case SNAPSHOT -> {
                rig.awaitRunning(id);
                assertThat(ask(reach(id), "get key")).isEqualTo("value " + name);
                assertThat(rig.snapshots(id)).hasSize(1);
                assertThat(rig.snapshots(id).path(0).path("status").asText()).isEqualTo("ready");
                assertThat(copiesOf(id)).isEmptyDirectory();
            }
            case VERIFY -> {
                rig.awaitRunning(id);
                assertThat(ask(reach(id), "get key")).isEqualTo("value " + name);
                assertThat(rig.processesOf(id)).hasSize(1);
                assertThat(rig.snapshots(id).path(0).path("verified").asBoolean())
                        .isTrue();
                assertThat(rig.folders()).hasSize(2);
            }
            case FINAL_SNAPSHOT -> {
                assertThat(rig.folders()).doesNotContain(CrashRig.workload(id));
                assertThat(rig.snapshots(id).path(0).path("status").asText()).isEqualTo("ready");
            }
            case PAUSE -> {
                assertThat(rig.database(id).path("status").path("state").asText())
                        .isEqualTo("paused");
                assertThat(rig.processesOf(id)).isEmpty();
                assertThat(rig.folders()).contains(CrashRig.workload(id));
            }
            case DELETE -> {
                assertThat(rig.folders()).doesNotContain(CrashRig.workload(id));
                assertThat(rig.databases()).hasSize(1);
            }
        }
    }

    private Path copiesOf(String id) {
        return rig.runtimeRoot()
                .resolve("deployments")
                .resolve(CrashRig.workload(id))
                .resolve("copies");
    }

    private void theBystanderAnswers() {
        assertThat(ask(bystandersReach, "ping")).isEqualTo("pong");
        assertThat(rig.processesOf(bystander)).isEqualTo(bystandersProcess);
    }

    private Reach reach(String id) {
        return new Reach("127.0.0.1", rig.processPort(id, "client"));
    }

    private static String ask(Reach reach, String question) {
        try {
            return QuickClient.ask(reach, question);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void uninstallTheEngine() throws IOException {
        Path engine = rig.runtimeRoot().resolve("engines/quick");
        try (Stream<Path> files = Files.walk(engine)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                Files.delete(path);
            }
        }
    }
}
