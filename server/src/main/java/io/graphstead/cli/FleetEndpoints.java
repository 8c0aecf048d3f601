package io.graphstead.cli;

import io.graphstead.fleet.ConnectionTargets;
import io.graphstead.fleet.ConnectionTargets.Target;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Waking;
import io.graphstead.gateway.Endpoint;
import io.graphstead.gateway.Endpoints;
import io.graphstead.gateway.Speech;
import io.graphstead.gateway.Way;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.ProjectStore;
import io.graphstead.identity.network.AllowedAddresses;
import io.graphstead.identity.network.NetworkRules;
import io.graphstead.platform.database.NotificationListener;
import io.graphstead.platform.database.Notifications;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The fleet's deployments as the gateway sees them. */
final class FleetEndpoints implements Endpoints {
    private static final PortPurpose HTTP = new PortPurpose("http");
    private static final Map<String, Speech> SPEECHES = Map.of("bolt", Speech.NEO4J, "typedb", Speech.TYPEDB);

    private final ConnectionTargets targets;
    private final Waking waking;
    private final ProjectStore projects;
    private final NetworkRules rules;
    private final Notifications notifications;

    FleetEndpoints(
            ConnectionTargets targets,
            Waking waking,
            ProjectStore projects,
            NetworkRules rules,
            Notifications notifications) {
        this.targets = targets;
        this.waking = waking;
        this.projects = projects;
        this.rules = rules;
        this.notifications = notifications;
    }

    @Override
    public List<Endpoint> now() {
        List<Target> here = targets.here();
        Map<ProjectId, AllowedAddresses> allowed =
                rules.allowed(here.stream().map(Target::project).distinct().toList());
        Set<ProjectId> plain = projects.withPlainBolt();
        return here.stream()
                .map(target -> new Endpoint(
                        target.id().value(),
                        target.name(),
                        target.port(),
                        SPEECHES.getOrDefault(target.purposes().getFirst().name(), Speech.ANY),
                        plain.contains(target.project()) ? Endpoint.Encryption.OPTIONAL : Endpoint.Encryption.REQUIRED,
                        allowed.getOrDefault(target.project(), AllowedAddresses.everybody()),
                        behind(target)))
                .toList();
    }

    private static Endpoint.Behind behind(Target target) {
        if (target.away().isPresent()) {
            ConnectionTargets.Away away = target.away().get();
            return switch (away.back()) {
                case BY_ITSELF -> new Endpoint.Away(away.words(), Endpoint.Until.SOON);
                case WHEN_ASKED -> new Endpoint.Away(away.words(), Endpoint.Until.WOKEN);
                case WHEN_CONNECTED -> new Endpoint.Asleep(away.words(), Endpoint.Depth.FAST);
                case WHEN_CONNECTED_AFTER_THIS -> new Endpoint.Asleep(away.words(), Endpoint.Depth.FALLING);
            };
        }
        Map<Way, InetSocketAddress> doors = new EnumMap<>(Way.class);
        target.servers().forEach((purpose, reach) -> {
            if (purpose.equals(target.purposes().getFirst())) {
                doors.put(Way.DRIVER, address(reach));
            } else if (purpose.equals(HTTP)) {
                doors.put(Way.HTTP, address(reach));
            }
        });
        return new Endpoint.Serving(doors);
    }

    private static InetSocketAddress address(Reach reach) {
        return new InetSocketAddress(InetAddress.ofLiteral(reach.host()), reach.port());
    }

    @Override
    public Optional<String> wake(UUID database) {
        return waking.wake(new DeploymentId(database));
    }

    @Override
    public void watch(Runnable changed) {
        notifications.subscribe(ConnectionTargets.CHANNEL, new NotificationListener() {
            @Override
            public void notified(String payload) {
                changed.run();
            }

            /** What is known goes on being true of what runs; nobody can change a rule through a lost database. */
            @Override
            public void lost() {}

            @Override
            public void back() {
                changed.run();
            }
        });
    }
}
