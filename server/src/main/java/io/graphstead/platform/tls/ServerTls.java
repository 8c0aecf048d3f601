package io.graphstead.platform.tls;

import io.graphstead.platform.folder.DataFolder;
import io.graphstead.platform.folder.ServerSettings;
import io.graphstead.platform.keys.Secrets;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.server.netty.ssl.CertificateProvidedSslBuilder;
import io.micronaut.http.server.netty.ssl.ServerSslBuilder;
import io.micronaut.http.ssl.ServerSslConfiguration;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gives the HTTP server its certificates, and clients on this machine what to trust: {@code <data>/ca.pem}. */
@Singleton
@Requires(beans = {DataFolder.class, Secrets.class})
@Replaces(CertificateProvidedSslBuilder.class)
public final class ServerTls implements ServerSslBuilder {
    /** Under which the CA is kept among the servers' shared secrets. */
    private static final String SECRET = "tls-authority";

    private final ServerSslConfiguration configuration;
    private final Path caFile;
    private final LocalAuthority authority;
    private final Function<List<String>, IdentitySource> sources;

    public ServerTls(
            ServerSslConfiguration configuration,
            TlsSettings settings,
            ServerSettings server,
            DataFolder folder,
            Secrets secrets,
            AcmeCertificates acme,
            InstantSource clock) {
        this.configuration = configuration;
        caFile = folder.caCertificate();
        authority = LocalAuthority.decode(secrets.getOrCreate(SECRET, () -> LocalAuthority.create(clock.instant())));
        sources = more -> {
            if (settings.certificateFile().isPresent()) {
                return new IdentitySource.FromFiles(
                        settings.certificateFile().orElseThrow(),
                        settings.keyFile().orElseThrow(),
                        clock);
            }
            IdentitySource local = new IdentitySource.FromAuthority(authority, names(settings, server, more), clock);
            return acme.isOn() ? new IdentitySource.FromAcme(acme, local) : local;
        };
    }

    private static List<String> names(TlsSettings settings, ServerSettings server, List<String> more) {
        List<String> names = new ArrayList<>(settings.names());
        more.stream().filter(name -> !names.contains(name)).forEach(names::add);
        if (!isEveryAddress(server.listenAddress())) {
            names.add(server.listenAddress());
        }
        return names;
    }

    private static boolean isEveryAddress(String address) {
        try {
            return InetAddress.ofLiteral(address).isAnyLocalAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    @Override
    public ServerSslConfiguration getSslConfiguration() {
        return configuration;
    }

    @Override
    public Optional<SslContext> build() {
        return Optional.of(new CurrentSslContext(sources.apply(List.of()), this::publish, SslProvider.JDK, List.of()));
    }

    /**
     * What connections to other ports than the HTTP server's are secured with, under the same names and exchanged as its
     * certificate is.
     *
     * @param protocols offered by ALPN, the preferred first; a client that knows none of them is served without
     * @param names that the certificate of the local CA is for, too
     */
    public ConnectionTls forConnections(List<String> protocols, List<String> names) {
        return new ConnectionTls(
                new CurrentSslContext(sources.apply(names), this::publish, ConnectionTls.PROVIDER, protocols));
    }

    /** Whatever the server shows, those who trust the file trust it; the CA is there for other servers' certificates. */
    private synchronized void publish(List<X509Certificate> chain) {
        Set<X509Certificate> trusted = new LinkedHashSet<>();
        trusted.add(authority.certificate());
        if (!chain.contains(authority.certificate())) {
            trusted.addAll(chain);
        }
        try {
            Path written = caFile.resolveSibling("ca.pem.tmp");
            Files.writeString(written, trusted.stream().map(Pem::of).collect(Collectors.joining()));
            Files.move(written, caFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + caFile, failed);
        }
    }
}
