package io.graphstead.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Memory;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.engine.neo4j.Neo4jEngine;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.JavaNeed;
import io.graphstead.runtime.Places;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Workload;
import io.graphstead.runtime.process.distribution.DistributionStore;
import io.graphstead.runtime.process.distribution.EngineSettings;
import io.graphstead.runtime.process.distribution.JavaHome;
import io.graphstead.runtime.process.distribution.JavaHomes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Real Neo4j servers for tests: installed once per machine, started as plain processes without any runtime of ours.
 *
 * <p>The system property {@code graphstead.test.engines} names the folder that releases are installed in; it is
 * {@code target/engines} by default. They are fetched through Maven's own repository on this machine, so only the first
 * test on a machine needs the network.
 */
public final class RealNeo4j implements AutoCloseable {
    /** One release of every line, newest first. */
    public static final List<Version> VERSIONS =
            List.of(new Version("2026.08.1"), new Version("5.26.30"), new Version("4.4.16"));

    private static final Neo4jEngine ENGINE = new Neo4jEngine();
    private static final PortPurpose BOLT = ENGINE.ports().get(0);
    private static final PortPurpose HTTP = ENGINE.ports().get(1);

    private final Process process;
    private final Places places;

    private RealNeo4j(Process process, Places places) {
        this.process = process;
        this.places = places;
    }

    /** The folder that releases are installed in, shared by all tests. */
    public static Path engines() {
        return Path.of(System.getProperty("graphstead.test.engines", "target/engines"))
                .toAbsolutePath();
    }

    /** Settings that fetch through the repository that the build itself uses. */
    public static EngineSettings settings() {
        String repository = System.getProperty(
                "localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
        return new EngineSettings(Optional.empty(), Optional.empty(), Optional.of(Path.of(repository)));
    }

    public static Path installed(Version version) {
        Distribution distribution = ENGINE.needs(version).distribution();
        return new DistributionStore(engines(), settings()).install(distribution, InstallProgress.silent());
    }

    public static JavaHome java(Version version) {
        JavaNeed need = ENGINE.needs(version).java().orElseThrow();
        JavaHomes homes = new JavaHomes(List.of());
        return homes.best(need).orElseThrow(() -> new AssertionError(homes.remedy(need)));
    }

    /** Makes a new volume with this first user below {@code folder} and starts a server on it. */
    public static RealNeo4j startNew(Version version, Credentials first, Path folder) throws IOException {
        seed(version, first, folder);
        return startAgain(version, java(version), folder);
    }

    /** Makes a new volume with this first user below {@code folder}. */
    public static void seed(Version version, Credentials first, Path folder) throws IOException {
        for (Map.Entry<Path, String> file : ENGINE.seed(version, first).entrySet()) {
            write(folder.resolve("data").resolve(file.getKey()), file.getValue());
        }
    }

    /** Starts a server on the volume that is below {@code folder}. */
    public static RealNeo4j startAgain(Version version, JavaHome java, Path folder) throws IOException {
        return startAgain(version, java, folder, Map.of(), List.of());
    }

    /** Starts a server with users' settings and plugins on the volume that is below {@code folder}. */
    public static RealNeo4j startAgain(
            Version version, JavaHome java, Path folder, Map<String, String> settings, List<Path> plugins)
            throws IOException {
        return start(version, java, folder, settings, plugins, UnaryOperator.identity());
    }

    /**
     * Starts a server on the volume that is below {@code folder} as none of ours would be.
     *
     * @param configuration makes its neo4j.conf of that which ours would have
     */
    public static RealNeo4j startOtherwise(Version version, Path folder, UnaryOperator<String> configuration)
            throws IOException {
        return start(version, java(version), folder, Map.of(), List.of(), configuration);
    }

    private static RealNeo4j start(
            Version version,
            JavaHome java,
            Path folder,
            Map<String, String> settings,
            List<Path> plugins,
            UnaryOperator<String> configuration)
            throws IOException {
        var places = new Places(
                installed(version),
                Optional.of(java.home()),
                folder.resolve("data"),
                folder.resolve("config"),
                folder.resolve("attachments"),
                folder.resolve("logs"),
                "127.0.0.1",
                Map.of(BOLT, freePort(), HTTP, freePort()));
        var memory = new Memory(1024, 384, 128);
        Workload workload = ENGINE.workload(new ServerSpec(
                        version,
                        memory,
                        1,
                        "localhost",
                        Map.of(BOLT, places.port(BOLT), HTTP, places.port(HTTP)),
                        settings,
                        List.of()))
                .at(places);
        Files.createDirectories(places.logs());
        Files.createDirectories(places.attachments());
        for (Path plugin : plugins) {
            Files.copy(plugin, places.attachments().resolve(plugin.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        for (Map.Entry<Path, String> file : workload.files().entrySet()) {
            boolean main = file.getKey().endsWith("neo4j.conf");
            write(
                    places.config().resolve(file.getKey()),
                    main ? configuration.apply(file.getValue()) : file.getValue());
        }
        if (version.major() == 4) {
            // What is the default since 5.0: no key that the release does not know.
            Files.writeString(
                    places.config().resolve("neo4j.conf"),
                    "dbms.config.strict_validation=true\n",
                    StandardOpenOption.APPEND);
        }
        ProcessBuilder builder = new ProcessBuilder(workload.command())
                .directory(workload.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        builder.environment().clear();
        builder.environment().putAll(workload.environment());
        return new RealNeo4j(builder.start(), places);
    }

    public Reach bolt() {
        return new Reach("127.0.0.1", places.port(BOLT));
    }

    public Reach http() {
        return new Reach("127.0.0.1", places.port(HTTP));
    }

    public Places places() {
        return places;
    }

    public String output() throws IOException {
        return Files.readString(places.logs().resolveSibling("output.log"));
    }

    /** Waits until a query is answered; fails with the server's own words when it ends before. */
    public RealNeo4j awaitReady(Credentials credentials) {
        await("the server answers a query")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> assertThat(process.isAlive()).as(output()).isTrue())
                .until(() -> ENGINE.ask(bolt(), credentials, Duration.ofSeconds(5)) instanceof Readiness.Ready);
        return this;
    }

    /** Waits until it has ended by itself, which it should because it was given what it cannot start with. */
    public String awaitRefusal() throws IOException, InterruptedException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES))
                .as("the server ends by itself")
                .isTrue();
        return output();
    }

    /** Asks it to stop as a runtime would, and says how long that took. */
    public Duration stop() throws InterruptedException {
        long begun = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the server stops").isTrue();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Ends it whatever it is doing. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
