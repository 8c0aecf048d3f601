package io.graphstead.gateway;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the clients of an engine speak, and how that is told apart inside of TLS. */
public enum Speech {
    /** Bolt, Bolt over WebSocket and HTTP/1, told apart by the first bytes. Drivers offer no protocol by ALPN. */
    NEO4J(List.of("http/1.1")),
    /** gRPC, which its clients announce by ALPN as HTTP/2. Who announces nothing speaks HTTP/1. */
    TYPEDB(List.of("h2", "http/1.1")),
    /** Only what its drivers speak, whatever that is. */
    ANY(List.of());

    private final List<String> protocols;

    Speech(List<String> protocols) {
        this.protocols = protocols;
    }

    /** Offered by ALPN, the preferred first. */
    public List<String> protocols() {
        return protocols;
    }

    /**
     * Where a client goes that has agreed on this; empty where its first bytes have to be seen.
     *
     * @param agreed the protocol that ALPN led to; null when there was none
     */
    Optional<Way> wayBy(@Nullable String agreed) {
        return switch (this) {
            case NEO4J -> Optional.empty();
            case TYPEDB -> Optional.of("h2".equals(agreed) ? Way.DRIVER : Way.HTTP);
            case ANY -> Optional.of(Way.DRIVER);
        };
    }
}
