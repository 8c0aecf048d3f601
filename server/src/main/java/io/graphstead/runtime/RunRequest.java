package io.graphstead.runtime;

import java.util.Map;

/**
 * What should run, and which wish of the fleet it answers: the runtime keeps {@code revision} and {@code generation} with
 * the workload and reports them, so that a changed setting or a restart is only a difference.
 *
 * @param revision the spec revision that this start serves
 * @param generation the restart generation that this start serves
 * @param ports the ports chosen for it beforehand, by purpose; empty where {@link Runtime#ports} is
 */
public record RunRequest(
        long revision, long generation, Needs needs, Map<PortPurpose, Integer> ports, Workload.Template workload) {
    public RunRequest {
        ports = Map.copyOf(ports);
    }
}
