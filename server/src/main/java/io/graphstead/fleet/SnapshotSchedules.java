package io.graphstead.fleet;

import io.graphstead.fleet.Requests.Allowed;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** Shows and changes which snapshots of a deployment are made by themselves. */
@Singleton
public class SnapshotSchedules {
    private final Jdbi jdbi;
    private final Requests requests;
    private final DeploymentStore deployments;

    SnapshotSchedules(Jdbi jdbi, Requests requests, DeploymentStore deployments) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.deployments = deployments;
    }

    /** Needs reader. */
    public SnapshotSchedule of(Caller caller, DeploymentId id) {
        return requests.allowed(caller, Role.READER, id).deployment().marks().schedule();
    }

    /**
     * A line that is turned on makes its first snapshot at once. Needs writer.
     *
     * @throws Refused when a free one is to have snapshots made by themselves
     */
    public SnapshotSchedule set(Caller caller, DeploymentId id, SnapshotSchedule schedule) {
        Allowed allowed = requests.allowed(caller, Role.WRITER, id);
        if (allowed.deployment().spec().free() && !schedule.isOff()) {
            throw new Refused(new InvalidField(
                    "schedule",
                    "schedule cannot be on: a free database has no scheduled snapshots; send enabled false"));
        }
        jdbi.useTransaction(handle -> {
            Deployment locked = requests.lockToChange(handle, id);
            deployments.mark(handle, id, locked.marks().with(schedule));
        });
        return schedule;
    }
}
