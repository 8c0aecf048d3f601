package io.graphstead.fleet;

import io.graphstead.identity.ProjectId;
import io.graphstead.runtime.WorkloadName;
import java.time.Instant;

/**
 * One managed database.
 *
 * @param name as its makers wrote it
 * @param clusterId made from the name once, unique in its project; another name leaves it as it is
 * @param revisions of what it is made of
 * @param marks what people and clients put on it
 * @param ports chosen for it
 */
public record Deployment(
        DeploymentId id,
        ProjectId project,
        String name,
        String clusterId,
        Spec spec,
        Intent intent,
        Revisions revisions,
        Ports ports,
        Marks marks,
        Condition condition,
        Instant createdAt) {
    /** What runtimes call it. */
    public WorkloadName workload() {
        return workload(id);
    }

    static WorkloadName workload(DeploymentId id) {
        return new WorkloadName(id.toString());
    }

    /** Whether changes wait for a restart. */
    boolean needsRestart() {
        return revisions.drafted() != intent.revision();
    }

    /** Whether it is to be served as it has never been served yet, and has been otherwise. */
    boolean canGoBack() {
        return revisions.worked() > 0 && revisions.worked() != intent.revision();
    }

    Deployment at(Ports chosenPorts) {
        return new Deployment(
                id, project, name, clusterId, spec, intent, revisions, chosenPorts, marks, condition, createdAt);
    }
}
