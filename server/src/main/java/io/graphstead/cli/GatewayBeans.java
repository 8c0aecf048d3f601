package io.graphstead.cli;

import io.graphstead.fleet.ConnectionHost;
import io.graphstead.fleet.ConnectionTargets;
import io.graphstead.fleet.ConnectionUse;
import io.graphstead.fleet.SwitchDrain;
import io.graphstead.fleet.Waking;
import io.graphstead.gateway.Endpoints;
import io.graphstead.gateway.Gateway;
import io.graphstead.gateway.GatewaySettings;
import io.graphstead.gateway.Speech;
import io.graphstead.identity.ProjectStore;
import io.graphstead.identity.network.NetworkRules;
import io.graphstead.platform.CannotStart;
import io.graphstead.platform.database.Notifications;
import io.graphstead.platform.folder.ServerSettings;
import io.graphstead.platform.tls.ConnectionTls;
import io.graphstead.platform.tls.ServerTls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts the gateway between the fleet and the network. */
@Factory
final class GatewayBeans {
    @Singleton
    ConnectionHost connectionHost(GatewaySettings settings) {
        return new ConnectionHost(settings.host(), settings.domain());
    }

    @Singleton
    SwitchDrain switchDrain(GatewaySettings settings) {
        return new SwitchDrain(settings.switchDrain());
    }

    @Singleton
    Endpoints endpoints(
            ConnectionTargets targets,
            Waking waking,
            ProjectStore projects,
            NetworkRules rules,
            Notifications notifications) {
        return new FleetEndpoints(targets, waking, projects, rules, notifications);
    }

    @Singleton
    Gateway gateway(
            GatewaySettings settings,
            ServerSettings server,
            Endpoints endpoints,
            ServerTls tls,
            MeterRegistry registry) {
        Map<Speech, ConnectionTls> bySpeech = new EnumMap<>(Speech.class);
        for (Speech speech : Speech.values()) {
            bySpeech.put(speech, tls.forConnections(speech.protocols(), names(settings)));
        }
        return new Gateway(
                settings,
                addresses(settings.listenAddress().orElse(server.listenAddress())),
                endpoints,
                (speech, allocator) ->
                        Objects.requireNonNull(bySpeech.get(speech)).handler(allocator),
                registry);
    }

    @Singleton
    ConnectionUse connectionUse(Gateway gateway) {
        return id -> gateway.use(id.value())
                .map(use -> new ConnectionUse.Counters(
                        use.connections(),
                        use.opened(),
                        use.bytesIn(),
                        use.bytesOut(),
                        use.refused(),
                        use.unanswered()));
    }

    /** What connection URLs name, for the local CA's certificate. */
    private static List<String> names(GatewaySettings settings) {
        return Stream.concat(Stream.of(settings.host()), settings.domain().map(domain -> "*." + domain).stream())
                .toList();
    }

    /** A client that is told "localhost" may try either loopback address. */
    private static List<InetAddress> addresses(String listenAddress) {
        try {
            InetAddress address = InetAddress.getByName(listenAddress);
            InetAddress six = InetAddress.getByName(address.isAnyLocalAddress() ? "::" : "::1");
            boolean both = NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null;
            if (!both || !address.isAnyLocalAddress() && !address.isLoopbackAddress()) {
                return List.of(address);
            }
            // A socket on every IPv6 address takes IPv4, too.
            return address.isAnyLocalAddress() || address.equals(six) ? List.of(six) : List.of(address, six);
        } catch (UnknownHostException | SocketException unknown) {
            throw new CannotStart(
                    "gateway.listen-address " + listenAddress + " is not an address of this machine", unknown);
        }
    }
}
