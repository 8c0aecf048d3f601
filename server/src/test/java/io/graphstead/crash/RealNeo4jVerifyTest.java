package io.graphstead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.fleet.OperationKind;
import io.graphstead.testing.Drivers;
import io.graphstead.testing.RealNeo4j;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** Snapshots of a real Neo4j that are checked: good ones, one whose archive was changed, and one whose store never starts. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealNeo4jVerifyTest {
    @TempDir
    static Path folder;

    /** Where they were checked; other tests check theirs at the same time. */
    private final List<String> scratches = new ArrayList<>();

    private CrashRig rig;
    private String id = "";
    private List<Long> processes = List.of();

    @BeforeAll
    void start() throws IOException {
        String repository = RealNeo4j.settings().mavenRepository().orElseThrow().toString();
        rig = new CrashRig(folder, "graphneo", "ds1", List.of("engines.maven-repository=" + repository));
        id = rig.ask(OperationKind.CREATE, "checked");
        rig.awaitRunning(id);
        processes = rig.processesOf(id);
        try (Driver driver = driver()) {
            driver.executableQuery("UNWIND range(1, 1000) AS i CREATE (:Kept {value: i})")
                    .execute();
        }
    }

    @AfterAll
    void end() throws IOException {
        rig.close();
        assertThat(rig.folders()).isEmpty();
        assertThat(rig.claimedUids()).isZero();
    }

    @Test
    @Order(1)
    void one_that_can_be_restored_is_shown_as_verified() throws IOException {
        JsonNode snapshot = taken();
        JsonNode operation = verified(snapshot);
        assertThat(operation.path("status").asText()).as(operation.toString()).isEqualTo("finished");
        assertThat(shown(snapshot).path("verified").asBoolean()).isTrue();
        assertThat(shown(snapshot).path("status").asText()).isEqualTo("ready");
        nothingIsLeft();
        assertThat(rig.processesOf(id)).as("its server was left alone").isEqualTo(processes);
    }

    @Test
    @Order(2)
    void one_whose_archive_was_changed_is_shown_as_failed() throws IOException {
        JsonNode snapshot = taken();
        Path archive = archive(snapshot);
        byte[] bytes = Files.readAllBytes(archive);
        byte[] before = bytes.clone();
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        refusedFor(snapshot, "is not what was stored");

        Files.write(archive, before);
        JsonNode again = verified(snapshot);
        assertThat(again.path("status").asText()).as(again.toString()).isEqualTo("finished");
        assertThat(shown(snapshot).path("status").asText()).isEqualTo("ready");
        nothingIsLeft();
    }

    @Test
    @Order(3)
    void one_whose_archive_is_gone_is_shown_as_failed() throws IOException {
        JsonNode snapshot = taken();
        Files.delete(archive(snapshot));
        refusedFor(snapshot, "is not there any more");
    }

    /** Every checksum is right: it is what was there. */
    @Test
    @Order(4)
    void one_of_a_store_that_was_damaged_before_is_shown_as_failed() throws IOException {
        rig.ask(OperationKind.PAUSE, id);
        rig.settledOperation(id);
        Path stores = rig.volume(id).resolve("data/databases");
        try (Stream<Path> files = Files.walk(stores)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] garbage = new byte[(int) Math.min(Files.size(file), 1 << 20)];
                Arrays.fill(garbage, (byte) 0x5a);
                Files.write(file, garbage);
            }
        }
        refusedFor(taken(), "the snapshot cannot be restored: the server on a copy of it");
    }

    private JsonNode taken() {
        JsonNode asked = rig.api().post("/databases/" + id + "/snapshots", Map.of("label", "checked"));
        JsonNode operation = rig.settledOperation(id);
        assertThat(operation.path("status").asText()).as(operation.toString()).isEqualTo("finished");
        return asked.path("snapshot");
    }

    private JsonNode shown(JsonNode snapshot) {
        return rig.api()
                .get("/databases/" + id + "/snapshots/" + snapshot.path("id").asText());
    }

    private JsonNode verified(JsonNode snapshot) {
        rig.api().post("/databases/" + id + "/snapshots/" + snapshot.path("id").asText() + "/verify", Map.of());
        JsonNode operation = rig.settledOperation(id);
        scratches.add("verify-" + CrashRig.workload(operation.path("id").asText()));
        return operation;
    }

    private void refusedFor(JsonNode snapshot, String why) throws IOException {
        JsonNode operation = verified(snapshot);
        assertThat(operation.path("status").asText()).isEqualTo("failed");
        assertThat(operation.path("error").asText()).contains(why);
        assertThat(shown(snapshot).path("verified").asBoolean(true)).isFalse();
        assertThat(shown(snapshot).path("status").asText()).isEqualTo("failed");
        nothingIsLeft();
    }

    private void nothingIsLeft() throws IOException {
        assertThat(rig.folders()).containsExactly(CrashRig.workload(id));
        Path copies = rig.volume(id).resolveSibling("copies");
        if (Files.exists(copies)) {
            assertThat(copies).isEmptyDirectory();
        }
        assertThat(rig.claimedUids()).isOne();
        Set<Long> running = ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> scratches.stream().anyMatch(CrashRig.commandLine(pid)::contains))
                .collect(Collectors.toSet());
        assertThat(running).isEmpty();
    }

    private Path archive(JsonNode snapshot) throws IOException {
        String name = CrashRig.workload(snapshot.path("id").asText());
        try (Stream<Path> files = Files.walk(rig.data().resolve("snapshots"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Driver driver() {
        JsonNode credentials = rig.api().get("/databases/" + id + "/credentials");
        return Drivers.trusting(
                rig.data().resolve("ca.pem"),
                credentials.path("uri").asText(),
                credentials.path("username").asText(),
                credentials.path("password").asText());
    }
}
