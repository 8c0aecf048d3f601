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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;

/**
 * Snapshots of a real Neo4j that is written to without a pause, the server killed in the middle of every second one. Each
 * is restored as a new database: every transaction that was acknowledged before the snapshot was asked for is there, none
 * is half there, and none is missing before one that is there.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealNeo4jSnapshotTest {
    private static final int ROUNDS = Integer.getInteger("graphstead.test.rounds", 2);

    @TempDir
    static Path folder;

    private CrashRig rig;
    private String id = "";
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean writing = true;

    @BeforeAll
    void start() throws IOException {
        String repository = RealNeo4j.settings().mavenRepository().orElseThrow().toString();
        rig = new CrashRig(folder, "graphneo", "ds1", List.of("engines.maven-repository=" + repository));
        id = rig.ask(OperationKind.CREATE, "written");
        rig.awaitRunning(id);
    }

    @AfterAll
    void end() {
        rig.close();
    }

    /** Past the gateway, which dies with the server: what is written is written through, and acknowledged once. */
    private Driver driver(String database) {
        JsonNode credentials = rig.api().get("/databases/" + database + "/credentials");
        return Drivers.plainly(
                "bolt://127.0.0.1:" + rig.processPort(database, "bolt"),
                credentials.path("username").asText(),
                credentials.path("password").asText());
    }

    /** Each transaction makes two nodes of one number, one after the other. */
    private void write(Driver driver) {
        for (long number = 1; writing; number++) {
            driver.executableQuery("CREATE (:First {number: $n}) CREATE (:Second {number: $n})")
                    .withParameters(Map.of("n", number))
                    .execute();
            acknowledged.set(number);
        }
    }

    @Test
    void every_acknowledged_transaction_is_in_what_is_restored_and_none_is_half_there() throws Exception {
        try (Driver driver = driver(id)) {
            Thread writer = Thread.ofVirtual().start(() -> write(driver));
            for (int round = 1; round <= ROUNDS; round++) {
                round(round);
            }
            writing = false;
            writer.join();
        }
    }

    private void round(int round) throws IOException {
        rig.within(java.time.Duration.ofMinutes(1), "something is written")
                .until(() -> acknowledged.get() > round * 50L);
        long before = acknowledged.get();
        if (round % 2 == 0) {
            StepName step = round % 4 == 0 ? StepName.STORE_SNAPSHOT : StepName.KEEP_MOMENT;
            rig.dieAt(
                    new Boundary(OperationKind.SNAPSHOT, step, Moment.EFFECTED),
                    () -> rig.ask(OperationKind.SNAPSHOT, id),
                    () -> {});
        } else {
            rig.ask(OperationKind.SNAPSHOT, id);
        }
        finished(id);
        String restored = rig.ask(OperationKind.RESTORE_NEW, id);
        finished(restored);
        check(restored, before, "round " + round);
        rig.ask(OperationKind.DELETE, restored);
        rig.settledOperation(restored);
    }

    private void finished(String database) {
        JsonNode operation = rig.settledOperation(database);
        assertThat(operation.path("status").asText()).as(operation.toString()).isEqualTo("finished");
    }

    private void check(String restored, long before, String round) {
        try (Driver driver = driver(restored)) {
            Record found = driver.executableQuery("""
                            MATCH (f:First) WITH count(f) AS firsts, max(f.number) AS last
                            MATCH (s:Second) WITH firsts, last, count(s) AS seconds, max(s.number) AS lastSecond
                            RETURN firsts, last, seconds, lastSecond""").execute().records().getFirst();
            long last = found.get("last").asLong();
            assertThat(last).as(round).isGreaterThanOrEqualTo(before);
            assertThat(found.get("firsts").asLong()).as(round).isEqualTo(last);
            assertThat(found.get("seconds").asLong()).as(round).isEqualTo(last);
            assertThat(found.get("lastSecond").asLong()).as(round).isEqualTo(last);
        }
    }
}
