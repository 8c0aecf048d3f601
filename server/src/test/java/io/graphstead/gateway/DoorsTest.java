package io.graphstead.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.identity.network.AllowedAddresses;
import io.graphstead.identity.network.IpRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where ports lead: to one database or to the one that is named in TLS, and what becomes of it when two trade theirs. */
@Timeout(60)
class DoorsTest {
    private static final byte[] BOLT = HexFormat.of().parseHex("6060b017" + "00000605" + "00".repeat(12));
    private static final byte[] HELLO = HexFormat.of().parseHex("0003b101a00000");
    private static final Duration LONG = Duration.ofHours(1);
    private static final AllowedAddresses ELSEWHERE =
            AllowedAddresses.in(List.of(IpRange.parse("ipRange", Optional.of("203.0.113.0/24"))));
    private static final Duration BRIEF = Duration.ofMillis(200);

    private static void say(Socket client, byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
        client.getOutputStream().flush();
    }

    private static String hear(Socket client) throws IOException {
        return new String(client.getInputStream().readNBytes(1), UTF_8);
    }

    /** Says something and hears that come back. */
    private static boolean echoes(Socket client) throws IOException {
        say(client, "?".getBytes(US_ASCII));
        int next = client.getInputStream().read();
        while (next != '?' && next >= 0) {
            next = client.getInputStream().read();
        }
        return next == '?';
    }

