package io.graphstead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Version;
import io.graphstead.fleet.OperationKind;
import io.graphstead.testing.AdminTool;
import io.graphstead.testing.Drivers;
import io.graphstead.testing.RealNeo4j;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** Dumps of the vendor's own tool come in, and what goes out is loaded by it, for each line of versions. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealNeo4jTransferTest {
    private static final Credentials FOREIGN = new Credentials("neo4j", "a-foreign-password");

    @TempDir
    static Path folder;

    private CrashRig rig;

    static Stream<Version> versions() {
        return RealNeo4j.VERSIONS.stream();
    }

    @BeforeAll
    void start() throws IOException {
        String repository = RealNeo4j.settings().mavenRepository().orElseThrow().toString();
        rig = new CrashRig(folder.resolve("rig"), "graphneo", "ds1", List.of("engines.maven-repository=" + repository));
    }

    @AfterAll
    void end() throws IOException {
        rig.close();
        assertThat(rig.folders()).isEmpty();
        assertThat(rig.claimedUids()).isZero();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void a_dump_comes_in_and_goes_out(Version version) throws Exception {
        Path dump = foreignDump(version);
        String id = rig.create("db_" + version.text().replace('.', '_'), version.text());
        rig.settledOperation(id);
        rig.awaitRunning(id);
        try (Driver driver = driver(id)) {
            driver.executableQuery("CREATE (:Replaced)").execute();
        }
        List<Long> before = rig.processesOf(id);

        byte[] whole = Files.readAllBytes(dump);
        Path cut = Files.write(folder.resolve("cut.dump"), Arrays.copyOf(whole, whole.length / 2));
        JsonNode refused = imported(id, cut);
        assertThat(refused.path("status").asText()).isEqualTo("failed");
        assertThat(refused.path("error").asText()).contains("damaged or cut off");
        assertThat(rig.processesOf(id)).as("it was left alone").isEqualTo(before);

        JsonNode done = imported(id, dump);
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("finished");
        rig.awaitRunning(id);
        try (Driver driver = driver(id)) {
            assertThat(count(driver, "Kept")).isEqualTo(1000);
            assertThat(count(driver, "Replaced")).isZero();
            driver.executableQuery("UNWIND range(1, 500) AS i CREATE (:Later {value: i})")
                    .execute();
        }

        JsonNode export = rig.api().post("/databases/" + id + "/export", Map.of());
        JsonNode packed = rig.settledOperation(id);
        assertThat(packed.path("status").asText()).as(packed.toString()).isEqualTo("finished");
        Path out = Files.createDirectories(folder.resolve("out-" + version)).resolve("neo4j.dump");
        rig.api()
                .download(
                        "/databases/" + id + "/exports/"
                                + export.path("exportId").asText(),
                        out);
        theVendorsToolLoads(version, out);
        aSnapshotsFileComesInAgain(id, out.resolveSibling("snapshot.tar.zst"));
        assertThat(rig.folders()).containsExactly(CrashRig.workload(id));
        rig.ask(OperationKind.DELETE, id);
        rig.settledOperation(id);
    }

    /** What was downloaded is of a server that ran, and holds more than a store. */
    private void aSnapshotsFileComesInAgain(String id, Path file) {
        String snapshot = rig.api()
                .post("/databases/" + id + "/snapshots", Map.of())
                .path("snapshot")
                .path("id")
                .asText();
        rig.settledOperation(id);
        rig.api().download("/databases/" + id + "/snapshots/" + snapshot + "/download", file);
        try (Driver driver = driver(id)) {
            driver.executableQuery("MATCH (n:Later) DELETE n").execute();
        }
        JsonNode done = imported(id, file);
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("finished");
        rig.awaitRunning(id);
        try (Driver driver = driver(id)) {
            assertThat(count(driver, "Later")).isEqualTo(500);
        }
    }

    private JsonNode imported(String id, Path archive) {
        String operation = rig.api()
                .upload("/databases/" + id + "/import", Map.of(), archive)
                .path("operationId")
                .asText();
        return rig.within(Duration.ofMinutes(4), "the import ends")
                .until(
                        () -> rig.api().get("/operations/" + operation),
                        view -> !view.path("status").asText().equals("started"));
    }

    /** A dump that was made elsewhere, with other users. */
    private static Path foreignDump(Version version) throws Exception {
        Path home = folder.resolve("foreign-" + version);
        try (RealNeo4j server = RealNeo4j.startNew(version, FOREIGN, home).awaitReady(FOREIGN)) {
            try (Driver driver = driver(server)) {
                driver.executableQuery("UNWIND range(1, 1000) AS i CREATE (:Kept {value: i})")
                        .execute();
            }
            server.stop();
        }
        return new AdminTool(version, home.resolve("data"), home).dump(home);
    }

    private static void theVendorsToolLoads(Version version, Path dump) throws Exception {
        Path home = folder.resolve("loaded-" + version);
        RealNeo4j.seed(version, FOREIGN, home);
        new AdminTool(version, home.resolve("data"), home).load(dump);
        try (RealNeo4j server =
                RealNeo4j.startAgain(version, RealNeo4j.java(version), home).awaitReady(FOREIGN)) {
            try (Driver driver = driver(server)) {
                assertThat(count(driver, "Kept")).isEqualTo(1000);
                assertThat(count(driver, "Later")).isEqualTo(500);
            }
            server.stop();
        }
    }

    private static Driver driver(RealNeo4j server) {
        return GraphDatabase.driver(
                "bolt://" + server.bolt().host() + ":" + server.bolt().port(),
                AuthTokens.basic(FOREIGN.username(), FOREIGN.password()));
    }

    private Driver driver(String id) {
        JsonNode credentials = rig.api().get("/databases/" + id + "/credentials");
        return Drivers.trusting(
                rig.data().resolve("ca.pem"),
                credentials.path("uri").asText(),
                credentials.path("username").asText(),
                credentials.path("password").asText());
    }

    private static long count(Driver driver, String label) {
        return driver.executableQuery("MATCH (n:" + label + ") RETURN count(n) AS count")
                .execute()
                .records()
                .getFirst()
                .get("count")
                .asLong();
    }
}
