package io.graphstead.bench;

import io.graphstead.gateway.Endpoint;
import io.graphstead.gateway.Endpoints;
import io.graphstead.gateway.Gateway;
import io.graphstead.gateway.GatewaySettings;
import io.graphstead.gateway.Speech;
import io.graphstead.gateway.Way;
import io.graphstead.identity.network.AllowedAddresses;
import io.graphstead.platform.tls.ConnectionTls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A gateway in this process, on loopback, with one server behind it. */
final class GatewayInFront implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final int port;
    private final Gateway gateway;

    /** @param most connections at a time */
    GatewayInFront(InetSocketAddress behind, Speech speech, ConnectionTls tls, int most) throws IOException {
        port = freePort();
        Endpoint endpoint = new Endpoint(
                UUID.randomUUID(),
                "measured",
                port,
                speech,
                Endpoint.Encryption.REQUIRED,
                AllowedAddresses.everybody(),
                new Endpoint.Serving(Map.of(Way.DRIVER, behind)));
        GatewaySettings settings = new GatewaySettings(
                "localhost",
                Optional.empty(),
                List.of(),
                most,
                most,
                most,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Optional.empty());
        gateway = new Gateway(
                settings,
                List.of(LOOPBACK),
                new Endpoints() {
                    @Override
                    public List<Endpoint> now() {
                        return List.of(endpoint);
                    }

                    @Override
                    public Optional<String> wake(UUID database) {
                        return Optional.of("nobody sleeps here");
                    }

                    @Override
                    public void watch(Runnable changed) {}
                },
                (spoken, allocator) -> tls.handler(allocator),
                new SimpleMeterRegistry());
        gateway.start();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        gateway.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
