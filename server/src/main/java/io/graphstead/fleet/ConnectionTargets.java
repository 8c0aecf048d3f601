package io.graphstead.fleet;

import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.Marks.PausedBy;
import io.graphstead.identity.ProjectId;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Runtime;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What is behind the connection URL of each deployment of this host. Asks nobody's role; for the gateway. */
@Singleton
public class ConnectionTargets {
    /** Notified by PostgreSQL when an answer of {@link #here} may have become another; see migration V14. */
    public static final String CHANNEL = "graphstead_connections";

    private final Runtime runtime;
    private final DeploymentStore store;
    private final OperationStore operations;
    private final Engines engines;
    private final IdleStore idle;
    private final ConnectionHost host;

    ConnectionTargets(
            Runtime runtime,
            DeploymentStore store,
            OperationStore operations,
            Engines engines,
            IdleStore idle,
            ConnectionHost host) {
        this.host = host;
        this.runtime = runtime;
        this.store = store;
        this.operations = operations;
        this.engines = engines;
        this.idle = idle;
    }

    /**
     * One connection URL.
     *
     * @param port where clients connect
     * @param shared where it is found among others, where there is a domain
     * @param servers where its server can be reached, by purpose; none while it does not serve
     * @param away empty while it serves
     */
    public record Target(
            DeploymentId id,
            ProjectId project,
            String name,
            List<PortPurpose> purposes,
            int port,
            Optional<Shared> shared,
            Map<PortPurpose, Reach> servers,
            Optional<Away> away) {
        public Target {
            purposes = List.copyOf(purposes);
            servers = Map.copyOf(servers);
        }
    }

    /** A port that many share, and the host name that leads to the one. */
    public record Shared(String host, int port) {}

    /**
     * A server that does not serve.
     *
     * @param words why, and what to do, for those who try to connect
     */
    public record Away(String words, Back back) {}

    /** How one that does not serve comes to serve again. */
    public enum Back {
        BY_ITSELF,
        /** When somebody asks for it. */
        WHEN_ASKED,
        /** When somebody connects: {@link Waking}. */
        WHEN_CONNECTED,
        /** When somebody connects, once it has come to rest. */
        WHEN_CONNECTED_AFTER_THIS
    }

    /** All that are not deleted. */
    public List<Target> here() {
        List<Deployment> deployments = store.on(runtime.hostId());
        Map<DeploymentId, OperationKind> running =
                operations.runningOn(deployments.stream().map(Deployment::id).toList());
        Set<DeploymentId> wakeable = idle.wokenByConnections(runtime.hostId());
        return deployments.stream()
                .flatMap(deployment -> target(
                        deployment,
                        Optional.ofNullable(running.get(deployment.id())),
                        wakeable.contains(deployment.id())
                                && deployment.marks().pausedBy().equals(Optional.of(PausedBy.IDLE)))
                        .stream())
                .toList();
    }

    private Optional<Target> target(Deployment deployment, Optional<OperationKind> running, boolean sleeps) {
        OptionalInt endpoint = deployment.ports().endpoint();
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        Engine engine = engines.named(deployment.spec().engine());
        ShownStatus status = StatusRule.of(deployment, running, Optional.empty());
        Map<PortPurpose, Reach> servers = status.serving() ? reached(deployment, engine) : Map.of();
        return Optional.of(new Target(
                deployment.id(),
                deployment.project(),
                deployment.name(),
                engine.ports(),
                endpoint.getAsInt(),
                host.shared(deployment.ports(), engine).map(place -> new Shared(place.host(), place.port())),
                servers,
                servers.isEmpty() ? Optional.of(away(status, sleeps)) : Optional.empty()));
    }

    private Map<PortPurpose, Reach> reached(Deployment deployment, Engine engine) {
        Map<PortPurpose, Reach> servers = new HashMap<>();
        for (PortPurpose purpose : engine.ports(deployment.spec().version())) {
            runtime.reach(deployment.workload(), purpose).ifPresent(reach -> servers.put(purpose, reach));
        }
        return servers;
    }

    /** Everybody who connects sees the words, so they name nothing. */
    private static Away away(ShownStatus status, boolean sleeps) {
        return switch (status.state()) {
            case STARTING -> new Away("this database is being created; try again in a moment", Back.BY_ITSELF);
            case RUNNING ->
                new Away(
                        "this database does not answer at the moment and is being started again; try again shortly",
                        Back.BY_ITSELF);
            case PAUSING ->
                new Away(
                        "this database is being paused; resume it, then connect again",
                        sleeps ? Back.WHEN_CONNECTED_AFTER_THIS : Back.WHEN_ASKED);
            case PAUSED ->
                new Away(
                        "this database is paused; resume it, then connect again",
                        sleeps ? Back.WHEN_CONNECTED : Back.WHEN_ASKED);
            case RESUMING -> new Away("this database is being resumed; try again in a moment", Back.BY_ITSELF);
            case UPDATING ->
                new Away(
                        "this database is being changed and comes back by itself; try again in a moment",
                        Back.BY_ITSELF);
            case DELETING -> new Away("this database is being deleted", Back.WHEN_ASKED);
            case FAILED ->
                new Away("this database has failed; whoever manages it sees why in its status", Back.WHEN_ASKED);
        };
    }
}
