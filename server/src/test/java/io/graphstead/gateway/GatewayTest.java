package io.graphstead.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.gateway.Endpoint.Away;
import io.graphstead.gateway.Endpoint.Encryption;
import io.graphstead.gateway.Endpoint.Until;
import io.graphstead.identity.network.AllowedAddresses;
import io.graphstead.identity.network.IpRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raw sockets against a gateway, with engines that are a few lines. */
@Timeout(60)
class GatewayTest {
    private static final byte[] BOLT = HexFormat.of().parseHex("6060b017" + "00000605" + "00".repeat(12));
    private static final byte[] HELLO = HexFormat.of().parseHex("0003b101a00000");

    private static void say(Socket client, byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
        client.getOutputStream().flush();
    }

    private static void say(Socket client, String text) throws IOException {
        say(client, text.getBytes(US_ASCII));
    }

    private static String hear(Socket client, int bytes) throws IOException {
        return new String(client.getInputStream().readNBytes(bytes), UTF_8);
    }

    /** Everything up to the end; a reset is an end, too. */
    private static String hearAll(Socket client) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            client.getInputStream().transferTo(all);
        } catch (IOException reset) {
            // what came before counts
        }
        return all.toString(UTF_8);
    }

    @Test
    void bytes_go_both_ways_and_are_counted() throws IOException {
        try (Backend engine = Backend.echo();
                GatewayRig rig = new GatewayRig(Speech.ANY, GatewayRig.serving(engine.port())).started();
                Socket client = rig.secure()) {
            byte[] much = new byte[3_000_000];
            new Random(1).nextBytes(much);
            Thread.ofVirtual().start(() -> {
                try {
                    say(client, much);
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            });
            assertThat(Arrays.equals(client.getInputStream().readNBytes(much.length), much))
                    .as("the same bytes come back")
                    .isTrue();
            assertThat(rig.metric("connections")).isEqualTo(1);
            assertThat(rig.metric("connections.opened")).isEqualTo(1);
            assertThat(rig.metric("received.bytes")).isEqualTo(much.length);
            assertThat(rig.metric("sent.bytes")).isEqualTo(much.length);
            client.close();
            await("the connection is over on both sides")
                    .until(() ->
                            rig.metric("connections") == 0 && engine.openConnections() == 0 && rig.placesTaken() == 0);
        }
    }

    @Test
    void neo4j_is_told_apart_by_what_comes_first() throws IOException {
        try (Backend bolt = Backend.echo("B");
                Backend http = Backend.echo("H");
                GatewayRig rig = new GatewayRig(Speech.NEO4J, GatewayRig.serving(bolt.port(), http.port())).started()) {
            String request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
            String upgrade = "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
            try (Socket client = rig.secure()) {
                say(client, BOLT);
                assertThat(client.getInputStream().readNBytes(1 + BOLT.length))
                        .as("nothing of the first bytes is lost")
                        .endsWith(BOLT)
                        .startsWith('B');
            }
            try (Socket client = rig.secure("http/1.1")) {
                say(client, request);
                assertThat(hear(client, 1 + request.length())).isEqualTo("H" + request);
            }
            try (Socket client = rig.secure()) {
                for (char letter : upgrade.toCharArray()) {
                    say(client, String.valueOf(letter));
                }
                assertThat(hear(client, 1 + upgrade.length())).isEqualTo("B" + upgrade);
            }
        }
    }

    @Test
    void browsers_are_not_talked_into_http_2_by_neo4j() throws IOException {
        try (Backend engine = Backend.echo();
                GatewayRig rig =
                        new GatewayRig(Speech.NEO4J, GatewayRig.serving(engine.port(), engine.port())).started();
                SSLSocket client = rig.secure("h2", "http/1.1")) {
            assertThat(client.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @ParameterizedTest
    @CsvSource({"h2,G", "http/1.1,H", "acme/9,H", "none,H"})
    void typedb_is_told_apart_by_alpn(String offered, String reached) throws IOException {
        try (Backend grpc = Backend.echo("G");
                Backend http = Backend.echo("H");
                GatewayRig rig = new GatewayRig(Speech.TYPEDB, GatewayRig.serving(grpc.port(), http.port())).started();
                Socket client = rig.secure(offered.equals("none") ? new String[0] : new String[] {offered})) {
            assertThat(hear(client, 1)).isEqualTo(reached);
        }
    }

    @Test
    void a_name_that_is_unknown_or_missing_makes_no_difference() throws IOException {
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.ANY, GatewayRig.serving(engine.port())).started();
                Socket nameless = rig.secure(rig.plain(), Optional.empty());
                Socket elsewhere = rig.secure(rig.plain(), Optional.of("elsewhere.example.org"))) {
            assertThat(hear(nameless, 1)).isEqualTo("x");
            assertThat(hear(elsewhere, 1)).isEqualTo("x");
        }
    }

    @Test
    void a_database_that_is_away_says_why_in_the_clients_own_tongue() throws IOException {
        try (Backend engine = Backend.echo("x");
                GatewayRig rig =
                        new GatewayRig(Speech.NEO4J, new Away("it is paused; resume it", Until.WOKEN)).started()) {
            try (Socket driver = rig.secure()) {
                say(driver, BOLT);
                say(driver, HELLO);
                assertThat(hearAll(driver)).contains("Neo.ClientError.Security.Forbidden", "it is paused; resume it");
            }
            try (Socket browser = rig.secure("http/1.1")) {
                say(browser, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(hearAll(browser)).startsWith("HTTP/1.1 503 ").endsWith("it is paused; resume it\n");
            }
            assertThat(rig.refused(Refusal.RESTING)).isEqualTo(2);
            rig.is(GatewayRig.serving(engine.port()));
            try (Socket driver = rig.secure()) {
                say(driver, BOLT);
                assertThat(hear(driver, 1)).isEqualTo("x");
            }
        }
        try (GatewayRig rig =
                        new GatewayRig(Speech.TYPEDB, new Away("it is paused; resume it", Until.WOKEN)).started();
                Socket driver = rig.secure("h2")) {
            assertThat(hearAll(driver)).as("a GOAWAY frame").endsWith("it is paused; resume it");
        }
    }

    @Test
    void a_database_that_has_just_come_up_is_not_called_away() throws IOException {
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.NEO4J, new Away("it is starting", Until.SOON)).started()) {
            rig.changeSilently(GatewayRig.with(GatewayRig.serving(engine.port())));
            try (Socket driver = rig.secure()) {
                say(driver, BOLT);
                assertThat(hear(driver, 1)).isEqualTo("x");
            }
        }
    }

    @Test
    void an_engine_that_does_not_answer_is_told_in_words() throws IOException {
        try (GatewayRig rig = new GatewayRig(Speech.NEO4J, GatewayRig.serving(GatewayRig.freePort())).started();
                Socket driver = rig.secure()) {
            say(driver, BOLT);
            say(driver, HELLO);
            assertThat(hearAll(driver))
                    .contains("does not answer at this moment", "Neo.TransientError.General.DatabaseUnavailable");
        }
    }

    @Test
    void plain_connections_are_refused_until_they_are_allowed() throws IOException {
        try (Backend engine = Backend.echo("x");
                GatewayRig rig =
                        new GatewayRig(Speech.NEO4J, GatewayRig.serving(engine.port(), engine.port())).started()) {
            try (Socket driver = rig.plain()) {
                say(driver, BOLT);
                say(driver, HELLO);
                assertThat(hearAll(driver)).contains("encrypted connections only", "neo4j+s");
            }
            rig.encrypt(Encryption.OPTIONAL);
            try (Socket driver = rig.plain();
                    Socket browser = rig.plain()) {
                say(driver, BOLT);
                assertThat(hear(driver, 1)).isEqualTo("x");
                say(browser, "GET / HTTP/1.1\r\n\r\n");
                assertThat(hearAll(browser))
                        .as("HTTP never")
                        .startsWith("HTTP/1.1 400 ")
                        .contains("https");
                try (Socket secured = rig.secure()) {
                    say(secured, BOLT);
                    assertThat(hear(secured, 1)).isEqualTo("x");
                    rig.encrypt(Encryption.REQUIRED);
                    hearAll(driver);
                    say(secured, BOLT);
                    assertThat(hear(secured, BOLT.length))
                            .as("only what is plain ends with the permission")
                            .hasSize(BOLT.length);
                }
            }
            assertThat(rig.refused(Refusal.PLAIN)).isEqualTo(3);
        }
    }

    @Test
    void rules_hold_before_any_byte_reaches_the_engine_and_end_what_they_had_let_in() throws IOException {
        AllowedAddresses two = AllowedAddresses.in(List.of(new IpRange("127.0.0.2"), new IpRange("::1")));
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.NEO4J, GatewayRig.serving(engine.port())).started()) {
            rig.allow(two);
            try (Socket stranger = rig.secure(rig.plain("127.0.0.3"), Optional.empty())) {
                say(stranger, BOLT);
                say(stranger, HELLO);
                assertThat(hearAll(stranger)).contains("Neo.ClientError.Security.Forbidden", "127.0.0.3");
                assertThat(engine.connections).hasValue(0);
                assertThat(rig.refused(Refusal.RULE)).isEqualTo(1);
            }
            try (Socket four = rig.secure(rig.plain("127.0.0.2"), Optional.empty());
                    Socket six = rig.secure(rig.plain("::1"), Optional.empty())) {
                say(four, BOLT);
                say(six, BOLT);
                assertThat(hear(four, 1)).isEqualTo("x");
                assertThat(hear(six, 1)).isEqualTo("x");
                hear(six, BOLT.length);
                rig.allow(AllowedAddresses.in(List.of(new IpRange("::1"))));
                hearAll(four);
                say(six, "still here");
                assertThat(hear(six, 10)).isEqualTo("still here");
                rig.allow(AllowedAddresses.in(List.of(new IpRange("127.0.0.2"))));
                hearAll(six);
                try (Socket again = rig.secure(rig.plain("127.0.0.2"), Optional.empty())) {
                    say(again, BOLT);
                    assertThat(hear(again, 1)).isEqualTo("x");
                }
            }
        }
    }

    @Test
    void load_balancers_tell_who_comes_and_nobody_else_does() throws IOException {
        GatewaySettings usual = GatewayRig.settings();
        GatewaySettings listed = new GatewaySettings(
                "localhost",
                Optional.empty(),
                List.of("127.0.0.2"),
                0,
                2000,
                1000,
                usual.handshakeTimeout(),
                usual.wakeTimeout(),
                usual.idleTimeout(),
                usual.switchDrain(),
                usual.domain());
        byte[] signature = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
        byte[] fromAfar = HexFormat.of().parseHex("2111000c" + "cb007105" + "7f000001" + "30390050");
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.NEO4J, GatewayRig.serving(engine.port()), listed).started()) {
            rig.allow(AllowedAddresses.in(List.of(new IpRange("203.0.113.5"))));
            Socket balancer = rig.plain("127.0.0.2");
            say(balancer, signature);
            say(balancer, fromAfar);
            try (Socket client = rig.secure(balancer, Optional.empty())) {
                say(client, BOLT);
                assertThat(hear(client, 1)).isEqualTo("x");
            }
            rig.allow(AllowedAddresses.in(List.of(new IpRange("127.0.0.0/8"))));
            Socket again = rig.plain("127.0.0.2");
            say(again, signature);
            say(again, fromAfar);
            try (Socket client = rig.secure(again, Optional.empty())) {
                say(client, BOLT);
                say(client, HELLO);
                assertThat(hearAll(client)).contains("203.0.113.5");
            }
            try (Socket silent = rig.plain("127.0.0.2");
                    Socket liar = rig.plain("127.0.0.1")) {
                say(silent, BOLT);
                assertThat(hearAll(silent))
                        .as("a listed balancer must say who comes")
                        .isEmpty();
                say(liar, signature);
                say(liar, fromAfar);
                assertThat(hearAll(liar)).as("nobody else may").isEmpty();
            }
            assertThat(engine.connections).hasValue(1);
        }
    }

    @Test
    void who_is_one_too_many_is_told_so_and_finds_room_when_one_leaves() throws IOException {
        GatewaySettings one = new GatewaySettings(
                "localhost",
                Optional.empty(),
                List.of(),
                1,
                1,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Optional.empty());
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.NEO4J, GatewayRig.serving(engine.port()), one).started()) {
            try (Socket first = rig.secure();
                    Socket second = rig.secure()) {
                say(first, BOLT);
                say(second, BOLT);
                say(second, HELLO);
                assertThat(hear(first, 1)).isEqualTo("x");
                assertThat(hearAll(second)).contains("Neo.TransientError", "gateway.connections");
            }
            await("the place is free again").until(() -> rig.placesTaken() == 0);
            try (Socket third = rig.secure()) {
                say(third, BOLT);
                assertThat(hear(third, 1)).isEqualTo("x");
            }
        }
    }

    @Test
    void a_client_that_has_asked_its_last_question_still_gets_the_answer() throws IOException {
        try (Backend engine = new Backend(client -> {
                    byte[] question = client.getInputStream().readAllBytes();
                    client.getOutputStream().write(("you asked " + new String(question, US_ASCII)).getBytes(US_ASCII));
                });
                GatewayRig rig = new GatewayRig(Speech.ANY, GatewayRig.serving(engine.port())).started()) {
            rig.encrypt(Encryption.OPTIONAL);
            try (Socket client = rig.plain()) {
                say(client, "what?");
                client.shutdownOutput();
                assertThat(hearAll(client)).isEqualTo("you asked what?");
            }
        }
    }

    @Test
    void a_reader_that_stops_holds_up_its_engine_and_nobody_else() throws Exception {
        AtomicLong sent = new AtomicLong();
        byte[] block = new byte[64 * 1024];
        try (Backend endless = new Backend(client -> {
                    OutputStream out = client.getOutputStream();
                    for (int i = 0; i < 2000; i++) {
                        out.write(block);
                        sent.addAndGet(block.length);
                    }
                });
                GatewayRig rig = new GatewayRig(Speech.ANY, GatewayRig.serving(endless.port())).started();
                Socket client = rig.secure()) {
            long all = 2000L * block.length;
            AtomicLong before = new AtomicLong(-1);
            await("the engine is held up")
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            assertThat(sent).hasValueLessThan(all / 4);
            try (Backend other = Backend.echo("x");
                    GatewayRig second = new GatewayRig(Speech.ANY, GatewayRig.serving(other.port())).started();
                    Socket quick = second.secure()) {
                assertThat(hear(quick, 1)).isEqualTo("x");
            }
            long read = 0;
            InputStream in = client.getInputStream();
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                read += n;
            }
            assertThat(read).isEqualTo(all);
        }
    }

    @Test
    void an_engine_that_stops_reading_holds_up_its_client() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicLong taken = new AtomicLong();
        try (Backend engine = new Backend(client -> {
                    try {
                        goOn.await();
                    } catch (InterruptedException stopped) {
                        return;
                    }
                    byte[] block = new byte[64 * 1024];
                    for (int n = client.getInputStream().read(block);
                            n >= 0;
                            n = client.getInputStream().read(block)) {
                        taken.addAndGet(n);
                    }
                });
                GatewayRig rig = new GatewayRig(Speech.ANY, GatewayRig.serving(engine.port())).started();
                Socket client = rig.secure()) {
            AtomicLong said = new AtomicLong();
            long all = 2000L * 64 * 1024;
            Thread talker = Thread.ofVirtual().start(() -> {
                byte[] block = new byte[64 * 1024];
                try {
                    while (said.get() < all) {
                        say(client, block);
                        said.addAndGet(block.length);
                    }
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            });
            AtomicLong before = new AtomicLong(-1);
            await("the client is held up")
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> before.getAndSet(said.get()) == said.get());
            assertThat(said).hasValueLessThan(all / 4);
            goOn.countDown();
            talker.join();
            await("everything arrives").until(() -> taken.get() == all);
        }
    }

    @Test
    void a_port_that_is_taken_is_listened_on_once_it_is_free() throws IOException {
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.ANY, GatewayRig.serving(engine.port()))) {
            try (ServerSocket squatter = new ServerSocket(rig.port, 1, GatewayRig.LOOPBACK)) {
                rig.started();
                assertThat(rig.metrics
                                .get("graphstead.gateway.ports.taken")
                                .gauge()
                                .value())
                        .isEqualTo(1);
            }
            await("the gateway takes the port").ignoreExceptions().untilAsserted(() -> {
                try (Socket client = rig.secure()) {
                    assertThat(hear(client, 1)).isEqualTo("x");
                }
            });
            assertThat(rig.metrics.get("graphstead.gateway.ports.taken").gauge().value())
                    .isZero();
        }
    }

    @Test
    void a_deleted_database_leaves_no_port_no_connection_and_no_metric() throws IOException {
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.ANY, GatewayRig.serving(engine.port())).started();
                Socket client = rig.secure()) {
            assertThat(hear(client, 1)).isEqualTo("x");
            rig.delete();
            assertThat(hearAll(client)).isEmpty();
            assertThatThrownBy(rig::plain).isInstanceOf(ConnectException.class);
            assertThat(rig.metrics.find("graphstead.gateway.connections").meter())
                    .isNull();
        }
    }

    @Test
    void a_connection_on_which_nothing_happens_is_closed_after_its_time() throws IOException {
        GatewaySettings brief = new GatewaySettings(
                "localhost",
                Optional.empty(),
                List.of(),
                0,
                2000,
                1000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                Duration.ofSeconds(30),
                Optional.empty());
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.ANY, GatewayRig.serving(engine.port()), brief).started();
                Socket client = rig.secure()) {
            assertThat(hearAll(client)).isEqualTo("x");
            await("its engine is told").until(() -> engine.openConnections() == 0);
        }
    }
}
