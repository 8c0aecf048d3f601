package io.graphstead.engine;

import io.graphstead.runtime.Attachment;
import io.graphstead.runtime.PortPurpose;
import java.util.List;
import java.util.Map;

/**
 * What an engine is told about one server that it should describe.
 *
 * @param version the release that it runs
 * @param memory its memory
 * @param cpus its share of the processors
 * @param advertisedHost the host name or address that clients connect to: that of the connection URL
 * @param advertisedPorts the ports that clients see, by purpose: those of the connection URL. May differ from the ports
 *     that the process listens on
 * @param settings what users set, by the keys that they wrote; {@link Engine#invalid} has nothing against them
 * @param plugins the files that {@link Engine#unpackPlugin} made
 */
public record ServerSpec(
        Version version,
        Memory memory,
        double cpus,
        String advertisedHost,
        Map<PortPurpose, Integer> advertisedPorts,
        Map<String, String> settings,
        List<Attachment> plugins) {
    public ServerSpec {
        advertisedPorts = Map.copyOf(advertisedPorts);
        settings = Map.copyOf(settings);
        plugins = List.copyOf(plugins);
    }

    /** As it comes out of the box, for clients on its own machine. */
    public ServerSpec(Version version, Memory memory, double cpus, Map<PortPurpose, Integer> advertisedPorts) {
        this(version, memory, cpus, "localhost", advertisedPorts, Map.of(), List.of());
    }
}