    private static String hearAll(Socket client) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            client.getInputStream().transferTo(all);
        } catch (IOException reset) {
            // what came before counts
        }
        return all.toString(UTF_8);
    }

    /** Whether it comes to its end, whatever is said before; a reset is one, too, and patience that ends is none. */
    private static boolean ends(Socket client) throws IOException {
        try {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException | SSLException reset) {
            return true;
        }
    }

    private static Socket bolt(int port, Optional<String> name) throws IOException {
        Socket client = DoorsRig.connect(port, name);
        say(client, BOLT);
        return client;
    }

    private static Optional<String> named(String name) {
        return Optional.of(name + "." + DoorsRig.DOMAIN);
    }

    @Test
    void databases_of_a_domain_share_a_port_and_have_their_own_besides() throws IOException {
        try (Backend blue = Backend.echo("b");
                Backend green = Backend.echo("g");
                DoorsRig rig = new DoorsRig(LONG)) {
            Endpoint blues = rig.add("blue", Speech.NEO4J, blue.port());
            rig.add("green", Speech.NEO4J, green.port());
            try (Socket one = bolt(rig.shared, named("blue"));
                    Socket other = bolt(rig.shared, named("GREEN"));
                    Socket own = bolt(blues.port(), Optional.empty())) {
                assertThat(hear(one)).isEqualTo("b");
                assertThat(hear(other)).isEqualTo("g");
                assertThat(hear(own)).isEqualTo("b");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nothing.db.example.com", "blue.elsewhere.com", "db.example.com", "x.blue.db.example.com"})
    void who_names_none_of_them_is_told_so_and_reaches_nobody(String name) throws IOException {
        try (Backend blue = Backend.echo("b");
                DoorsRig rig = new DoorsRig(LONG)) {
            rig.add("blue", Speech.NEO4J, blue.port());
            try (Socket client = bolt(rig.shared, Optional.of(name).filter(said -> !said.isEmpty()))) {
                say(client, HELLO);
                assertThat(hearAll(client)).contains("Neo.ClientError.Security.Forbidden", "no database has the name");
            }
            assertThat(blue.connections).hasValue(0);
        }
    }

    @Test
    void the_rules_of_the_one_that_is_named_decide() throws IOException {
        try (Backend blue = Backend.echo("b");
                Backend green = Backend.echo("g");
                DoorsRig rig = new DoorsRig(LONG)) {
            rig.add("blue", Speech.NEO4J, blue.port());
            rig.add("green", Speech.NEO4J, green.port());
            rig.allow("blue", ELSEWHERE);
            try (Socket one = bolt(rig.shared, named("blue"));
                    Socket other = bolt(rig.shared, named("green"))) {
                say(one, HELLO);
                assertThat(hearAll(one)).contains("no network rule");
                assertThat(hear(other)).isEqualTo("g");
                rig.allow("green", ELSEWHERE);
                assertThat(ends(other)).isTrue();
            }
            assertThat(blue.connections).hasValue(0);
        }
    }

    @Test
    void garbage_at_a_shared_port_ends_and_leaves_the_others_alone() throws IOException {
        try (Backend blue = Backend.echo("b");
                DoorsRig rig = new DoorsRig(LONG)) {
            rig.add("blue", Speech.NEO4J, blue.port());
            try (Socket good = bolt(rig.shared, named("blue"));
                    Socket bad = new Socket("127.0.0.1", rig.shared)) {
                assertThat(hear(good)).isEqualTo("b");
                // A record of TLS that says it is a handshake and is none.
                say(bad, HexFormat.of().parseHex("1603010010" + "ff".repeat(16)));
                hearAll(bad);
                assertThat(echoes(good)).isTrue();
            }
            await("all places are free")
                    .until(() -> rig.metrics
                                    .get("graphstead.gateway.places.taken")
                                    .gauge()
                                    .value()
                            == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void who_comes_after_a_trade_finds_the_other_and_who_is_there_goes_after_the_drain(boolean byName)
            throws IOException {
        try (Backend blue = Backend.echo("b");
                Backend green = Backend.echo("g");
                DoorsRig rig = new DoorsRig(BRIEF)) {
            Endpoint blues = rig.add("blue", Speech.NEO4J, blue.port());
            rig.add("green", Speech.NEO4J, green.port());
            int port = byName ? rig.shared : blues.port();
            Optional<String> name = byName ? named("blue") : Optional.empty();
            try (Socket before = bolt(port, name)) {
                assertThat(hear(before)).isEqualTo("b");
                rig.trade("blue", "green");
                try (Socket after = bolt(port, name)) {
                    assertThat(hear(after)).isEqualTo("g");
                    assertThat(ends(before)).isTrue();
                    assertThat(rig.refused(blues, Refusal.MOVED)).isEqualTo(1);
                    assertThat(echoes(after)).isTrue();
                }
            }
        }
    }

    @Test
    void until_the_drain_is_over_a_connection_stays_with_the_data_that_it_was_made_to() throws IOException {
        try (Backend blue = Backend.echo("b");
                Backend green = Backend.echo("g");
                DoorsRig rig = new DoorsRig(LONG)) {
            Endpoint blues = rig.add("blue", Speech.NEO4J, blue.port());
            rig.add("green", Speech.NEO4J, green.port());
            try (Socket before = bolt(blues.port(), Optional.empty())) {
                assertThat(hear(before)).isEqualTo("b");
                rig.trade("blue", "green");
                assertThat(echoes(before)).isTrue();
                rig.allow("blue", ELSEWHERE);
                assertThat(ends(before))
                        .as("its database's rules go on to hold")
                        .isTrue();
            }
        }
    }

    @Test
    void one_that_was_traded_back_before_the_drain_was_over_keeps_its_connections() throws IOException {
        try (Backend blue = Backend.echo("b");
                Backend green = Backend.echo("g");
                DoorsRig rig = new DoorsRig(BRIEF)) {
            Endpoint blues = rig.add("blue", Speech.NEO4J, blue.port());
            Endpoint greens = rig.add("green", Speech.NEO4J, green.port());
            try (Socket first = bolt(blues.port(), Optional.empty())) {
                assertThat(hear(first)).isEqualTo("b");
                rig.trade("blue", "green");
                try (Socket between = bolt(greens.port(), Optional.empty())) {
                    assertThat(hear(between)).isEqualTo("b");
                    rig.trade("blue", "green");
                    assertThat(ends(between)).as("it came by the other's URL").isTrue();
                }
                assertThat(echoes(first)).isTrue();
            }
        }
    }

    @Test
    void another_certificate_is_shown_to_who_comes_and_drops_nobody() throws Exception {
        try (Backend blue = Backend.echo("b");
                DoorsRig rig = new DoorsRig(LONG)) {
            Endpoint blues = rig.add("blue", Speech.NEO4J, blue.port());
            try (SSLSocket before = DoorsRig.connect(blues.port(), Optional.empty())) {
                say(before, BOLT);
                assertThat(hear(before)).isEqualTo("b");
                rig.exchangeCertificate();
                try (SSLSocket after = DoorsRig.connect(blues.port(), Optional.empty())) {
                    assertThat(after.getSession().getPeerCertificates()[0])
                            .isNotEqualTo(before.getSession().getPeerCertificates()[0]);
                    say(after, BOLT);
                    assertThat(hear(after)).isEqualTo("b");
                    assertThat(echoes(before)).isTrue();
                }
            }
        }
    }
}
