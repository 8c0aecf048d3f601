package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.engine.CannotChangePassword;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Figures;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.Version;
import io.graphstead.testing.RealNeo4j;
import io.graphstead.testing.Apoc;
import io.graphstead.testing.Jars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Record;

/** Real servers with everything that users can give them: one start per release shows all of it. */
@Tag("slow")
class Neo4jAdministrationTest {
    private static final Credentials FIRST = new Credentials("neo4j", "v3ryS3cret_first-Password");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Neo4jEngine engine = new Neo4jEngine();

    @TempDir
    Path folder;

    static Stream<Version> versions() {
        return RealNeo4j.VERSIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void every_setting_is_known_to_its_release_and_the_server_can_be_measured_and_given_a_new_password(Version version)
            throws Exception {
        Map<String, String> settings = SampleSettings.of(version);
        assertThat(engine.invalid(version, settings)).isEmpty();
        RealNeo4j.seed(version, FIRST, folder);
        try (RealNeo4j server = RealNeo4j.startAgain(version, RealNeo4j.java(version), folder, settings, apoc(version))
                        .awaitReady(FIRST);
                Driver driver = driver(server, FIRST)) {
            Map<String, String> shown = settingsOf(driver, version);
            assertThat(shown).containsKeys(settings.keySet().toArray(String[]::new));
            assertThat(shown.get(version.major() == 4 ? "dbms.transaction.timeout" : "db.transaction.timeout"))
                    .isEqualTo("30s");

            assertThat(driver.executableQuery("RETURN apoc.version() AS version")
                            .execute()
                            .records())
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("version").asString()).startsWith(version.major() == 4 ? "4.4." : "5.26."));

            assertThat(engine.measure(server.bolt(), FIRST, LIMIT))
                    .as("this test's own connection, and not the one that asks")
                    .hasValue(new Figures(OptionalLong.of(1), OptionalLong.empty()));
            assertThat(engine.measure(server.bolt(), new Credentials("neo4j", "wrong"), LIMIT))
                    .isEmpty();

            Credentials changed = new Credentials("neo4j", "an0ther-Password'\"\\$new");
            engine.changePassword(server.bolt(), FIRST, changed.password(), LIMIT);
            assertThat(engine.ask(server.bolt(), changed, LIMIT)).isEqualTo(new Readiness.Ready());
            assertThatThrownBy(() -> engine.changePassword(server.bolt(), FIRST, "a-third-Password", LIMIT))
                    .isInstanceOf(CannotChangePassword.class)
                    .hasMessageContaining("changed inside the database")
                    .hasMessageNotContaining(FIRST.password());
            assertThat(server.output()).doesNotContain("deprecated setting", changed.password());
        }
    }

    @Test
    void a_newer_release_takes_over_the_data_and_the_users_of_an_older_one() throws Exception {
        Version from = new Version("5.26.30");
        Version to = new Version("2026.08.1");
        assertThat(engine.upgradeObstacle(from, to)).isEmpty();
        try (RealNeo4j server = RealNeo4j.startNew(from, FIRST, folder).awaitReady(FIRST);
                Driver driver = driver(server, FIRST)) {
            driver.executableQuery("CREATE (:Thing {name: 'kept'})").execute();
            driver.executableQuery("CREATE INDEX things FOR (t:Thing) ON (t.name)").execute();
            server.stop();
        }
        try (RealNeo4j server =
                        RealNeo4j.startAgain(to, RealNeo4j.java(to), folder).awaitReady(FIRST);
                Driver driver = driver(server, FIRST)) {
            List<Record> rows = driver.executableQuery("MATCH (t:Thing) USING INDEX t:Thing(name)"
                            + " WHERE t.name STARTS WITH 'k' RETURN t.name AS name")
                    .execute()
                    .records();
            assertThat(rows).singleElement().satisfies(row -> assertThat(row.get("name").asString())
                    .isEqualTo("kept"));
            driver.executableQuery("CREATE (:Thing {name: 'new'})").execute();
        }
    }

    /**
     * APOC as users upload it. Its vendor publishes jars with everything in them for 4.4, plain ones for 5 that need
     * others beside them, and none for the calendar releases, which run that of 5 as far as this test goes.
     */
    private List<Path> apoc(Version version) throws Exception {
        Path target = Files.createDirectory(folder.resolve("unpacked"));
        if (version.major() == 4) {
            List<Path> jars = Jars.of("apoc", "4.4.0.14", "org.neo4j.procedure:apoc:jar:all:4.4.0.14");
            return engine.unpackPlugin("apoc", Jars.named(jars, "apoc-4.4.0.14-all"), target);
        }
        return engine.unpackPlugin("apoc", Apoc.bundle(folder.resolve("bundle")), target);
    }

    private static Map<String, String> settingsOf(Driver driver, Version version) {
        String query = version.major() == 4
                ? "CALL dbms.listConfig() YIELD name, value RETURN name, value"
                : "SHOW SETTINGS YIELD name, value RETURN name, value";
        Map<String, String> settings = new HashMap<>();
        driver.executableQuery(query).execute().records().forEach(row -> settings.put(
                row.get("name").asString(), row.get("value").asString("")));
        return settings;
    }

    private static Driver driver(RealNeo4j server, Credentials credentials) {
        return GraphDatabase.driver(
                "bolt://localhost:" + server.bolt().port(),
                AuthTokens.basic(credentials.username(), credentials.password()),
                Config.builder().withLogging(Logging.none()).build());
    }
}
