package io.graphstead.gateway;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How clients reach databases. */
@ConfigurationProperties("graphstead.gateway")
public record GatewaySettings(
        @Bindable(defaultValue = "localhost")
        @Describe("The host name or address that connection URLs name. One other than localhost belongs into tls.names,"
                + " too. A Neo4j server that runs goes on naming the former one to clients that say no address, until its"
                + " next start.")
        String host,

        @Describe("The address that databases' connection URLs listen on. Default: server.listen-address.")
        Optional<String> listenAddress,

        @Bindable(defaultValue = "")
        @Describe("Addresses of load balancers that tell the client's address by the PROXY protocol, version 2; from"
                + " these it is required, from all others it is refused.")
        List<String> loadBalancers,

        @Bindable(defaultValue = "0")
        @Min(0)
        @Max(1_000_000)
        @Describe("Connections of clients to all databases together. 0: as many as memory and the limit on open files"
                + " allow.")
        int connections,

        @Bindable(defaultValue = "2000") @Min(1) @Max(1_000_000) @Describe("Connections of clients to one database.")
        int connectionsPerDatabase,

        @Bindable(defaultValue = "1000")
        @Min(1)
        @Max(1_000_000)
        @Describe("Connections from one address to all databases together; an IPv6 network of 64 bits counts as one.")
        int connectionsPerAddress,

        @Bindable(defaultValue = "10s") @Describe("How long a client may take to say what it speaks, TLS included.")
        Duration handshakeTimeout,

        @Bindable(defaultValue = "2m")
        @Describe("How long connections to a database that sleeps are held while it is resumed for them.")
        Duration wakeTimeout,

        @Bindable(defaultValue = "1h")
        @Describe("After how long without a byte in either direction a connection is closed.")
        Duration idleTimeout,

        @Bindable(defaultValue = "30s")
        @Describe("How long connections go on to the database that they were made to, once its connection URL was"
                + " switched with that of another.")
        Duration switchDrain,

        @Describe("A domain of which every name leads to this server (a wildcard in DNS). Databases are reached as"
                + " NAME.DOMAIN at their engine's usual port then, which they share, and still at their own ports."
                + " Default: none.")
        Optional<String> domain) {

    private static final Duration LONGEST = Duration.ofDays(30);
    /** Short enough that a label of 63 letters and a dot fit in front. */
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,180}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    public GatewaySettings {
        // An empty list arrives as a list of one empty text.
        loadBalancers = loadBalancers.stream()
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        loadBalancers.forEach(GatewaySettings::address);
        if (!host.matches("[A-Za-z0-9_.:-]{1,253}")) {
            throw new IllegalArgumentException("gateway.host is a host name or an IP address, not \"" + host + "\"");
        }
        check("gateway.handshake-timeout", handshakeTimeout);
        check("gateway.wake-timeout", wakeTimeout);
        check("gateway.idle-timeout", idleTimeout);
        check("gateway.switch-drain", switchDrain);
        domain = domain.map(name -> name.strip().toLowerCase(Locale.ROOT)).filter(name -> !name.isEmpty());
        domain.filter(name -> !DOMAIN.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException("gateway.domain is the name of a domain such as db.example.com, without"
                    + " a star in front, not \"" + name + "\"");
        });
    }

    private static void check(String setting, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(setting + " must be longer than nothing and at most 30 days");
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException name) {
            throw new IllegalArgumentException(
                    "gateway.load-balancers may hold IP addresses, not \"" + text + "\"", name);
        }
    }

    /** Whether this peer is a load balancer that is to be believed. */
    boolean isLoadBalancer(InetAddress peer) {
        return loadBalancers.stream().anyMatch(listed -> address(listed).equals(peer));
    }
}
