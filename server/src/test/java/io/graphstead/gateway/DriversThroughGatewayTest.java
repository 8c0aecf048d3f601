package io.graphstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.testing.Drivers;
import io.graphstead.testing.RealNeo4j;
import io.graphstead.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/** Neo4j's own driver through the gateway of a running server, over the life of one real database. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriversThroughGatewayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    static Path folder;

    private ServerProcess server;
    private String environment = "";
    private String id = "";
    private String url = "";
    private String username = "";
    private String password = "";

    @BeforeAll
    void start() {
        String repository = RealNeo4j.settings().mavenRepository().orElseThrow().toString();
        server = ServerProcess.onClassPath(
                folder.resolve("data"),
                List.of(),
                List.of("engines.maven-repository=" + repository, "runtime.uid-claims=" + folder.resolve("uids")));
        server.start();
        JsonNode organization = api().post("/organizations", Map.of("name", "Acme"));
        environment = api().post(
                        "/deployments/environments",
                        Map.of(
                                "label",
                                "dev",
                                "organizationId",
                                organization.path("id").asText(),
                                "grantType",
                                "development",
                                "region",
                                "eu-west-1"))
                .path("id")
                .asText();
        JsonNode made = api().post(
                        "/deployments/databases/graphneo",
                        Map.of("environmentId", environment, "name", "orders", "plan", "ds1"));
        id = made.path("database").path("id").asText();
        awaitState("running");
        JsonNode credentials = api().get("/databases/" + id + "/credentials");
        url = credentials.path("uri").asText();
        username = credentials.path("username").asText();
        password = credentials.path("password").asText();
    }

    @AfterAll
    void end() {
        api().delete("/databases/" + id);
        await("the database is gone")
                .atMost(PATIENCE)
                .until(() -> api().get("/deployments/environments/" + environment + "/databases")
                        .path("databases")
                        .isEmpty());
        server.close();
    }

    private ServerApi api() {
        return server.api();
    }

    private void awaitState(String state) {
        await("it is " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    JsonNode status = api().get("/databases/" + id).path("status");
                    return status.path("state").asText().equals(state)
                            && !status.path("isPending").asBoolean()
                            && !status.path("underIncident").asBoolean();
                });
    }

    private Driver trusting() {
        return Drivers.trusting(server.data().resolve("ca.pem"), url, username, password);
    }

    private Driver by(String scheme) {
        return Drivers.plainly(url.replaceFirst("^[^:]+", scheme), username, password);
    }

    private static long count(Driver driver) {
        try (Session session = driver.session()) {
            return session.executeRead(transaction -> transaction
                    .run("MATCH (n:Note) RETURN count(n) AS count")
                    .single()
                    .get("count")
                    .asLong());
        }
    }

    private static void write(Driver driver) {
        try (Session session = driver.session()) {
            session.executeWriteWithoutResult(
                    transaction -> transaction.run("CREATE (:Note)").consume());
        }
    }

    @Test
    @Order(1)
    void drivers_write_and_read_by_every_encrypted_scheme() {
        assertThat(url).startsWith("neo4j+s://localhost:");
        try (Driver driver = trusting()) {
            write(driver);
            assertThat(count(driver)).isEqualTo(1);
        }
        for (String scheme : List.of("neo4j+ssc", "bolt+ssc")) {
            try (Driver driver = by(scheme)) {
                write(driver);
            }
        }
        try (Driver bolt = Drivers.trusting(
                server.data().resolve("ca.pem"), url.replaceFirst("^neo4j", "bolt"), username, password)) {
            assertThat(count(bolt)).isEqualTo(3);
        }
    }

    @Test
    @Order(2)
    void a_driver_that_trusts_nobody_or_speaks_plain_is_turned_away() {
        try (Driver stranger = by("neo4j+s")) {
            assertThatThrownBy(stranger::verifyConnectivity).isInstanceOf(Neo4jException.class);
        }
        try (Driver plain = by("bolt")) {
            assertThatThrownBy(plain::verifyConnectivity).hasMessageContaining("encrypted connections only");
        }
    }

    @Test
    @Order(3)
    void the_routing_table_names_the_gateway_to_whoever_says_no_address() {
        try (Driver driver = by("bolt+ssc")) {
            String table = driver.executableQuery("CALL dbms.routing.getRoutingTable({})")
                    .execute()
                    .records()
                    .toString();
            assertThat(table).contains("localhost:" + URI.create(url).getPort());
        }
    }

    @Test
    @Order(4)
    void the_same_port_answers_http() throws Exception {
        HttpResponse<String> answer = http("/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("neo4j_version", "localhost:" + URI.create(url).getPort());
    }

    private HttpResponse<String> http(String path) throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var file = Files.newInputStream(server.data().resolve("ca.pem"))) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "https://localhost:" + URI.create(url).getPort() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    @Order(5)
    void a_rule_cuts_off_who_it_does_not_name_at_once_and_is_lifted_at_once() {
        try (Driver driver = trusting()) {
            assertThat(count(driver)).isEqualTo(3);
            String rules = "/deployments/environments/" + environment + "/network-rules";
            String rule = api().post(rules, Map.of("label", "office", "ipRange", "203.0.113.0/24"))
                    .path("id")
                    .asText();
            await("the rule holds")
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThatThrownBy(driver::verifyConnectivity).hasMessageContaining("no network rule"));
            api().delete(rules + "/" + rule);
            await("the rule is gone").atMost(PATIENCE).ignoreExceptions().until(() -> count(driver) == 3);
        }
    }

    @Test
    @Order(6)
    void one_driver_lives_through_pause_resume_and_restart() {
        try (Driver driver = trusting()) {
            assertThat(count(driver)).isEqualTo(3);
            api().post("/databases/" + id + "/pause", Map.of());
            awaitState("paused");
            assertThatThrownBy(driver::verifyConnectivity).isInstanceOf(Neo4jException.class);
            try (Driver direct = by("bolt+ssc")) {
                assertThatThrownBy(direct::verifyConnectivity).hasMessageContaining("paused");
            }
            api().post("/databases/" + id + "/resume", Map.of());
            awaitState("running");
            assertThat(count(driver)).isEqualTo(3);
            api().post("/databases/" + id + "/restart", Map.of("reset", true));
            awaitState("running");
            write(driver);
            assertThat(count(driver)).isEqualTo(4);
        }
        assertThat(api().get("/databases/" + id + "/credentials").path("uri").asText())
                .isEqualTo(url);
    }

    /** A minute without traffic passes here for real: nobody can turn the clock of a server that runs. */
    @Test
    @Order(8)
    void fifty_drivers_wake_a_database_that_fell_asleep_with_one_resume_and_are_all_answered() throws Exception {
        try (Driver pooled = trusting()) {
            assertThat(count(pooled)).isEqualTo(4);
            long resumes = operations("resume");
            api().put("/databases/" + id + "/idle", Map.of("pauseAfterMinutes", 1, "wakeOnConnect", true));
            awaitState("paused");
            assertThat(api().get("/databases/" + id + "/status")
                            .path("pausedBy")
                            .asText())
                    .as("the open connection of a pool is no use")
                    .isEqualTo("idle");
            try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Long>> answers = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    String scheme = i % 2 == 0 ? "neo4j+ssc" : "bolt+ssc";
                    answers.add(many.submit(() -> {
                        try (Driver driver =
                                Drivers.patiently(url.replaceFirst("^[^:]+", scheme), username, password, PATIENCE)) {
                            return count(driver);
                        }
                    }));
                }
                for (Future<Long> answer : answers) {
                    assertThat(answer.get()).isEqualTo(4);
                }
            }
            assertThat(operations("resume") - resumes).isEqualTo(1);
            assertThat(count(pooled)).as("what was pooled connects anew").isEqualTo(4);
        }
        JsonNode traffic = api().get("/databases/" + id + "/metrics").path("traffic");
        assertThat(traffic.path("connectionsOpened").asLong()).isGreaterThanOrEqualTo(50);
        assertThat(traffic.path("receivedBytes").asLong()).isPositive();
        api().put("/databases/" + id + "/idle", Map.of("wakeOnConnect", false));
    }

    private long operations(String kind) {
        return StreamSupport.stream(
                        api().get("/databases/" + id + "/operations")
                                .path("operations")
                                .spliterator(),
                        false)
                .filter(operation -> operation.path("operationType").asText().equals(kind))
                .count();
    }

    @Test
    @Order(7)
    void a_server_that_starts_again_listens_again_where_it_did() {
        server.kill();
        server.start();
        awaitState("running");
        try (Driver driver = trusting()) {
            assertThat(count(driver)).isEqualTo(4);
        }
    }
}
