package io.graphstead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.fleet.OperationKind;
import io.graphstead.fleet.StepBoundary.Boundary;
import io.graphstead.fleet.StepBoundary.Moment;
import io.graphstead.fleet.StepName;
import io.graphstead.testing.Drivers;
import io.graphstead.testing.RealNeo4j;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** The life of one real Neo4j, each of its operations cut off by the server's death once. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealNeo4jCrashTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    static Path folder;

    private CrashRig rig;
    private String id = "";

    @BeforeAll
    void start() throws IOException {
        String repository = RealNeo4j.settings().mavenRepository().orElseThrow().toString();
        rig = new CrashRig(folder, "graphneo", "ds1", List.of("engines.maven-repository=" + repository));
    }

    @AfterAll
    void end() throws IOException {
        rig.close();
        assertThat(rig.folders()).isEmpty();
        assertThat(rig.claimedUids()).isZero();
    }

    @Test
    @Order(1)
    void a_create_that_was_cut_off_ends_with_a_neo4j_that_answers() throws IOException {
        rig.dieAt(
                new Boundary(OperationKind.CREATE, StepName.START, Moment.EFFECTED),
                () -> rig.ask(OperationKind.CREATE, "real"),
                () -> {});
        id = rig.idOf("real");
        finishes(OperationKind.CREATE);
        try (Driver driver = driver()) {
            driver.executableQuery("CREATE (:Kept {value: 42})").execute();
        }
    }

    @Test
    @Order(2)
    void a_pause_that_was_cut_off_is_finished() throws IOException {
        rig.dieAt(
                new Boundary(OperationKind.PAUSE, StepName.STOP, Moment.EFFECTED),
                () -> rig.ask(OperationKind.PAUSE, id),
                () -> {});
        finishes(OperationKind.PAUSE);
        assertThat(rig.processesOf(id)).isEmpty();
        assertThat(rig.database(id).path("status").path("state").asText()).isEqualTo("paused");
    }

    @Test
    @Order(3)
    void a_resume_that_was_cut_off_is_finished_and_the_data_is_there() throws IOException {
        rig.dieAt(
                new Boundary(OperationKind.RESUME, StepName.START, Moment.EFFECTED),
                () -> rig.ask(OperationKind.RESUME, id),
                () -> {});
        finishes(OperationKind.RESUME);
        assertThat(kept()).isEqualTo(42);
    }

    @Test
    @Order(4)
    void a_restart_that_was_cut_off_is_finished_and_the_data_is_there() throws IOException {
        List<Long> before = rig.processesOf(id);
        rig.dieAt(
                new Boundary(OperationKind.RESTART, StepName.STOP, Moment.RECORDED),
                () -> rig.ask(OperationKind.RESTART, id),
                () -> {});
        finishes(OperationKind.RESTART);
        assertThat(kept()).isEqualTo(42);
        assertThat(rig.processesOf(id)).hasSize(1).doesNotContainAnyElementsOf(before);
    }

    @Test
    @Order(5)
    void it_goes_on_answering_while_the_server_is_dead_and_is_adopted_by_the_next() {
        List<Long> before = rig.processesOf(id);
        try (Driver driver = driverOfTheProcess()) {
            rig.killServer();
            assertThat(driver.executableQuery("MATCH (k:Kept) RETURN k.value AS value")
                            .execute()
                            .records()
                            .getFirst()
                            .get("value")
                            .asLong())
                    .isEqualTo(42);
            rig.startServer();
        }
        rig.awaitRunning(id);
        assertThat(rig.processesOf(id)).isEqualTo(before);
        assertThat(kept()).isEqualTo(42);
    }

    @Test
    @Order(6)
    void killed_itself_it_comes_back_and_the_status_tells_the_truth_meanwhile() {
        List<Long> before = rig.processesOf(id);
        before.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        rig.within(Duration.ofSeconds(10), "the incident is shown")
                .until(() ->
                        rig.database(id).path("status").path("underIncident").asBoolean());
        rig.within(LONG, "it is back").until(() -> {
            JsonNode status = rig.database(id).path("status");
            return status.path("state").asText().equals("running")
                    && !status.path("underIncident").asBoolean();
        });
        assertThat(kept()).isEqualTo(42);
        assertThat(rig.processesOf(id)).hasSize(1).doesNotContainAnyElementsOf(before);
    }

    @Test
    @Order(7)
    void a_delete_that_was_cut_off_leaves_nothing() throws IOException {
        rig.dieAt(
                new Boundary(OperationKind.DELETE, StepName.REMOVE, Moment.EFFECTED),
                () -> rig.ask(OperationKind.DELETE, id),
                () -> {});
        finishes(OperationKind.DELETE);
        assertThat(rig.processesOf(id)).isEmpty();
        assertThat(rig.folders()).isEmpty();
        assertThat(rig.databases()).isEmpty();
    }

    private void finishes(OperationKind kind) {
        JsonNode operation = rig.settledOperation(id);
        assertThat(operation.path("operationType").asText()).isEqualTo(kind.word());
        assertThat(operation.path("status").asText()).as(operation.toString()).isEqualTo("finished");
    }

    private Driver driver() {
        JsonNode credentials = rig.api().get("/databases/" + id + "/credentials");
        return Drivers.trusting(
                rig.data().resolve("ca.pem"),
                credentials.path("uri").asText(),
                credentials.path("username").asText(),
                credentials.path("password").asText());
    }

    /** Past the gateway, which dies with the server. */
    private Driver driverOfTheProcess() {
        JsonNode credentials = rig.api().get("/databases/" + id + "/credentials");
        return Drivers.plainly(
                "bolt://127.0.0.1:" + rig.processPort(id, "bolt"),
                credentials.path("username").asText(),
                credentials.path("password").asText());
    }

    private long kept() {
        try (Driver driver = driver()) {
            return driver.executableQuery("MATCH (k:Kept) RETURN k.value AS value")
                    .execute()
                    .records()
                    .getFirst()
                    .get("value")
                    .asLong();
        }
    }
}
