package io.graphstead.platform.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;

/** Secures connections of clients, each with the certificate of its moment. */
public final class ConnectionTls {
    /**
     * BoringSSL where there is a build of it: without the compiler C2, which this server does without, Java's own ciphers
     * are many times slower.
     */
    static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

    private final CurrentSslContext context;

    ConnectionTls(CurrentSslContext context) {
        this.context = context;
    }

    /** For one connection. */
    public SslHandler handler(ByteBufAllocator allocator) {
        return context.current().newHandler(allocator);
    }
}
