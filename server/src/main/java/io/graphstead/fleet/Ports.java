package io.graphstead.fleet;

import io.graphstead.runtime.PortPurpose;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The ports that were chosen for a deployment.
 *
 * @param endpoint the port of its connection URL, where the gateway listens; kept for life
 * @param process those that its server listens on, by purpose; may be chosen again
 */
public record Ports(OptionalInt endpoint, Map<PortPurpose, Integer> process) {
    static final Ports NONE = new Ports(OptionalInt.empty(), Map.of());

    public Ports {
        process = Map.copyOf(process);
    }

    /** What clients see: everything is reached at the connection URL. */
    Map<PortPurpose, Integer> advertised() {
        return endpoint.isEmpty()
                ? Map.of()
                : process.keySet().stream()
                        .collect(Collectors.toMap(purpose -> purpose, purpose -> endpoint.getAsInt()));
    }
}
