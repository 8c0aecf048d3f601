package io.graphstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.graphstead.identity.network.AllowedAddresses;
import io.graphstead.identity.network.IpRange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A client on another host: a network namespace of its own, at the other end of a cable that nobody else is on. Needs root,
 * and {@code ip} and {@code curl}.
 */
@Tag("slow")
class OtherHostTest {
    /** Addresses of documentation, which are nobody's. */
    private static final String HERE = "198.51.100.1";

    private static final String THERE = "198.51.100.2";
    private static final AllowedAddresses ELSEWHERE = only("203.0.113.0/24");

    private final String namespace = "gs-" + ProcessHandle.current().pid();
    private final String cable = "gs" + ProcessHandle.current().pid() % 100_000;

    private static AllowedAddresses only(String range) {
        return AllowedAddresses.in(List.of(IpRange.parse("ipRange", Optional.of(range))));
    }

    private record Said(int exit, String text) {}

    private static Process begun(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Said said(String... command) throws Exception {
        Process process = begun(command);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Said(process.exitValue(), text);
    }

    private static void ip(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("ip"));
        words.addAll(List.of(command.split(" ")));
        Said said;
        try {
            said = said(words.toArray(String[]::new));
        } catch (IOException notThere) {
            said = new Said(-1, notThere.toString());
        }
        String why = said.text();
        assumeTrue(
                said.exit() == 0,
                () -> "this test needs root, who may make network namespaces: ip " + command + ": " + why);
    }

    @BeforeEach
    void connect() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "this test needs root to make a network namespace");
        ip("netns add " + namespace);
        ip("link add " + cable + "a type veth peer name " + cable + "b netns " + namespace);
        ip("addr add " + HERE + "/30 dev " + cable + "a");
        ip("link set " + cable + "a up");
        ip("-n " + namespace + " addr add " + THERE + "/30 dev " + cable + "b");
        ip("-n " + namespace + " link set " + cable + "b up");
    }

    /** The cable goes with it. */
    @AfterEach
    void disconnect() throws Exception {
        said("ip", "netns", "del", namespace);
        said("ip", "link", "del", cable + "a");
    }

    private String[] curl(int port) {
        return new String[] {
            "ip", "netns", "exec", namespace, "curl", "-sSkN", "--max-time", "50", "https://" + HERE + ":" + port + "/"
        };
    }

    /** Begins an answer of HTTP that has no end. */
    private static Backend endless() throws IOException {
        return new Backend(client -> {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nhere".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        });
    }

    @Test
    void it_is_refused_let_in_and_cut_off_by_rules() throws Exception {
        try (Backend engine = endless();
                DoorsRig rig = new DoorsRig(Duration.ofSeconds(30), InetAddress.ofLiteral(HERE))) {
            Endpoint orders = rig.add("orders", Speech.NEO4J, engine.port());
            rig.allow("orders", ELSEWHERE);
            assertThat(said(curl(orders.port())).text()).contains("no network rule", THERE);
            assertThat(engine.connections).hasValue(0);

            rig.allow("orders", only(THERE + "/32"));
            Process inside = begun(curl(orders.port()));
            try {
                assertThat(new String(inside.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                        .isEqualTo("here");
                rig.allow("orders", ELSEWHERE);
                await("it is cut off").atMost(Duration.ofSeconds(20)).until(() -> !inside.isAlive());
                assertThat(said(curl(orders.port())).text()).contains("no network rule", THERE);
            } finally {
                inside.destroyForcibly();
            }
        }
    }
}
