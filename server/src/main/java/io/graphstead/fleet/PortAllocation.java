package io.graphstead.fleet;

import io.graphstead.engine.Engine;
import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.PortRange;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Chooses ports where a runtime has them chosen: unique per host, written down before anything listens on them. The port
 * that clients connect to is an endpoint, the gateway's and kept for life; servers listen on process ports.
 */
@Singleton
class PortAllocation {
    /** A label has 63 characters at most. */
    private static final int READABLE = 50;

    private final Runtime runtime;
    private final DeploymentStore store;
    private final PortStore ports;
    private final Jdbi jdbi;
    private final RandomGenerator random = new SecureRandom();

    PortAllocation(Runtime runtime, DeploymentStore store, PortStore ports, Jdbi jdbi) {
        this.runtime = runtime;
        this.store = store;
        this.ports = ports;
        this.jdbi = jdbi;
    }

    /** What becomes of a port that turns out to be taken. */
    enum Kind {
        ENDPOINT,
        PROCESS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Chooses the port of the connection URL and one for each purpose of the engine; none where the runtime needs none. */
    Ports choose(Handle handle, Deployment chosen, Engine engine) {
        DeploymentId id = chosen.id();
        Optional<PortRange> range = runtime.ports();
        if (range.isEmpty()) {
            return Ports.NONE;
        }
        PortPurpose clients = engine.ports().getFirst();
        int endpoint = choose(handle, id, clients, Kind.ENDPOINT, range.get());
        String label = label(chosen.clusterId());
        ports.call(handle, id, label);
        Map<PortPurpose, Integer> process = new HashMap<>();
        for (PortPurpose purpose : engine.ports()) {
            process.put(purpose, choose(handle, id, purpose, Kind.PROCESS, range.get()));
        }
        return new Ports(OptionalInt.of(endpoint), Optional.of(label), process);
    }

    /** A label of DNS that says which database is meant; the rest makes it the only one. */
    private String label(String clusterId) {
        String readable = clusterId.replaceAll("[^a-z0-9]+", "-");
        String cut =
                readable.substring(0, Math.min(readable.length(), READABLE)).replaceAll("^-+|-+$", "");
        return (cut.isEmpty() ? "db" : cut) + "-" + String.format("%08x", random.nextInt());
    }

    /** Gives a deployment another process port in place of one that is taken, or one that it never had. */
    Deployment chooseAgain(Turn turn, PortPurpose purpose) {
        PortRange range = runtime.ports()
                .orElseThrow(() -> new RuntimeFailure.Lasting("this runtime has no ports to choose from"));
        DeploymentId id = turn.deployment().id();
        return jdbi.inTransaction(handle -> {
            Optional<Deployment> mine = store.lock(handle, id, turn.fence());
            if (mine.isEmpty()) {
                throw new TurnStore.Overtaken(id);
            }
            ports.giveBack(handle, id, purpose);
            try {
                choose(handle, id, purpose, Kind.PROCESS, range);
            } catch (Refused none) {
                throw new RuntimeFailure.Passing(none.refusal().words(), none);
            }
            return store.lock(handle, id, turn.fence()).orElseThrow(() -> new TurnStore.Overtaken(id));
        });
    }

    private int choose(Handle handle, DeploymentId id, PortPurpose purpose, Kind kind, PortRange range) {
        Set<Integer> taken = ports.taken(handle, runtime.hostId());
        int count = range.last() - range.first() + 1;
        int start = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            int port = range.first() + (start + i) % count;
            if (!taken.contains(port)
                    && runtime.isPortFree(port)
                    && ports.take(handle, runtime.hostId(), port, id, purpose, kind)) {
                return port;
            }
        }
        throw new Refused(new DoesNotFit(
                "ports",
                "no port is free between " + range.first() + " and " + range.last()
                        + "; give the server a wider range (runtime.ports)"));
    }
}
