package io.graphstead.gateway;

import io.graphstead.gateway.Endpoint.Encryption;
import io.graphstead.identity.network.AllowedAddresses;
import io.graphstead.platform.tls.ConnectionTls;
import io.graphstead.platform.tls.TestAuthority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A gateway on loopback with several databases, in a domain. Its clients trust everybody: what is shown is seen elsewhere. */
final class DoorsRig implements AutoCloseable {
    static final String DOMAIN = "db.example.com";

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final int shared = GatewayRig.freePort();
    private final TestAuthority authority = new TestAuthority();
    private final Map<Speech, ConnectionTls> tls = new EnumMap<>(Speech.class);
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final Gateway gateway;

    DoorsRig(Duration drain) {
        this(drain, GatewayRig.LOOPBACK);
    }

    DoorsRig(Duration drain, InetAddress address) {
        for (Speech each : Speech.values()) {
            tls.put(each, authority.forConnections(each.protocols()));
        }
        GatewaySettings settings = new GatewaySettings(
                "localhost",
                Optional.empty(),
                List.of(),
                0,
                2000,
                1000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                drain,
                Optional.of(DOMAIN));
        gateway = new Gateway(
                settings,
                List.of(address),
                new Endpoints() {
                    @Override
                    public List<Endpoint> now() {
                        synchronized (endpoints) {
                            return List.copyOf(endpoints.values());
                        }
                    }

                    @Override
                    public Optional<String> wake(UUID database) {
                        throw new AssertionError("nobody sleeps here");
                    }

                    @Override
                    public void watch(Runnable changed) {}
                },
                (of, allocator) -> tls.get(of).handler(allocator),
                metrics);
        gateway.start();
    }

    /** The certificate is another from now on. */
    void exchangeCertificate() {
        for (Speech each : Speech.values()) {
            tls.put(each, authority.forConnections(each.protocols()));
        }
    }

    /** A database whose engine listens on that port. */
    Endpoint add(String name, Speech speech, int engine) {
        Endpoint made = new Endpoint(
                UUID.randomUUID(),
                name,
                GatewayRig.freePort(),
                Optional.of(Endpoint.Address.of(name + "." + DOMAIN, shared)),
                speech,
                Encryption.REQUIRED,
                AllowedAddresses.everybody(),
                GatewayRig.serving(engine, engine));
        put(name, before -> made);
        return made;
    }

    void allow(String name, AllowedAddresses allowed) {
        put(
                name,
                e -> new Endpoint(
                        e.database(), e.name(), e.port(), e.shared(), e.speech(), e.encryption(), allowed, e.behind()));
    }

    private void put(String name, UnaryOperator<Endpoint> change) {
        synchronized (endpoints) {
            endpoints.put(name, change.apply(endpoints.get(name)));
        }
        look();
    }

    private void look() {
        gateway.freshLook().toCompletableFuture().join();
    }

    /** They trade their addresses. */
    void trade(String one, String other) {
        synchronized (endpoints) {
            Endpoint first = endpoints.get(one);
            Endpoint second = endpoints.get(other);
            endpoints.put(one, at(first, second));
            endpoints.put(other, at(second, first));
        }
        look();
    }

    private static Endpoint at(Endpoint of, Endpoint place) {
        return new Endpoint(
                of.database(),
                of.name(),
                place.port(),
                place.shared(),
                of.speech(),
                of.encryption(),
                of.allowed(),
                of.behind());
    }

    double refused(Endpoint of, Refusal why) {
        return metrics.get("graphstead.gateway.refused")
                .tag("database", of.database().toString())
                .tag("why", why.word())
                .functionCounter()
                .count();
    }

    /** @param name what the client says that it wants, if it says so */
    static SSLSocket connect(int port, Optional<String> name, String... protocols) throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 20_000);
        SSLSocket socket = (SSLSocket) believing().getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(name.stream()
                .map(SNIHostName::new)
                .map(SNIServerName.class::cast)
                .toList());
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    static SSLContext believing() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            return context;
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
