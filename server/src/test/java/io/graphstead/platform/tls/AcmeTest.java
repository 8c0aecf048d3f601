package io.graphstead.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.platform.folder.ServerSettings;
import io.graphstead.platform.keys.KeySettings;
import io.graphstead.platform.keys.Sealer;
import io.graphstead.platform.keys.Secrets;
import io.graphstead.testing.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Certificates fetched from a real ACME server. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcmeTest {
    @TempDir
    static Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final LocalAuthority authority = LocalAuthority.decode(LocalAuthority.create(Instant.now()));
    private Path ca;
    private int httpPort;
    private Pebble pebble;
    private TestDatabase database;
    private Secrets secrets;

    @BeforeAll
    void start() throws Exception {
        ca = Files.writeString(folder.resolve("ca.pem"), Pem.of(authority.certificate()));
        httpPort = Pebble.freePort();
        pebble = new Pebble(folder, authority, httpPort);
        await("it listens").until(() -> {
            try (Socket socket = new Socket(
                    InetAddress.ofLiteral("127.0.0.1"), pebble.directory().getPort())) {
                return socket.isConnected();
            } catch (java.io.IOException notYet) {
                assertThat(pebble.isAlive())
                        .as(Files.readString(folder.resolve("pebble.log")))
                        .isTrue();
                return false;
            }
        });
    }

    @AfterAll
    void end() {
        if (pebble != null) {
            pebble.close();
        }
    }

    @BeforeEach
    void clean() {
        database = TestDatabase.shared();
        database.database()
                .jdbi()
                .useHandle(handle -> handle.execute("DELETE FROM server_secret WHERE name LIKE 'acme-%'"));
        secrets = new Secrets(
                database.database().jdbi(), new Sealer(new KeySettings(Optional.empty()), database.folder()));
        now.set(Instant.now());
    }

    private AcmeCertificates certificates(String domain, int port, URI directory) {
        return new AcmeCertificates(
                new AcmeSettings(
                        List.of(domain),
                        true,
                        directory,
                        Optional.of("ops@example.com"),
                        port,
                        Optional.of("127.0.0.1"),
                        Optional.of(ca)),
                new ServerSettings(folder, "127.0.0.1", 0),
                secrets,
                now::get);
    }

    private AcmeCertificates certificates() {
        return certificates("localhost", httpPort, pebble.directory());
    }

    @Test
    void one_is_fetched_shown_and_kept_for_other_servers() throws Exception {
        try (AcmeCertificates mine = certificates()) {
            assertThat(mine.current()).isEmpty();
            mine.lookAfter();
            Identity identity = mine.current().orElseThrow();
            assertThat(identity.certificate().getSubjectAlternativeNames()).hasToString("[[2, localhost]]");
            assertThat(identity.certificate().getIssuerX500Principal().getName())
                    .contains("Pebble");
            identity.certificate().verify(identity.chain().get(1).getPublicKey());
            try (AcmeCertificates another = certificates("localhost", 1, URI.create("https://localhost:1/dir"))) {
                another.lookAfter();
                assertThat(another.current()).map(Identity::chain).contains(identity.chain());
            }
        }
    }

    @Test
    void what_is_kept_is_sealed() throws Exception {
        try (AcmeCertificates mine = certificates()) {
            mine.lookAfter();
        }
        List<byte[]> stored = database.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT sealed FROM server_secret WHERE name LIKE 'acme-%'")
                        .mapTo(byte[].class)
                        .list());
        assertThat(stored).hasSize(2).noneMatch(bytes -> new String(bytes).contains("KEY"));
    }

    @Test
    void it_is_renewed_when_a_third_of_its_life_is_left_and_not_before() throws Exception {
        try (AcmeCertificates mine = certificates()) {
            mine.lookAfter();
            Identity first = mine.current().orElseThrow();
            now.set(first.certificate().getNotAfter().toInstant().minus(Duration.ofDays(31)));
            mine.lookAfter();
            assertThat(mine.current()).contains(first);
            now.set(first.certificate().getNotAfter().toInstant().minus(Duration.ofDays(29)));
            mine.lookAfter();
            assertThat(mine.current().orElseThrow().chain()).isNotEqualTo(first.chain());
        }
    }

    @Test
    void until_there_is_one_and_whenever_it_changes_connections_are_served() throws Exception {
        try (AcmeCertificates mine = certificates()) {
            IdentitySource local = new IdentitySource.FromAuthority(authority, List.of(), now::get);
            IdentitySource source = new IdentitySource.FromAcme(mine, local);
            assertThat(source.due().orElseThrow().chain()).contains(authority.certificate());
            assertThat(source.due()).isEmpty();
            mine.lookAfter();
            assertThat(source.due()).isEqualTo(mine.current());
            assertThat(source.due()).isEmpty();
        }
    }

    @Test
    void a_name_that_does_not_lead_here_and_a_port_that_is_taken_are_told_in_words() throws Exception {
        // It asks at the port that was told to it, where nobody listens then.
        try (AcmeCertificates elsewhere = certificates("localhost", Pebble.freePort(), pebble.directory())) {
            assertThatThrownBy(elsewhere::lookAfter)
                    .isInstanceOf(AcmeOrder.Failed.class)
                    .hasMessageContaining("gives no certificate for localhost")
                    .hasMessageContaining("does not find this server behind localhost");
            assertThat(elsewhere.current()).isEmpty();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                AcmeCertificates unlucky = certificates("localhost", taken.getLocalPort(), pebble.directory())) {
            assertThatThrownBy(unlucky::lookAfter)
                    .hasMessageContaining("cannot be listened on")
                    .hasMessageContaining("tls.acme.http-port");
        }
    }

    @AfterEach
    void nothing_is_listened_on_any_more() {
        assertThatThrownBy(() -> new Socket(InetAddress.ofLiteral("127.0.0.1"), httpPort).close())
                .isInstanceOf(java.net.ConnectException.class);
    }
}
