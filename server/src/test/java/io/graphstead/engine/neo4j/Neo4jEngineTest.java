package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.CatalogLoader;
import io.graphstead.catalog.Size;
import io.graphstead.engine.Memory;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.runtime.Places;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Workload;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Neo4jEngineTest {
    private static final PortPurpose BOLT = new PortPurpose("bolt");
    private static final PortPurpose HTTP = new PortPurpose("http");
    private static final Catalog CATALOG = CatalogLoader.load(Optional.empty());

    private final Neo4jEngine engine = new Neo4jEngine();

    /** Every release and the first version of every line, with every size that is offered. */
    static Stream<Arguments> versions_and_sizes() {
        List<Version> versions = Stream.concat(
                        CATALOG.releasesOf("neo4j").stream().map(release -> release.version()),
                        Stream.of(Neo4jLine.values()).map(line -> line.from))
                .distinct()
                .toList();
        return versions.stream().flatMap(version -> CATALOG.sizes().stream().map(size -> Arguments.of(version, size)));
    }

    @ParameterizedTest
    @MethodSource("versions_and_sizes")
    void a_server_listens_where_it_was_told_and_takes_the_memory_of_its_size(Version version, Size size) {
        Workload workload = workload(version, size.memory());
        Properties conf = conf(workload);
        String names = version.major() == 4 ? "dbms" : "server";
        String connector = version.major() == 4 ? "dbms.connector" : "server";

        assertThat(conf.getProperty(connector + ".bolt.listen_address")).isEqualTo("127.0.0.1:20001");
        assertThat(conf.getProperty(connector + ".bolt.advertised_address")).isEqualTo("db.example:7001");
        assertThat(conf.getProperty(connector + ".http.listen_address")).isEqualTo("127.0.0.1:20002");
        assertThat(conf.getProperty(connector + ".http.advertised_address")).isEqualTo("db.example:20002");
        assertThat(conf.getProperty(connector + ".https.enabled")).isEqualTo("false");
        assertThat(conf.getProperty(names + ".default_listen_address")).isEqualTo("127.0.0.1");
        assertThat(conf.getProperty(names + ".memory.pagecache.size"))
                .isEqualTo(size.memory().pageCacheMb() + "m");
        assertThat(workload.command()).contains("-Xmx" + size.memory().heapMb() + "m");
        assertThat(workload.reservation().memoryMb()).isEqualTo(size.memory().ceilingMb());
        assertThat(engine.reservedMb(size.memory()))
                .as("what is reserved fits below the ceiling")
                .isLessThanOrEqualTo(size.memory().ceilingMb());
    }

    @ParameterizedTest
    @MethodSource("versions_and_sizes")
    void everything_it_writes_or_loads_is_in_its_own_folders(Version version, Size size) {
        Properties conf = conf(workload(version, size.memory()));
        assertThat(conf.stringPropertyNames().stream()
                        .filter(key -> key.contains(".directories."))
                        .map(conf::getProperty))
                .hasSize(5)
                .allMatch(folder ->
                        folder.startsWith("/d/data/") || folder.equals("/d/logs") || folder.equals("/d/attachments"));
    }

    @ParameterizedTest
    @CsvSource({
        "4.4.16,    dbms.connector.bolt.unsupported_thread_pool_shutdown_wait_time=0s",
        "4.4.16,    clients.allow_telemetry=false",
        "4.4.16,    dbms.tx_log.preallocate=false",
        "5.26.30,   internal.server.bolt.thread_pool_shutdown_wait_time=0s",
        "5.26.30,   dbms.usage_report.enabled=false",
        "5.26.30,   client.allow_telemetry=false",
        "2026.08.1, internal.server.bolt.thread_pool_shutdown_wait_time=0s",
        "2026.08.1, dbms.usage_report.enabled=false",
        "2026.08.1, dbms.fleet_manager.enabled=false",
        "2026.08.1, server.fleet_discovery.enabled=false"
    })
    void it_stops_at_once_and_tells_nobody_about_itself(Version version, String line) {
        assertThat(neo4jConf(workload(version, new Memory(1024, 384, 128)))).contains(line + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "5.19.0,    dbms.usage_report.enabled",
        "2025.10.1, dbms.fleet_manager.enabled",
        "2026.04.0, server.fleet_discovery.enabled",
        "5.26.30,   dbms.fleet_manager.enabled",
        "4.4.16,    server.bolt.listen_address",
        "2026.08.1, dbms.connector.bolt.listen_address"
    })
    void no_version_is_given_a_key_that_it_does_not_know(Version version, String key) {
        assertThat(conf(workload(version, new Memory(1024, 384, 128)))).doesNotContainKey(key);
    }

    @ParameterizedTest
    @CsvSource({
        "4.4.16,    17, 17, org.neo4j.server.CommunityEntryPoint",
        "5.13.0,    17, 17, org.neo4j.server.CommunityEntryPoint",
        "5.14.0,    17, 21, org.neo4j.server.CommunityEntryPoint",
        "5.26.30,   17, 25, org.neo4j.server.CommunityEntryPoint",
        "2025.01.0, 21, 21, org.neo4j.server.Neo4jCommunity",
        "2025.11.2, 21, 25, org.neo4j.server.Neo4jCommunity",
        "2026.08.1, 21, 25, org.neo4j.server.Neo4jCommunity"
    })
    void each_line_has_its_java_and_its_entry_point(Version version, int least, int most, String main) {
        var java = engine.needs(version).java().orElseThrow();
        assertThat(java.atLeast()).isEqualTo(least);
        assertThat(java.atMost()).isEqualTo(most);
        assertThat(workload(version, new Memory(1024, 384, 128)).command())
                .contains(main)
                .startsWith("/java/bin/java")
                .contains("/dist/lib/*:/d/attachments/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.35", "4.3.9", "4.5", "6.0", "2024.1"})
    void a_version_of_no_line_is_refused_with_those_that_can_be_run(String version) {
        assertThatThrownBy(() -> engine.needs(new Version(version)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Neo4j " + version)
                .hasMessageContaining("4.4, 5 and 2025.01 or later");
    }

    @Test
    void a_small_heap_has_the_serial_collector_and_a_large_one_g1() {
        Version version = new Version("2026.08.1");
        assertThat(workload(version, new Memory(1024, 384, 128)).command())
                .contains("-XX:+UseSerialGC", "-Xms128m", "-XX:+ExitOnOutOfMemoryError");
        assertThat(workload(version, new Memory(8192, 3584, 3584)).command()).contains("-XX:+UseG1GC", "-Xms896m");
    }

    @Test
    void connection_urls_are_plain_and_carry_their_port() {
        assertThat(engine.connectionUrl("localhost", 7001)).isEqualTo(URI.create("neo4j+s://localhost:7001"));
        assertThat(engine.connectionUrl("::1", 7001)).isEqualTo(URI.create("neo4j+s://[::1]:7001"));
    }

    @Test
    void its_first_port_is_the_one_that_clients_connect_to() {
        assertThat(engine.ports()).containsExactly(BOLT, HTTP);
    }

    private Workload workload(Version version, Memory memory) {
        var places = new Places(
                Path.of("/dist"),
                Optional.of(Path.of("/java")),
                Path.of("/d/data"),
                Path.of("/d/config"),
                Path.of("/d/attachments"),
                Path.of("/d/logs"),
                "127.0.0.1",
                Map.of(BOLT, 20001, HTTP, 20002));
        return engine.workload(
                        new ServerSpec(version, memory, 1, "db.example", Map.of(BOLT, 7001), Map.of(), List.of()))
                .at(places);
    }

    private static String neo4jConf(Workload workload) {
        return workload.files().getOrDefault(Path.of("neo4j.conf"), "");
    }

    private static Properties conf(Workload workload) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(neo4jConf(workload)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
