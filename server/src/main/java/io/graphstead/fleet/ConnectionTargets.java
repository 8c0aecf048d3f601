package io.graphstead.fleet;

import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
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

/** What is behind the connection URL of each deployment of this host. Asks nobody's role; for the gateway. */
@Singleton
public class ConnectionTargets {
    /** Notified by PostgreSQL when an answer of {@link #here} may have become another; see migration V14. */
    public static final String CHANNEL = "graphstead_connections";

    private final Runtime runtime;
    private final DeploymentStore store;
    private final OperationStore operations;
    private final Engines engines;
    private final ConnectionHost host;

    ConnectionTargets(
            Runtime runtime,
            DeploymentStore store,
            OperationStore operations,
            Engines engines,
            ConnectionHost host) {
        this.host = host;
        this.runtime = runtime;
        this.store = store;
        this.operations = operations;
        this.engines = engines;
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
     * @param comesBack whether it will by itself
     */
    public record Away(String words, boolean comesBack) {}

    /** All that are not deleted. */
    public List<Target> here() {
        List<Deployment> deployments = store.on(runtime.hostId());
        Map<DeploymentId, OperationKind> running =
                operations.runningOn(deployments.stream().map(Deployment::id).toList());
        return deployments.stream()
                .flatMap(deployment -> target(deployment, Optional.ofNullable(running.get(deployment.id()))).stream())
                .toList();
    }

    private Optional<Target> target(Deployment deployment, Optional<OperationKind> running) {
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
                servers.isEmpty() ? Optional.of(away(status)) : Optional.empty()));
    }

    private Map<PortPurpose, Reach> reached(Deployment deployment, Engine engine) {
        Map<PortPurpose, Reach> servers = new HashMap<>();
        for (PortPurpose purpose : engine.ports(deployment.spec().version())) {
            runtime.reach(deployment.workload(), purpose).ifPresent(reach -> servers.put(purpose, reach));
        }
        return servers;
    }

    /** Everybody who connects sees the words, so they name nothing. */
    private static Away away(ShownStatus status) {
        return switch (status.state()) {
            case STARTING -> new Away("this database is being created; try again in a moment", true);
            case RUNNING ->
                new Away(
                        "this database does not answer at the moment and is being started again; try again shortly",
                        true);
            case PAUSING -> new Away("this database is being paused; resume it, then connect again", false);
            case PAUSED -> new Away("this database is paused; resume it, then connect again", false);
            case RESUMING -> new Away("this database is being resumed; try again in a moment", true);
            case UPDATING ->
                new Away("this database is being changed and comes back by itself; try again in a moment", true);
            case DELETING -> new Away("this database is being deleted", false);
            case FAILED -> new Away("this database has failed; whoever manages it sees why in its status", false);
        };
    }
}
