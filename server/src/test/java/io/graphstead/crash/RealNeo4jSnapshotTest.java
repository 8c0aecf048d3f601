package io.graphstead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.engine.Version;
import io.graphstead.fleet.OperationKind;
import io.graphstead.fleet.StepBoundary.Boundary;
import io.graphstead.fleet.StepBoundary.Moment;
import io.graphstead.fleet.StepName;
import io.graphstead.testing.AdminTool;
import io.graphstead.testing.Drivers;
import io.graphstead.testing.RealNeo4j;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of a real Neo4j that is written to without a pause, the server killed in the middle of every second one. Each
 * is restored as a new database: every transaction that was acknowledged before the snapshot was asked for is there, none
 * is half there, none is missing before one that is there, and the vendor's own check finds nothing wrong in the store.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealNeo4jSnapshotTest {
    private static final Logger LOG = LoggerFactory.getLogger(RealNeo4jSnapshotTest.class);
    private static final int FEW = 2;

    /** Of the newest release; of the others there are few. */
    private static final int ROUNDS = Integer.getInteger("graphstead.test.rounds", FEW);

    private static final int LATEST_KILL_MS = 1500;

    @TempDir
    static Path folder;

    private CrashRig rig;
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean writing;

    @BeforeAll
    void start() throws IOException {
        String repository = RealNeo4j.settings().mavenRepository().orElseThrow().toString();
        rig = new CrashRig(folder, "graphneo", "ds1", List.of("engines.maven-repository=" + repository));
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

    static Stream<Version> versions() {
        return RealNeo4j.VERSIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void every_acknowledged_transaction_is_in_what_is_restored_and_none_is_half_there(Version version)
            throws Exception {
        int rounds = version.equals(RealNeo4j.VERSIONS.getFirst()) ? ROUNDS : Math.min(ROUNDS, FEW);
        String id = rig.create("written_" + version.text().replace('.', '_'), version.text());
        finished(id);
        rig.awaitRunning(id);
        acknowledged.set(0);
        writing = true;
        try (Driver driver = driver(id)) {
            Thread writer = Thread.ofVirtual().start(() -> write(driver));
            try {
                for (int round = 1; round <= rounds; round++) {
                    round(id, version, round);
                    LOG.info("Neo4j {}: {} of {} rounds, {} transactions", version, round, rounds, acknowledged);
                }
            } finally {
                writing = false;
                writer.join();
            }
        }
        rig.ask(OperationKind.DELETE, id);
        finished(id);
    }

    private void round(String id, Version version, int round) throws IOException {
        long begun = acknowledged.get();
        rig.within(Duration.ofMinutes(1), "something is written").until(() -> acknowledged.get() > begun + 50);
        long before = acknowledged.get();
        switch (round % 4) {
            case 2 ->
                rig.dieAt(
                        new Boundary(OperationKind.SNAPSHOT, StepName.KEEP_MOMENT, Moment.EFFECTED),
                        () -> rig.ask(OperationKind.SNAPSHOT, id),
                        () -> {});
            case 0 -> killSomewhere(id);
            default -> rig.ask(OperationKind.SNAPSHOT, id);
        }
        finished(id);
        String restored = rig.ask(OperationKind.RESTORE_NEW, id);
        finished(restored);
        String name = "Neo4j " + version + ", round " + round;
        check(restored, before, name);
        rig.ask(OperationKind.PAUSE, restored);
        finished(restored);
        for (String database : List.of("neo4j", "system")) {
            new AdminTool(version, rig.volume(restored), folder).check(database);
        }
        rig.ask(OperationKind.DELETE, restored);
        finished(restored);
    }

    /** At a moment that nobody chose, which may be one when the database stands still. */
    private void killSomewhere(String id) {
        int after = ThreadLocalRandom.current().nextInt(LATEST_KILL_MS);
        LOG.info("SIGKILL {} ms after the snapshot was asked for", after);
        rig.ask(OperationKind.SNAPSHOT, id);
        LockSupport.parkNanos(Duration.ofMillis(after).toNanos());
        rig.killServer();
        rig.startServer();
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
