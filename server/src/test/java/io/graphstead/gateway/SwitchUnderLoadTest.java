package io.graphstead.gateway;

import static io.graphstead.gateway.ManagedDatabases.PASSWORD;
import static io.graphstead.gateway.ManagedDatabases.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.testing.Drivers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/** Two real databases trade their connection URLs while clients work on them. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwitchUnderLoadTest {
    private static final Duration DRAIN = Duration.ofSeconds(3);
    /** Closing the connections, and one reconnection of each client. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    @TempDir
    static Path folder;

    private ManagedDatabases databases;
    private String blue = "";
    private String green = "";
    private String bluesUrl = "";

    @BeforeAll
    void start() {
        databases = new ManagedDatabases(folder, "gateway.switch-drain=" + DRAIN.toSeconds() + "s");
        blue = databases.make("blue");
        green = databases.make("green");
        bluesUrl = databases.url(blue);
        for (String id : List.of(blue, green)) {
            try (Driver driver = driver(databases.url(id), "neo4j");
                    Session session = driver.session()) {
                session.run("CREATE (:Side {name: $name})", Map.of("name", id.equals(blue) ? "blue" : "green"))
                        .consume();
            }
        }
    }

    @AfterAll
    void end() {
        databases.close();
    }

    /** With one connection at a time. */
    private static Driver driver(String url, String scheme) {
        return GraphDatabase.driver(
                url.replaceFirst("^[^:]+", scheme + "+ssc"),
                AuthTokens.basic(USER, PASSWORD),
                Config.builder()
                        .withLogging(Logging.none())
                        .withMaxConnectionPoolSize(1)
                        .build());
    }

    private static String side(Driver driver) {
        try (Session session = driver.session()) {
            return session.run("MATCH (s:Side) RETURN s.name AS name")
                    .single()
                    .get("name")
                    .asString();
        }
    }

    /** What a client saw, and when. */
    private record Seen(Instant asked, Instant answered, String what) {}

    /** A client that goes on after whatever befalls it. */
    private static final class Client implements Runnable {
        final List<Seen> seen = new CopyOnWriteArrayList<>();
        private final String url;
        private final String scheme;
        private final AtomicBoolean stop;
        private final boolean reconnects;

        Client(String url, String scheme, boolean reconnects, AtomicBoolean stop) {
            this.url = url;
            this.scheme = scheme;
            this.reconnects = reconnects;
            this.stop = stop;
        }

        @Override
        public void run() {
            while (!stop.get()) {
                try (Driver driver = driver(url, scheme)) {
                    do {
                        look(driver);
                    } while (!reconnects && !stop.get());
                }
            }
        }

        private void look(Driver driver) {
            Instant asked = Instant.now();
            String what;
            try {
                what = side(driver);
            } catch (Neo4jException failed) {
                what = "error " + failed.code() + " " + failed.getMessage();
            }
            seen.add(new Seen(asked, Instant.now(), what));
        }
    }

    @Test
    @Order(1)
    void every_client_sees_one_side_and_then_the_other_and_no_error_once_the_others_were_given_time_to_go()
            throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Client> clients = new ArrayList<>();
        for (String scheme : List.of("bolt", "neo4j")) {
            clients.add(new Client(bluesUrl, scheme, false, stop));
            clients.add(new Client(bluesUrl, scheme, true, stop));
        }
        List<Thread> threads =
                clients.stream().map(client -> Thread.ofVirtual().start(client)).toList();
        await("all work")
                .atMost(Duration.ofSeconds(60))
                .until(() -> clients.stream().allMatch(client -> client.seen.size() > 5));

        Instant asked = Instant.now();
        databases.ask(blue, "connection-url/switch", Map.of("targetDatabaseId", green), "running");
        Instant switched = Instant.now();
        Instant settled = switched.plus(DRAIN).plus(SETTLING);
        await("all have gone on after that")
                .atMost(Duration.ofSeconds(60))
                .until(() -> clients.stream()
                        .allMatch(client -> client.seen.stream()
                                        .filter(seen -> seen.asked().isAfter(settled))
                                        .count()
                                > 5));
        stop.set(true);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(60));
        }

        for (Client client : clients) {
            List<String> sides = client.seen.stream()
                    .map(Seen::what)
                    .filter(what -> !what.startsWith("error"))
                    .toList();
            assertThat(sides).containsOnly("blue", "green").contains("blue", "green");
            assertThat(sides.subList(sides.indexOf("green"), sides.size()))
                    .as("never back")
                    .containsOnly("green");
            assertThat(client.seen)
                    .as("before it, and once all had time to go, nothing fails")
                    .filteredOn(seen ->
                            seen.answered().isBefore(asked) || seen.asked().isAfter(settled))
                    .noneMatch(seen -> seen.what().startsWith("error"));
            if (client.reconnects) {
                assertThat(client.seen)
                        .as("who comes after it finds the other at once")
                        .filteredOn(seen -> seen.asked().isAfter(switched))
                        .allMatch(seen -> seen.what().equals("green"));
            }
        }
    }

    @Test
    @Order(2)
    void the_urls_are_traded_and_the_operation_is_found_under_both() {
        assertThat(databases.url(green)).isEqualTo(bluesUrl);
        for (String id : List.of(blue, green)) {
            assertThat(databases
                            .api()
                            .get("/deployments/databases/" + id + "/operations")
                            .at("/operations/0/operationType")
                            .asText())
                    .isEqualTo("switch");
        }
    }

    /**
     * Drivers that route say which address they used, and get that back. What a server says by itself is read at its start
     * and cannot be set while it runs.
     */
    @Test
    @Order(3)
    void routing_tables_name_the_address_that_the_driver_used_and_without_one_the_new_one_after_a_restart() {
        String address = "localhost:" + URI.create(bluesUrl).getPort();
        assertThat(table("{address: '" + address + "'}")).contains(address);
        try (Driver driver = driver(bluesUrl, "neo4j")) {
            assertThat(side(driver)).isEqualTo("green");
        }
        databases.ask(green, "restart", Map.of(), "running");
        assertThat(table("{}")).contains(address);
    }

    private String table(String context) {
        try (Driver driver = Drivers.plainly(bluesUrl.replaceFirst("^[^:]+", "bolt+ssc"), USER, PASSWORD)) {
            return driver.executableQuery("CALL dbms.routing.getRoutingTable(" + context + ")")
                    .execute()
                    .records()
                    .toString();
        }
    }
}
