package io.graphstead.fleet;

import io.graphstead.runtime.PortPurpose;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ports that were chosen for a deployment.
 *
 * @param endpoint the port of its connection URL, where the gateway listens; changed only by trading it for another's
 * @param label the name of its connection URL, where there is a domain; goes with the endpoint
 * @param process those that its server listens on, by purpose; may be chosen again
 */
public record Ports(OptionalInt endpoint, Optional<String> label, Map<PortPurpose, Integer> process) {
    static final Ports NONE = new Ports(OptionalInt.empty(), Optional.empty(), Map.of());

    public Ports {
        process = Map.copyOf(process);
    }
}
