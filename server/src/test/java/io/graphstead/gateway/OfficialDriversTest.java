package io.graphstead.gateway;

import static io.graphstead.gateway.ManagedDatabases.PASSWORD;
import static io.graphstead.gateway.ManagedDatabases.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Neo4j's drivers for Python and JavaScript through the gateway. They are fetched by pip and npm, once, into the folder that
 * the system property {@code graphstead.test.drivers} names ({@code target/drivers} by default).
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OfficialDriversTest {
    private static final Path DRIVERS = Path.of(System.getProperty("graphstead.test.drivers", "target/drivers"))
            .toAbsolutePath();
    private static final Path PYTHON = DRIVERS.resolve("venv/bin/python");
    private static final Path MODULES = DRIVERS.resolve("js/node_modules");
    private static final String PYTHON_DRIVER = "neo4j==6.4.1";
    private static final String JAVASCRIPT_DRIVER = "neo4j-driver@6.3.0";
    private static final String WEBSOCKETS = "ws@8.23.0";
    private static final long MINUTES = 5;

    @TempDir
    static Path folder;

    private ManagedDatabases databases;
    private String blue = "";
    private String green = "";
    private long notes;

    @BeforeAll
    void start() throws Exception {
        Files.createDirectories(DRIVERS.resolve("js"));
        if (!Files.exists(DRIVERS.resolve("venv/done"))) {
            got(
                    "python3 with its module venv",
                    "python3",
                    "-m",
                    "venv",
                    DRIVERS.resolve("venv").toString());
            got("the package neo4j from PyPI", PYTHON.toString(), "-m", "pip", "-q", "install", PYTHON_DRIVER);
            Files.createFile(DRIVERS.resolve("venv/done"));
        }
        if (!Files.exists(MODULES.resolve("ws"))) {
            got(
                    "npm, and from it neo4j-driver and ws",
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                    DRIVERS.resolve("js").toString(),
                    JAVASCRIPT_DRIVER,
                    WEBSOCKETS);
        }
        databases = new ManagedDatabases(folder, "gateway.switch-drain=1s");
        blue = databases.make("blue");
        green = databases.make("green");
    }

    private static void got(String what, String... command) throws Exception {
        Said said;
        try {
            said = run(Map.of(), command);
        } catch (IOException notThere) {
            said = new Said(-1, notThere.toString());
        }
        String words = said.text();
        assumeTrue(said.exit() == 0, () -> "this test needs " + what + ": " + words);
    }

    @AfterAll
    void end() {
        if (databases != null) {
            databases.close();
        }
    }

    private record Said(int exit, String text) {}

    private static Said run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String text = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            return new Said(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String script(String name) throws Exception {
        return Path.of(OfficialDriversTest.class.getResource(name).toURI()).toString();
    }

    private Said python(String url, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), script("official.py"), url, USER, PASSWORD));
        command.addAll(List.of(more.length == 0 ? new String[] {""} : more));
        return run(Map.of("SSL_CERT_FILE", databases.ca().toString()), command.toArray(String[]::new));
    }

    private Said javaScript(String url) throws Exception {
        return node(url, MODULES.resolve("neo4j-driver/lib/index.js").toString());
    }

    /** The build for browsers, which speaks through a WebSocket. */
    private Said browser(String url) throws Exception {
        return node(
                url,
                MODULES.resolve("neo4j-driver/lib/browser/neo4j-web.esm.min.js").toString(),
                MODULES.resolve("ws/wrapper.mjs").toString());
    }

    private Said node(String url, String... modules) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", script("official.mjs"), url, USER, PASSWORD));
        command.addAll(List.of(modules));
        return run(Map.of("NODE_EXTRA_CA_CERTS", databases.ca().toString()), command.toArray(String[]::new));
    }

    private void wroteAndRead(Said said) {
        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains("count " + ++notes);
    }

    private static String by(String scheme, String url) {
        return url.replaceFirst("^[^:]+", scheme);
    }

    private void allOf(String url) throws Exception {
        wroteAndRead(python(url));
        wroteAndRead(javaScript(url));
        wroteAndRead(browser(url));
    }

    @Test
    @Order(1)
    void they_write_and_read_by_every_encrypted_scheme() throws Exception {
        String url = databases.url(blue);
        for (String scheme : List.of("neo4j+s", "neo4j+ssc", "bolt+s")) {
            wroteAndRead(python(by(scheme, url)));
            wroteAndRead(javaScript(by(scheme, url)));
        }
        // Whom a browser trusts is not for a page to say.
        wroteAndRead(browser(by("neo4j+s", url)));
        wroteAndRead(browser(by("bolt+s", url)));
    }

    @Test
    @Order(2)
    void they_do_so_after_pause_resume_and_restart() throws Exception {
        String url = databases.url(blue);
        databases.ask(blue, "pause", Map.of(), "paused");
        assertThat(python(url).text()).contains("paused");
        assertThat(javaScript(url).text()).contains("paused");
        databases.ask(blue, "resume", Map.of(), "running");
        allOf(url);
        databases.ask(blue, "restart", Map.of(), "running");
        allOf(url);
    }

    @Test
    @Order(3)
    void they_reach_the_other_data_after_a_switch_and_their_own_after_the_next() throws Exception {
        String url = databases.url(blue);
        databases.ask(blue, "connection-url/switch", Map.of("targetDatabaseId", green), "running");
        long here = notes;
        notes = 0;
        allOf(url);
        notes = here;
        databases.ask(blue, "connection-url/switch", Map.of("targetDatabaseId", green), "running");
        allOf(url);
    }

    @Test
    @Order(4)
    void they_find_what_a_restore_brings_back() throws Exception {
        String url = databases.url(blue);
        long then = notes;
        String snapshot = databases.snapshot(blue);
        allOf(url);
        databases.ask(blue, "snapshots/" + snapshot + "/restore", Map.of(), "running");
        notes = then;
        allOf(url);
    }

    @Test
    @Order(5)
    void in_a_domain_they_share_the_engines_usual_port() throws Exception {
        databases.startAgainWith("gateway.domain=db.example.test");
        String url = databases.url(blue);
        assertThat(url).matches("neo4j\\+s://blue-[0-9a-f]{8}\\.db\\.example\\.test:7687");
        String host = URI.create(url).getHost();
        wroteAndRead(python(url, "127.0.0.1", host));
        wroteAndRead(python(by("bolt+s", url), "127.0.0.1", host));
        Said stranger =
                python(by("bolt+s", url.replace("blue-", "bleu-")), "127.0.0.1", host.replace("blue-", "bleu-"));
        assertThat(stranger.text()).contains("no database has the name");
    }
}
