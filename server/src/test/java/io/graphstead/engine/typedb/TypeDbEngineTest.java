package io.graphstead.engine.typedb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.engine.CannotChangePassword;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.InvalidPlugin;
import io.graphstead.engine.Memory;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.runtime.Places;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.StopSignal;
import io.graphstead.runtime.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeDbEngineTest {
    private static final Memory MEMORY = new Memory(1024, 0, 0);
    private static final Duration LIMIT = Duration.ofMillis(500);

    private final TypeDbEngine engine = new TypeDbEngine();

    private Workload workload(String version) {
        Version of = new Version(version);
        Map<PortPurpose, Integer> ports = Map.of(new PortPurpose("typedb"), 21729, new PortPurpose("http"), 21800);
        return engine.workload(new ServerSpec(of, MEMORY, 2, ports))
                .at(new Places(
                        Path.of("/engines/typedb"),
                        Optional.empty(),
                        Path.of("/db/data"),
                        Path.of("/db/config"),
                        Path.of("/db/attachments"),
                        Path.of("/db/logs"),
                        "127.0.0.1",
                        ports));
    }

    private static final List<String> OLDEST = List.of(
            "--server.address=127.0.0.1:21729",
            "--storage.data=/db/data",
            "--diagnostics.reporting.metrics=false",
            "--diagnostics.reporting.errors=false",
            "--diagnostics.monitoring.enable=false");

    private static final List<String> WITH_HTTP =
            with(OLDEST, "--server.http.enable=true", "--server.http.address=127.0.0.1:21800");

    private static final List<String> WITH_FILE = List.of(
            "--config=/db/config/config.yml",
            "--server.address=127.0.0.1:21729",
            "--server.http.enabled=true",
            "--server.http.address=127.0.0.1:21800",
            "--storage.data-directory=/db/data",
            "--logging.directory=/db/logs",
            "--diagnostics.reporting.metrics=false",
            "--diagnostics.reporting.errors=false",
            "--diagnostics.monitoring.enabled=false");

    private static final List<String> LISTENING = WITH_FILE.stream()
            .map(flag -> flag.replace("server.address", "server.listen-address")
                    .replace("http.address", "http.listen-address"))
            .toList();

    private static final List<String> NEWEST =
            with(LISTENING, "--storage.rocksdb.cache-size=256mb", "--storage.rocksdb.write-buffers-limit=128mb");

    private static List<String> with(List<String> flags, String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return all;
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("3.0.0", OLDEST, "INT"),
                Arguments.of("3.0.6", OLDEST, "INT"),
                Arguments.of("3.1.0", OLDEST, "INT"),
                Arguments.of("3.2.0", WITH_HTTP, "INT"),
                Arguments.of("3.3.0", WITH_FILE, "INT"),
                Arguments.of("3.4.4", WITH_FILE, "INT"),
                Arguments.of("3.5.5", WITH_FILE, "INT"),
                Arguments.of("3.10.4", WITH_FILE, "INT"),
                Arguments.of("3.11.0", LISTENING, "INT"),
                Arguments.of("3.11.5", LISTENING, "INT"),
                Arguments.of("3.12.0", NEWEST, "TERM"),
                Arguments.of("3.12.3", NEWEST, "TERM"),
                Arguments.of("3.13.6", NEWEST, "TERM"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_version_is_given_the_flags_that_it_knows_and_stopped_by_the_signal_that_it_understands(
            String version, List<String> flags, String signal) {
        Workload workload = workload(version);
        assertThat(workload.command().getFirst()).isEqualTo("/engines/typedb/server/typedb_server_bin");
        assertThat(workload.command().stream().skip(1)).containsExactlyInAnyOrderElementsOf(flags);
        assertThat(workload.stop()).extracting(StopSignal::name).containsExactly(signal, signal);
        boolean hasFile = flags.stream().anyMatch(flag -> flag.startsWith("--config"));
        assertThat(workload.files().keySet())
                .isEqualTo(hasFile ? java.util.Set.of(Path.of("config.yml")) : java.util.Set.of());
    }

    @Test
    void its_file_says_all_that_must_be_said_and_advertises_nothing() {
        assertThat(workload("3.12.3").files().get(Path.of("config.yml"))).isEqualTo("""
                server:
                    listen-address: 127.0.0.1:21729
                    advertise-address:
                    http:
                        enabled: true
                        listen-address: 127.0.0.1:21800
                        advertise-address:
                    authentication:
                        token-expiration-seconds: 5000
                    encryption:
                        enabled: false
                        certificate:
                        certificate-key:
                        ca-certificate:
                storage:
                    data-directory: "/db/data"
                logging:
                    directory: "/db/logs"
                diagnostics:
                    monitoring:
                        enabled: false
                        port: 4104
                    reporting:
                        metrics: false
                        errors: false
                """);
    }

    @Test
    void the_admin_port_that_one_line_has_on_by_default_is_off() {
        String file = workload("3.11.5").files().get(Path.of("config.yml"));
        assertThat(file).contains("    admin:\n        enabled: false\n        port: 1728\n");
        assertThat(workload("3.10.4").files().get(Path.of("config.yml")))
                .contains("    address: 127.0.0.1:21729\n")
                .doesNotContain("admin", "listen-address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.28.3", "4.0.0", "1.0"})
    void other_majors_cannot_be_run(String version) {
        assertThatThrownBy(() -> engine.needs(new Version(version)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TypeDB " + version)
                .hasMessageContaining("3.0");
    }

    @Test
    void a_release_without_http_listens_and_is_asked_at_its_one_port() {
        PortPurpose grpc = new PortPurpose("typedb");
        PortPurpose http = new PortPurpose("http");
        assertThat(engine.ports()).containsExactly(grpc, http);
        assertThat(engine.ports(new Version("3.1.0"))).containsExactly(grpc);
        assertThat(engine.askedAt(new Version("3.1.0"))).isEqualTo(grpc);
        assertThat(engine.ports(new Version("3.2.0"))).containsExactly(grpc, http);
        assertThat(engine.askedAt(new Version("3.12.3"))).isEqualTo(http);
    }

    @Test
    void every_setting_and_every_plugin_is_refused_with_words() {
        assertThat(engine.invalid(new Version("3.12.3"), Map.of())).isEmpty();
        assertThat(engine.invalid(new Version("3.12.3"), Map.of("storage.data", "/etc")))
                .hasValueSatisfying(refused -> {
                    assertThat(refused.key()).isEqualTo("storage.data");
                    assertThat(refused.words()).contains("storage.data").contains("no settings");
                });
        assertThatThrownBy(() -> engine.unpackPlugin("apoc", Path.of("/x"), Path.of("/y")))
                .isInstanceOf(InvalidPlugin.class)
                .hasMessageContaining("no plugins");
    }

    @ParameterizedTest
    @CsvSource({
        "3.11.5, 3.12.3, ''",
        "3.0.6, 3.12.3, ''",
        "3.9.0, 3.10.0, ''",
        "3.12.3, 3.11.5, older than 3.12.3",
        "3.10.0, 3.9.0, older than 3.10.0",
        "3.12.3, 3.12.3, already",
        "2.28.0, 3.12.3, export it",
        "3.12.3, 2.28.0, export it"
    })
    void data_goes_to_newer_releases_of_its_major_only(String from, String to, String words) {
        Optional<String> obstacle = engine.upgradeObstacle(new Version(from), new Version(to));
        if (words.isEmpty()) {
            assertThat(obstacle).isEmpty();
        } else {
            assertThat(obstacle).get().asString().contains(words);
        }
    }

    @Test
    void what_it_is_called_and_takes() {
        assertThat(engine.name()).isEqualTo("typedb");
        assertThat(engine.reservedMb(new Memory(4096, 0, 0))).isEqualTo(256);
        assertThat(engine.firstUser("generated")).isEqualTo(new Credentials("admin", "password"));
        assertThat(engine.identity()).containsExactly(Path.of("_server_id"));
        assertThat(engine.connectionUrl("db.example", 1729)).isEqualTo(URI.create("https://db.example:1729"));
        assertThat(engine.connectionUrl("::1", 1729)).isEqualTo(URI.create("https://[::1]:1729"));
        assertThat(engine.needs(new Version("3.12.3")).java()).isEmpty();
    }

    @Test
    void an_empty_password_is_refused_before_anything_is_asked() {
        Reach nowhere = new Reach("127.0.0.1", 1);
        assertThatThrownBy(() -> engine.changePassword(nowhere, engine.firstUser(""), "", LIMIT))
                .isInstanceOf(CannotChangePassword.class)
                .hasMessageContaining("empty");
    }

    @Test
    void where_nothing_listens_the_answer_is_not_yet() throws IOException {
        int port;
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedAtOnce.getLocalPort();
        }
        assertThat(engine.ask(new Reach("127.0.0.1", port), engine.firstUser(""), LIMIT))
                .isEqualTo(new Readiness.NotYet("nothing listens on port " + port + " yet"));
    }

    /** It takes the connection and says nothing. */
    @Test
    void who_keeps_silent_is_given_up_within_the_limit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Reach reach = new Reach("127.0.0.1", silent.getLocalPort());
            long begun = System.nanoTime();
            assertThat(engine.ask(reach, engine.firstUser(""), LIMIT)).isInstanceOf(Readiness.NotYet.class);
            assertThatThrownBy(() -> engine.changePassword(reach, engine.firstUser(""), "s3cret-new", LIMIT))
                    .isInstanceOf(CannotChangePassword.class)
                    .hasMessageNotContaining("s3cret-new");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT.multipliedBy(6));
        }
    }
}
