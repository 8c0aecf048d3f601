package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program in a process of its own, as scripts and service supervisors see it. */
@Tag("slow")
class ServeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** One for all tests: they stop what they start, and a second start is what most of them are about. */
    @TempDir
    private static Path shared;

    private final List<Process> processes = new ArrayList<>();

    private static Path data() {
        return shared.resolve("data");
    }

    @BeforeEach
    void passable() throws IOException {
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @AfterEach
    void endAll() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        postgres().ifPresent(ProcessHandle::destroyForcibly);
        await("the end of PostgreSQL").atMost(PATIENCE).until(() -> postgres().isEmpty());
    }

    private Process graphstead(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.graphstead.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(shared.resolve("stderr").toFile())
                .directory(shared.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GRAPHSTEAD_"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Server serve() throws Exception {
        return Server.ready(graphstead("serve", "--data", data().toString(), "--port", "0"));
    }

    private static String standardError() throws IOException {
        return Files.readString(shared.resolve("stderr"));
    }

    private int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** The embedded PostgreSQL, by what it has written down. */
    private static Optional<ProcessHandle> postgres() {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postgres/data/postmaster.pid"));
            // One that has ended, but whose parent does not look, has no working directory any more.
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(process -> Files.exists(Path.of("/proc/" + process.pid() + "/cwd")));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** A server that has said that it is ready. */
    private record Server(Process process, URI address, BufferedReader output) {
        static Server ready(Process process) throws IOException {
            BufferedReader output = process.inputReader();
            String line = Objects.requireNonNullElse(output.readLine(), "");
            assertThat(line).as(standardError()).matches("Graphstead ready at https://127\\.0\\.0\\.1:\\d+");
            return new Server(process, URI.create(line.substring("Graphstead ready at ".length())), output);
        }

        HttpResponse<String> get(String path) throws Exception {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            try (var ca = Files.newInputStream(data().resolve("ca.pem"))) {
                trusted.setCertificateEntry(
                        "ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
                return client.send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
            }
        }
    }

    @Test
    void one_line_says_that_it_is_ready_and_a_signal_stops_all_of_it() throws Exception {
        Server server = serve();
        HttpResponse<String> health = server.get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(postgres()).isPresent();

        // Not Process.destroy(), which closes its output.
        server.process().toHandle().destroy();
        exitCode(server.process());
        assertThat(server.output().readLine()).as("further lines").isNull();
        assertThat(postgres()).isEmpty();
        assertThat(Files.readString(data().resolve("logs/server.log"))).contains("Ready at", "Stopping");
    }

    @Test
    void a_second_server_on_the_folder_is_told_who_has_it() throws Exception {
        Server first = serve();
        Process second = graphstead("serve", "--data", data().toString(), "--port", "0");
        assertThat(exitCode(second)).isEqualTo(1);
        // Besides, the first server has said there how it gets its owner.
        assertThat(standardError())
                .contains("graphstead: the data folder " + data() + " belongs to a running server (process "
                        + first.process().pid() + "); stop it, or give this one another folder with --data\n");
        assertThat(first.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void a_server_that_was_killed_leaves_its_postgres_to_the_next() throws Exception {
        Server killed = serve();
        ProcessHandle before = postgres().orElseThrow();
        exitCode(killed.process().destroyForcibly());
        assertThat(before.isAlive()).isTrue();

        Server next = serve();
        assertThat(next.get("/health").statusCode()).isEqualTo(200);
        assertThat(postgres()).contains(before);
    }

    @Test
    void health_tells_that_postgres_is_gone_until_it_is_back() throws Exception {
        Server server = serve();
        ProcessHandle postgres = postgres().orElseThrow();
        // Frozen, so that the server cannot bring it back before it was asked.
        new ProcessBuilder("kill", "-STOP", Long.toString(postgres.pid()))
                .start()
                .waitFor();
        for (ProcessHandle backend : postgres.children().toList()) {
            backend.destroyForcibly();
        }
        HttpResponse<String> gone = server.get("/health");
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(503);
        assertThat(gone.body()).contains("\"status\":\"DOWN\"", "\"reason\":\"PostgreSQL ");

        postgres.destroyForcibly();
        await("PostgreSQL to be started again")
                .atMost(PATIENCE)
                .until(() -> server.get("/health").statusCode() == 200);
        assertThat(postgres()).isPresent().get().isNotEqualTo(postgres);
    }

    @Test
    void a_port_that_is_taken_is_told_at_once() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            Process refused = graphstead("serve", "--data", data().toString(), "--port", port);
            assertThat(exitCode(refused)).isEqualTo(1);
            assertThat(standardError())
                    .startsWith("graphstead: port " + port + " on 127.0.0.1 is taken;")
                    .contains("--port")
                    .hasLineCount(1);
        }
    }

    @Test
    void mistakes_on_the_command_line_end_with_2_and_mistakes_in_settings_with_1() throws Exception {
        assertThat(exitCode(graphstead("serve", "--prot", "1"))).isEqualTo(2);
        assertThat(standardError()).startsWith("graphstead: there is no option --prot");
        assertThat(exitCode(graphstead("serve", "--set", "server.prot=1"))).isEqualTo(1);
        assertThat(standardError())
                .isEqualTo("graphstead: there is no setting server.prot (--set server.prot); did you mean"
                        + " server.port?\n");
        assertThat(exitCode(graphstead("serve", "--port", "many"))).isEqualTo(1);
        assertThat(standardError())
                .isEqualTo("graphstead: server.port cannot be \"many\", given by --port; allowed is a whole number,"
                        + " at least 0, at most 65535\n");
    }
}
