package io.graphstead.platform.tls;

import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A local CA for tests of what connections are secured with. */
public final class TestAuthority {
    private final LocalAuthority authority =
            LocalAuthority.decode(LocalAuthority.create(Clock.systemUTC().instant()));

    public X509Certificate certificate() {
        return authority.certificate();
    }

    /** What a server elsewhere secures its connections with: a key of its own, and who vouches for it. */
    public void writeIdentity(Path key, Path chain) throws IOException {
        Identity identity = authority.issue(
                List.of("localhost", "127.0.0.1"), Clock.systemUTC().instant(), Duration.ofDays(1));
        Files.createDirectories(key.getParent());
        Files.writeString(key, Pem.of(identity.key()));
        Files.writeString(chain, identity.chain().stream().map(Pem::of).collect(Collectors.joining()));
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
