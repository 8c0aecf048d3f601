package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.graphstead.engine.CannotChangePassword;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.Version;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.StopSignal;
import io.graphstead.runtime.WorkloadState;
import io.graphstead.testing.typedb.TypeDbClient;
import io.graphstead.testing.typedb.TypeDbDistribution;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a TypeDB server on this runtime: the stand-in's, or a real one's where there is one. */
@Tag("slow")
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TypeDbLifeTest extends TypeDbRig {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final TypeDbDistribution newest = TypeDbDistribution.newest();

    static List<Version> versions() {
        return TypeDbDistribution.VERSIONS;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void a_server_of_every_line_serves_and_stops_in_peace_and_keeps_its_data(Version version) throws Exception {
        TypeDbDistribution distribution = TypeDbDistribution.of(version);
        install(distribution);
        makeVolume();
        runtime.run(NAME, FENCE, request(runtime, version, 1));
        awaitReady(version, BUILT_IN);
        assertAlone("once it serves");
        for (int vendors : List.of(1728, 1729, 4104, 8000)) {
            assertThat(Sockets.listen(
                            List.of(vendors), List.of(pid()), launched().start().uid()))
                    .as("port %s is listened on, which nobody gave it", vendors)
                    .isFalse();
        }
        boolean http = ENGINE.ports(version).size() > 1;
        if (http) {
            TypeDbClient client = client(version);
            client.createDatabase("things");
            client.insert("things", "kept");
        }
        assertThat(stop()).as("idle, a stop takes no time").isLessThan(Duration.ofSeconds(3));
        if (!distribution.isReal()) {
            assertThat(runtime.lastOutput(NAME, 3)).contains("Exited.");
        }
        assertThat(processes()).isEmpty();

        runtime.run(NAME, FENCE, request(runtime, version, 2));
        awaitReady(version, BUILT_IN);
        if (http) {
            assertThat(client(version).names("things")).containsExactly("kept");
        }
    }

    private Duration stop() {
        long begun = System.nanoTime();
        runtime.stop(NAME, FENCE);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void a_new_password_holds_over_a_restart_and_the_old_one_is_refused() throws Exception {
        install(newest);
        start(newest.version());
        Credentials changed = new Credentials("admin", "an0ther \"pass\\word ü");
        ENGINE.changePassword(reach(newest.version()), BUILT_IN, changed.password(), LIMIT);
        assertThat(ask(newest.version(), BUILT_IN)).isEqualTo(new Readiness.ReadyForOthers());
        assertThat(ask(newest.version(), changed)).isEqualTo(new Readiness.Ready());
        assertThatThrownBy(() -> ENGINE.changePassword(reach(newest.version()), changed, "", LIMIT))
                .as("the server itself would take it")
                .isInstanceOf(CannotChangePassword.class);
        assertThatThrownBy(() -> ENGINE.changePassword(reach(newest.version()), BUILT_IN, "x", LIMIT))
                .isInstanceOf(CannotChangePassword.class)
                .hasMessageContaining("admin")
                .hasMessageNotContaining(BUILT_IN.password() + "\"");

        runtime.stop(NAME, FENCE);
        runtime.run(NAME, FENCE, request(runtime, newest.version(), 2));
        awaitReady(newest.version(), changed);
        assertThat(ask(newest.version(), BUILT_IN)).isEqualTo(new Readiness.ReadyForOthers());
        assertThat(ENGINE.measure(reach(newest.version()), changed, LIMIT)).isPresent();
    }

    static Stream<Version> stopping_differently() {
        return Stream.of("3.10.4", "3.11.5", "3.12.3").map(Version::new);
    }

    @ParameterizedTest
    @MethodSource("stopping_differently")
    void a_query_that_never_ends_holds_a_stop_up_until_it_is_asked_again(Version version) throws Exception {
        TypeDbDistribution distribution = TypeDbDistribution.of(version);
        install(distribution);
        makeVolume();
        RunRequest request = request(runtime, version, 1);
        StopSignal own =
                request.workload().at(SomePlaces.with(request.ports())).stop().getFirst();
        runtime.run(
                NAME,
                FENCE,
                ChangedRequest.stop(
                        request,
                        List.of(
                                new StopSignal(own.name(), Duration.ofSeconds(1)),
                                new StopSignal(own.name(), Duration.ofSeconds(20)))));
        awaitReady(version, BUILT_IN);
        TypeDbClient client = client(version);
        client.createDatabase("things");
        client.insert(
                "things", IntStream.range(0, 200).mapToObj(i -> "thing " + i).toArray(String[]::new));
        var query = client.endlessQuery("things");
        assertThatThrownBy(() -> query.get(500, TimeUnit.MILLISECONDS))
                .as("the query runs")
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(stop())
                .as("the second signal ended it, long before it would have been killed")
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(6));
        runtime.run(NAME, FENCE, request(runtime, version, 2));
        awaitReady(version, BUILT_IN);
        assertThat(client(version).names("things")).hasSize(200);
    }

    @Test
    void killed_while_it_writes_it_comes_back_with_all_that_it_acknowledged() throws Exception {
        install(newest);
        TypeDbClient client = start(newest.version());
        client.createDatabase("things");
        List<String> acknowledged = new ArrayList<>();
        Thread killer = Thread.ofVirtual().unstarted(() -> {
            try (Pidfd server = Pidfd.open(launched().process()).orElseThrow()) {
                server.signal(Signals.KILL);
            }
        });
        assertThatThrownBy(() -> {
                    for (int i = 0; ; i++) {
                        client.insert("things", "thing " + i);
                        acknowledged.add("thing " + i);
                        if (i == 50) {
                            killer.start();
                        }
                    }
                })
                .isInstanceOf(IOException.class);
        await("it is seen").atMost(PATIENCE).until(() -> runtime.observe(NAME) instanceof WorkloadState.Stopped);
        runtime.run(NAME, FENCE, request(runtime, newest.version(), 2));
        awaitReady(newest.version(), BUILT_IN);
        assertThat(client(newest.version()).names("things")).containsAll(acknowledged);
    }

    @Test
    void a_port_that_is_taken_is_told_before_anything_is_started() throws Exception {
        install(newest);
        makeVolume();
        RunRequest request = request(runtime, newest.version(), 1);
        HttpServer stranger = stranger(httpPort(request));
        try {
            assertThatThrownBy(() -> runtime.run(NAME, FENCE, request))
                    .isInstanceOfSatisfying(
                            RuntimeFailure.PortTaken.class,
                            e -> assertThat(e.purpose().name()).isEqualTo("http"));
        } finally {
            stranger.stop(0);
        }
    }

    /** It says that it is ready and leaves with 0, while the health that it should have is the stranger's. */
    @Test
    void a_stranger_who_answers_on_its_port_is_not_taken_for_it() throws Exception {
        install(newest);
        makeVolume();
        RunRequest request = request(runtime, newest.version(), 1);
        HttpServer stranger = stranger(0);
        int taken = stranger.getAddress().getPort();
        try {
            runtime.run(NAME, FENCE, ChangedRequest.text(request, ":" + httpPort(request), ":" + taken));
            await("it leaves")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        WorkloadState seen = runtime.observe(NAME);
                        assertThat(seen instanceof WorkloadState.Running r && r.listening())
                                .as("it is taken for ready")
                                .isFalse();
                        return seen instanceof WorkloadState.Stopped;
                    });
            assertThat(runtime.lastOutput(NAME, 20))
                    .anyMatch(line -> line.contains("Ready!"))
                    .anyMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("in use"));
        } finally {
            stranger.stop(0);
        }
    }

    private static int httpPort(RunRequest request) {
        return request.ports().get(ENGINE.ports().getLast());
    }

    private static HttpServer stranger(int port) throws IOException {
        HttpServer stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        stranger.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        stranger.start();
        return stranger;
    }

    @Test
    void of_its_hourly_logs_the_newest_stay() throws Exception {
        install(newest);
        start(newest.version());
        Path logs = deployment().logs();
        List<String> own = namesIn(logs);
        assertThat(own).as("its own log").isNotEmpty().allMatch(name -> name.startsWith("typedb"));
        Instant now = Instant.now();
        for (int hour = 1; hour <= 200; hour++) {
            Path old = Files.writeString(logs.resolve("typedb.log.old-%03d".formatted(hour)), "old\n");
            Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(hour))));
        }
        Path precious = Files.writeString(folder.resolve("precious"), "not in there");
        Files.createSymbolicLink(logs.resolve("typedb.log.a-link"), precious);
        Files.writeString(logs.resolve("of-somebody-else"), "stays");

        open(); // whoever adopts it looks after its logs
        int kept = 72;
        await("the old ones are gone")
                .atMost(PATIENCE)
                .until(() -> namesIn(logs).size() == kept + 2);
        assertThat(namesIn(logs))
                .containsAll(own)
                .contains("of-somebody-else", "typedb.log.a-link", "typedb.log.old-001", "typedb.log.old-071")
                .doesNotContain("typedb.log.old-072");
        assertThat(precious).hasContent("not in there");
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void a_newer_release_takes_the_data_over() throws Exception {
        TypeDbDistribution older = TypeDbDistribution.of("3.11.5");
        TypeDbDistribution newer = TypeDbDistribution.of("3.12.3");
        assumeThat(older.isReal()).as("both are of one kind").isEqualTo(newer.isReal());
        install(older);
        install(newer);
        TypeDbClient client = start(older.version());
        client.createDatabase("things");
        client.insert("things", "kept");
        runtime.stop(NAME, FENCE);
        assertThat(ENGINE.upgradeObstacle(older.version(), newer.version())).isEmpty();
        runtime.run(NAME, FENCE, request(runtime, newer.version(), 2));
        awaitReady(newer.version(), BUILT_IN);
        assertThat(client(newer.version()).names("things")).containsExactly("kept");
    }

    @Test
    void after_bulk_writes_it_is_starting_for_as_long_as_it_replays_them() throws Exception {
        install(newest);
        TypeDbClient client = start(newest.version());
        client.createDatabase("things");
        String large = "x".repeat(10_000);
        String[] batch = new String[100];
        Arrays.setAll(batch, i -> large + i);
        client.insert("things", batch);
        client.insert("things", batch);
        runtime.stop(NAME, FENCE);
        runtime.run(NAME, FENCE, request(runtime, newest.version(), 2));
        if (!newest.isReal()) {
            assertThat(runtime.observe(NAME))
                    .isInstanceOfSatisfying(
                            WorkloadState.Running.class,
                            r -> assertThat(r.listening()).isFalse());
        }
        awaitReady(newest.version(), BUILT_IN);
        assertThat(client(newest.version()).names("things")).hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void it_may_open_as_many_files_as_there_may_be() throws Exception {
        install(newest);
        start(newest.version());
        String limit = Files.readAllLines(Path.of("/proc", Long.toString(pid()), "limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .findFirst()
                .orElseThrow();
        String[] words = limit.split("\\s+");
        assertThat(words[3]).as("the soft limit is the hard one: " + limit).isEqualTo(words[4]);
    }

    @Test
    void without_a_configuration_it_does_not_start_and_says_why() throws Exception {
        install(newest);
        makeVolume();
        RunRequest request = request(runtime, newest.version(), 1);
        try {
            runtime.run(NAME, FENCE, ChangedRequest.text(request, "config.yml", "no-such.yml"));
        } catch (RuntimeFailure.Lasting e) {
            assertThat(e).hasMessageContaining("onfig");
        }
        await("it leaves").atMost(PATIENCE).until(() -> runtime.observe(NAME) instanceof WorkloadState.Stopped);
        assertThat(String.join("\n", runtime.lastOutput(NAME, 20))).containsIgnoringCase("config");
    }
}
