package io.graphstead.gateway;

import io.graphstead.gateway.Endpoint.Behind;
import io.graphstead.gateway.Endpoint.Encryption;
import io.graphstead.gateway.Endpoint.Serving;
import io.graphstead.identity.network.AllowedAddresses;
import io.graphstead.platform.tls.ConnectionTls;
import io.graphstead.platform.tls.TestAuthority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A gateway on loopback with one endpoint, whose engine is what the test makes of it. */
final class GatewayRig implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 20_000;

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final UUID database = UUID.randomUUID();
    final int port = freePort();
    private final TestAuthority authority = new TestAuthority();
    private final Map<Speech, ConnectionTls> tls = new EnumMap<>(Speech.class);
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final Gateway gateway;
    /** How often somebody was woken. */
    final AtomicInteger wakes = new AtomicInteger();
    /** Why nobody can be woken. */
    volatile Optional<String> obstacle = Optional.empty();

    private volatile Endpoint endpoint;
    private volatile boolean there = true;

    static GatewaySettings settings() {
        return new GatewaySettings(
                "localhost",
                Optional.empty(),
                List.of(),
                0,
                2000,
                1000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Optional.empty());
    }

    GatewayRig(Speech speech, Behind behind) {
        this(speech, behind, settings());
    }

    GatewayRig(Speech speech, Behind behind, GatewaySettings settings) {
        for (Speech each : Speech.values()) {
            tls.put(each, authority.forConnections(each.protocols()));
        }
        endpoint = new Endpoint(
                database, "orders", port, speech, Encryption.REQUIRED, AllowedAddresses.everybody(), behind);
        gateway = new Gateway(
                settings,
                List.of(LOOPBACK, InetAddress.ofLiteral("::1")),
                new Endpoints() {
                    @Override
                    public List<Endpoint> now() {
                        return there ? List.of(endpoint) : List.of();
                    }

                    @Override
                    public Optional<String> wake(UUID woken) {
                        wakes.incrementAndGet();
                        return obstacle;
                    }

                    @Override
                    public void watch(Runnable changed) {
                        watchers.add(changed);
                    }
                },
                (of, allocator) -> tls.get(of).handler(allocator),
                metrics);
    }

    GatewayRig started() {
        gateway.start();
        return this;
    }

    static Serving serving(int port) {
        InetSocketAddress door = new InetSocketAddress(LOOPBACK, port);
        return new Serving(Map.of(Way.DRIVER, door));
    }

    static Serving serving(int driver, int http) {
        return new Serving(Map.of(
                Way.DRIVER, new InetSocketAddress(LOOPBACK, driver), Way.HTTP, new InetSocketAddress(LOOPBACK, http)));
    }

    /** Changes the endpoint and returns when the gateway knows. */
    void change(UnaryOperator<Endpoint> change) {
        changeSilently(change);
        gateway.freshLook().toCompletableFuture().join();
    }

    /** Changes the endpoint without telling anybody. */
    void changeSilently(UnaryOperator<Endpoint> change) {
        endpoint = change.apply(endpoint);
    }

    void is(Behind behind) {
        change(with(behind));
    }

    void allow(AllowedAddresses allowed) {
        change(e -> new Endpoint(e.database(), e.name(), e.port(), e.speech(), e.encryption(), allowed, e.behind()));
    }

    void encrypt(Encryption encryption) {
        change(e -> new Endpoint(e.database(), e.name(), e.port(), e.speech(), encryption, e.allowed(), e.behind()));
    }

    static UnaryOperator<Endpoint> with(Behind behind) {
        return e -> new Endpoint(e.database(), e.name(), e.port(), e.speech(), e.encryption(), e.allowed(), behind);
    }

    void delete() {
        there = false;
        gateway.freshLook().toCompletableFuture().join();
    }

    Use use() {
        return gateway.use(database).orElseThrow();
    }

    double metric(String name) {
        return metrics.get("graphstead.gateway." + name)
                .tag("database", database.toString())
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    double refused(Refusal why) {
        return metrics.get("graphstead.gateway.refused")
                .tag("why", why.word())
                .functionCounter()
                .count();
    }

    double placesTaken() {
        return metrics.get("graphstead.gateway.places.taken").gauge().value();
    }

    Socket plain() throws IOException {
        return plain("127.0.0.1");
    }

    /** @param from the address that the client has */
    Socket plain(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(from.contains(":") ? "::1" : "127.0.0.1", port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    SSLSocket secure(String... protocols) throws IOException {
        return secure(plain(), Optional.of("localhost"), protocols);
    }

    /** @param name what the client says that it wants, if it says so */
    SSLSocket secure(Socket plain, Optional<String> name, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(name.stream()
                .map(SNIHostName::new)
                .map(javax.net.ssl.SNIServerName.class::cast)
                .toList());
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        return socket;
    }

    private SSLContext trusting() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
