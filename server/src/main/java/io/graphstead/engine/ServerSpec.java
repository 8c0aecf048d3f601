package io.graphstead.engine;

import io.graphstead.runtime.PortPurpose;
import java.util.Map;

/**
 * What an engine is told about one server that it should describe.
 *
 * @param version the release that it runs
 * @param memory its memory
 * @param cpus its share of the processors
 * @param advertisedPorts the ports that clients see, by purpose: those of the connection URL. May differ from the ports
 *     that the process listens on
 */
public record ServerSpec(Version version, Memory memory, double cpus, Map<PortPurpose, Integer> advertisedPorts) {
    public ServerSpec {
        advertisedPorts = Map.copyOf(advertisedPorts);
    }
}
