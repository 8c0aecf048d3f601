package io.graphstead.platform.tls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The ACME project's own test server, on loopback. It is built from its Go module, once, into the folder that the system
 * property {@code graphstead.test.pebble} names ({@code target/pebble} by default); without Go tests that need it are skipped
 * with words.
 */
final class Pebble implements AutoCloseable {
    private static final String MODULE = "github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.1";
    private static final Path FOLDER = Path.of(System.getProperty("graphstead.test.pebble", "target/pebble"))
            .toAbsolutePath();
    private static final long MINUTES = 10;

    private final Process process;
    private final URI directory;
    private final URI root;

    /**
     * Returns when it answers.
     *
     * @param authority makes the certificate of its own address
     * @param httpPort where it looks for who asks for a certificate
     */
    Pebble(Path folder, LocalAuthority authority, int httpPort) throws Exception {
        Path program = program();
        int port = freePort();
        int management = freePort();
        Identity own = authority.issue(List.of("localhost", "127.0.0.1"), Instant.now(), Duration.ofDays(1));
        Path certificate = Files.writeString(folder.resolve("pebble.pem"), Pem.of(own.certificate()));
        Path key = Files.writeString(folder.resolve("pebble.key"), Pem.of(own.key()));
        Path config = Files.writeString(
                folder.resolve("pebble.json"), """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                 "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d, "ocspResponderURL": "",
                 "externalAccountBindingRequired": false, "retryAfter": {"authz": 1, "order": 1}, "keyAlgorithm": "ecdsa",
                 "profiles": {"default": {"description": "as it is", "validityPeriod": 7776000}}}}
                """.formatted(port, management, certificate, key, httpPort, freePort()));
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "-config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pebble.log").toFile());
        builder.environment().putAll(Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "20"));
        process = builder.start();
        directory = URI.create("https://localhost:" + port + "/dir");
        root = URI.create("https://localhost:" + management + "/roots/0");
    }

    private static Path program() throws Exception {
        Path program = FOLDER.resolve("pebble");
        if (!Files.isExecutable(program)) {
            ProcessBuilder builder = new ProcessBuilder("go", "install", MODULE).redirectErrorStream(true);
            builder.environment().put("GOBIN", FOLDER.toString());
            String said;
            int exit;
            try {
                Process building = builder.start();
                said = new String(building.getInputStream().readAllBytes());
                exit = building.waitFor(MINUTES, TimeUnit.MINUTES) ? building.exitValue() : -1;
            } catch (IOException noGo) {
                said = noGo.getMessage();
                exit = -1;
            }
            String words = said;
            assumeTrue(exit == 0, () -> "this test needs Go, and " + MODULE + " from its module proxy: " + words);
        }
        return program;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    URI directory() {
        return directory;
    }

    /** Where the certificate is that its certificates end in. */
    URI root() {
        return root;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
