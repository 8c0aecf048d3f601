package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.Version;
import io.graphstead.runtime.JavaNeed;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.process.distribution.JavaHome;
import io.graphstead.runtime.process.distribution.JavaHomes;
import io.graphstead.testing.RealNeo4j;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

@Tag("slow")
class Neo4jServersTest {
    private static final Credentials FIRST = new Credentials("neo4j", "v3ryS3cret_first-Password");

    @TempDir
    Path folder;

    static Stream<Version> versions() {
        return RealNeo4j.VERSIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void a_new_server_of_every_line_serves_its_first_user_and_nobody_else(Version version) throws Exception {
        try (RealNeo4j server = RealNeo4j.startNew(version, FIRST, folder).awaitReady(FIRST)) {
            try (Driver driver = driver(server, FIRST.password())) {
                assertThat(driver.executableQuery("RETURN 1 + 1 AS two")
                                .execute()
                                .records()
                                .getFirst()
                                .get("two")
                                .asInt())
                        .isEqualTo(2);
                assertThatThrownBy(() -> driver.executableQuery("LOAD CSV FROM 'http://127.0.0.1:"
                                        + server.http().port() + "/' AS row RETURN row")
                                .execute())
                        .as("queries cannot reach what listens on this machine")
                        .isInstanceOf(Neo4jException.class)
                        .hasMessageContaining("blocked");
            }
            try (Driver driver = driver(server, "neo4j")) {
                assertThatThrownBy(driver::verifyConnectivity).isInstanceOf(AuthenticationException.class);
            }
            assertThat(new Neo4jEngine().ask(server.bolt(), new Credentials("neo4j", "wrong"), Duration.ofSeconds(5)))
                    .as("refused credentials are an answer")
                    .isEqualTo(new Readiness.ReadyForOthers());
            assertThat(server.output()).contains("Started.").doesNotContain("WARN  Fleet", FIRST.password());

            assertThat(server.stop())
                    .as("by default it would wait ten seconds for nothing; alone it takes half a second")
                    .isLessThan(Duration.ofSeconds(5));
        }
        try (Stream<Path> top = Files.list(folder.resolve("data"))) {
            assertThat(top.map(path -> path.getFileName().toString()))
                    .as("nothing but its own folders is left in the volume")
                    .isSubsetOf("data", "run", "plugins", "import", "certificates", "licenses");
        }
    }

    @Test
    void a_volume_keeps_its_data_and_its_user_on_another_java_of_its_line() throws Exception {
        Version version = new Version("5.26.30");
        JavaNeed need = new Neo4jEngine().needs(version).java().orElseThrow();
        List<JavaHome> javas = new JavaHomes(List.of())
                .found().stream().filter(java -> need.fits(java.feature())).toList();
        try (RealNeo4j server = RealNeo4j.startNew(version, FIRST, folder).awaitReady(FIRST)) {
            try (Driver driver = driver(server, FIRST.password())) {
                driver.executableQuery("CREATE (:Thing {name: 'kept'})").execute();
            }
            server.stop();
        }
        try (RealNeo4j server =
                        RealNeo4j.startAgain(version, javas.getLast(), folder).awaitReady(FIRST);
                Driver driver = driver(server, FIRST.password())) {
            assertThat(driver.executableQuery("MATCH (t:Thing) RETURN t.name AS name")
                            .execute()
                            .records())
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("name").asString()).isEqualTo("kept"));
        }
    }

    @Test
    void asking_leaves_no_thread_behind() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Reach reach = new Reach("127.0.0.1", silent.getLocalPort());
            for (int i = 0; i < 20; i++) {
                assertThat(new Neo4jEngine().ask(reach, FIRST, Duration.ofMillis(50)))
                        .isInstanceOf(Readiness.NotYet.class);
            }
        }
        await("the drivers' threads end")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().contains("Neo4jDriverIO")));
    }

    @Test
    void where_nothing_listens_the_answer_is_not_yet() throws Exception {
        int port;
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedAtOnce.getLocalPort();
        }
        assertThat(new Neo4jEngine().ask(new Reach("127.0.0.1", port), FIRST, Duration.ofSeconds(1)))
                .isEqualTo(new Readiness.NotYet("nothing listens on port " + port + " yet"));
    }

    private static Driver driver(RealNeo4j server, String password) {
        AuthToken token = AuthTokens.basic("neo4j", password);
        return GraphDatabase.driver(
                "neo4j://localhost:" + server.bolt().port(),
                token,
                Config.builder().withLogging(Logging.none()).build());
    }
}
