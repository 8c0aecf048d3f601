package io.graphstead.platform.tls;

import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/** A local CA for tests of what connections are secured with. */
public final class TestAuthority {
    private final LocalAuthority authority =
            LocalAuthority.decode(LocalAuthority.create(Clock.systemUTC().instant()));

    public X509Certificate certificate() {
        return authority.certificate();
    }

    public ConnectionTls forConnections(List<String> protocols) {
        return forConnections(ConnectionTls.PROVIDER, protocols);
    }

    public ConnectionTls forConnections(SslProvider provider, List<String> protocols) {
        return new ConnectionTls(new CurrentSslContext(
                new IdentitySource.FromAuthority(authority, List.of(), Clock.systemUTC()),
                chain -> {},
                provider,
                protocols));
    }
}
