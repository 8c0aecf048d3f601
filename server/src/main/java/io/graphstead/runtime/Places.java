package io.graphstead.runtime;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a workload will find its things, told to it by the runtime that runs it. Paths are as the workload's own process
 * sees them.
 *
 * @param distribution the release's programs, read-only
 * @param java home of a Java that fits, when the release needs one
 * @param data the volume: what must survive
 * @param config where the workload's files are written before each start
 * @param attachments where the workload's attachments are, read-only
 * @param logs where it may write logs
 * @param bindAddress the address it must listen on
 * @param ports the port to listen on, by purpose
 */
public record Places(
        Path distribution,
        Optional<Path> java,
        Path data,
        Path config,
        Path attachments,
        Path logs,
        String bindAddress,
        Map<PortPurpose, Integer> ports) {
    public Places {
        ports = Map.copyOf(ports);
    }

    public int port(PortPurpose purpose) {
        Integer port = ports.get(purpose);
        if (port == null) {
            throw new IllegalArgumentException("no port was chosen for " + purpose);
        }
        return port;
    }

    public Path javaHome() {
        return java.orElseThrow(() -> new IllegalStateException("this workload did not ask for a Java"));
    }
}
