package io.graphstead.fleet;

import io.graphstead.identity.ProjectId;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.WorkloadName;
import java.time.Instant;
import java.util.Map;

/**
 * One managed database.
 *
 * @param name as its makers wrote it
 * @param clusterId made from the name once, unique in its project
 * @param ports chosen for it, by purpose
 */
public record Deployment(
        DeploymentId id,
        ProjectId project,
        String name,
        String clusterId,
        Spec spec,
        Intent intent,
        Map<PortPurpose, Integer> ports,
        Condition condition,
        Instant createdAt) {
    public Deployment {
        ports = Map.copyOf(ports);
    }

    /** What runtimes call it. */
    public WorkloadName workload() {
        return new WorkloadName(id.toString());
    }

    Deployment at(Map<PortPurpose, Integer> chosenPorts) {
        return new Deployment(id, project, name, clusterId, spec, intent, chosenPorts, condition, createdAt);
    }
}
