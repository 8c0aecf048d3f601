package io.graphstead.platform.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.platform.CannotStart;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final LocalAuthority authority = LocalAuthority.decode(LocalAuthority.create(START));
    private final List<X509Certificate> served = new ArrayList<>();

    @TempDir
    private Path folder;

    private CurrentSslContext serve(IdentitySource source) {
        return new CurrentSslContext(source, chain -> served.add(chain.getFirst()), SslProvider.JDK, List.of());
    }

    private static void connect(CurrentSslContext tls) {
        tls.newEngine(ByteBufAllocator.DEFAULT);
    }

    private IdentitySource fromAuthority(String... names) {
        return new IdentitySource.FromAuthority(authority, List.of(names), clock);
    }

    @Test
    void a_certificate_names_this_machine_and_all_names_that_were_set() throws Exception {
        Identity identity = fromAuthority("graph.example", "*.graph.example", "10.0.0.7", "2001:db8::1")
                .due()
                .orElseThrow();
        assertThat(identity.certificate().getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactlyInAnyOrder(
                        "localhost",
                        "127.0.0.1",
                        "0:0:0:0:0:0:0:1",
                        "graph.example",
                        "*.graph.example",
                        "10.0.0.7",
                        "2001:db8:0:0:0:0:0:1");
        identity.certificate().verify(authority.certificate().getPublicKey());
        assertThat(identity.certificate().getBasicConstraints()).isEqualTo(-1);
        assertThat(authority.certificate().getBasicConstraints()).isZero();
        assertThat(identity.chain()).containsExactly(identity.certificate(), authority.certificate());
    }

    @Test
    void a_certificate_holds_for_clients_whose_clock_is_behind() throws Exception {
        X509Certificate certificate = fromAuthority().due().orElseThrow().certificate();
        certificate.checkValidity(Date.from(START.minus(Duration.ofMinutes(59))));
        authority.certificate().checkValidity(Date.from(START.minus(Duration.ofMinutes(59))));
    }

    @Test
    void a_certificate_is_renewed_a_month_before_it_ends_and_not_earlier() {
        CurrentSslContext tls = serve(fromAuthority());
        now = START.plus(Duration.ofDays(60)).minusSeconds(1);
        connect(tls);
        assertThat(served).hasSize(1);

        now = START.plus(Duration.ofDays(60));
        connect(tls);
        connect(tls);
        assertThat(served).hasSize(2);
        assertThat(served.getLast().getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(90)));
        assertThat(served.getFirst().getSerialNumber())
                .isNotEqualTo(served.getLast().getSerialNumber());
    }

    @Test
    void the_authority_is_the_same_for_every_server_that_was_given_it() {
        byte[] kept = LocalAuthority.create(START);
        assertThat(LocalAuthority.decode(kept).certificate())
                .isEqualTo(LocalAuthority.decode(kept).certificate());
        assertThat(new String(kept, US_ASCII)).contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE");
    }

    private Path write(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(now));
        return file;
    }

    private IdentitySource files(Identity identity) throws IOException {
        return new IdentitySource.FromFiles(writeCertificate(identity), writeKey(identity), clock);
    }

    private Path writeCertificate(Identity identity) throws IOException {
        return write("cert.pem", identity.chain().stream().map(Pem::of).collect(Collectors.joining()));
    }

    private Path writeKey(Identity identity) throws IOException {
        return write("key.pem", Pem.of(identity.key()));
    }

    private Identity own() {
        return authority.issue(List.of("own.example"), now, Duration.ofDays(1));
    }

    @Test
    void the_operators_own_certificate_is_reread_when_it_changes() throws IOException {
        Identity first = own();
        CurrentSslContext tls = serve(files(first));
        now = now.plusSeconds(10);
        connect(tls);
        assertThat(served).containsExactly(first.certificate());

        now = now.plusSeconds(10);
        Identity second = own();
        files(second);
        connect(tls);
        assertThat(served).containsExactly(first.certificate(), second.certificate());
    }

    @Test
    void a_change_that_cannot_be_used_leaves_the_certificate_in_use_until_it_is_repaired() throws IOException {
        Identity first = own();
        CurrentSslContext tls = serve(files(first));
        Identity second = own();

        now = now.plusSeconds(10);
        writeCertificate(second);
        connect(tls);
        assertThat(served).as("the key is still that of the first").containsExactly(first.certificate());

        now = now.plusSeconds(10);
        writeKey(second);
        connect(tls);
        assertThat(served).containsExactly(first.certificate(), second.certificate());
    }

    @Test
    void certificate_files_that_cannot_be_used_stop_the_start_with_words() throws IOException {
        Identity one = own();
        Identity other = own();
        writeCertificate(one);
        Path certificate = folder.resolve("cert.pem");
        Path otherKey = writeKey(other);
        Path noKey =
                write("none.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertRefused(certificate, otherKey, "is not that of the first certificate");
        assertRefused(certificate, noKey, "PKCS#8 without a password");
        assertRefused(certificate, folder.resolve("missing.pem"), "cannot be read");
        assertRefused(noKey, otherKey, "holds no -----BEGIN CERTIFICATE-----");
    }

    private void assertRefused(Path certificate, Path key, String words) {
        assertThatThrownBy(() -> serve(new IdentitySource.FromFiles(certificate, key, clock)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(words);
    }
}
