package io.graphstead.platform.tls;

import io.graphstead.platform.CannotStart;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a new connection is secured with: at each one the source is asked whether another certificate is due, so that
 * renewing needs neither a restart nor a timer. Connections that stand keep what they have.
 */
final class CurrentSslContext extends SslContext {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentSslContext.class);

    private final IdentitySource source;
    private final Consumer<List<X509Certificate>> taken;
    private final SslProvider provider;
    private final List<String> protocols;
    private volatile SslContext current;

    /**
     * @param taken told the chain of each certificate that is taken into use
     * @param protocols offered by ALPN, the preferred first; a client that knows none of them is served without
     * @throws CannotStart if there is no certificate to begin with
     */
    CurrentSslContext(
            IdentitySource source,
            Consumer<List<X509Certificate>> taken,
            SslProvider provider,
            List<String> protocols) {
        this.source = source;
        this.taken = taken;
        this.provider = provider;
        this.protocols = List.copyOf(protocols);
        current = use(source.due().orElseThrow());
    }

    private SslContext use(Identity identity) {
        try {
            SslContext context = SslContextBuilder.forServer(identity.key(), identity.chain())
                    .sslProvider(provider)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .applicationProtocolConfig(alpn())
                    .build();
            taken.accept(identity.chain());
            LOG.info(
                    "Serving with a certificate that ends on {}",
                    identity.certificate().getNotAfter().toInstant());
            return context;
        } catch (SSLException unusable) {
            throw new CannotStart("the server's certificate cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private ApplicationProtocolConfig alpn() {
        return protocols.isEmpty()
                ? ApplicationProtocolConfig.DISABLED
                : new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        protocols);
    }

    SslContext current() {
        try {
            Optional<Identity> due = source.due();
            if (due.isPresent()) {
                current = use(due.get());
            }
        } catch (RuntimeException unusable) {
            LOG.error("The certificate is not replaced, the one in use stays: {}", unusable.getMessage());
        }
        return current;
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return current().newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return current().newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation")
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.sessionContext();
    }
}
