package io.graphstead.fleet;

import io.graphstead.engine.Credentials;
import io.graphstead.fleet.Requests.Asker;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.fleet.Requests.Wish;
import io.graphstead.fleet.Snapshot.Kind;
import io.graphstead.fleet.Snapshot.Status;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import io.graphstead.fleet.Snapshots.Description;
import io.graphstead.identity.Project;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Writes down that a snapshot is to be made, whoever asks for it. */
@Singleton
class SnapshotTaking {
    private final Requests requests;
    private final SnapshotStore store;
    private final SnapshotRoom room;
    private final OperationStore operations;
    private final Quotas quotas;
    private final Passwords passwords;
    private final Clock clock;

    SnapshotTaking(
            Requests requests,
            SnapshotStore store,
            SnapshotRoom room,
            OperationStore operations,
            Quotas quotas,
            Passwords passwords,
            Clock clock) {
        this.requests = requests;
        this.store = store;
        this.room = room;
        this.operations = operations;
        this.quotas = quotas;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param lines that it stands for, of a scheduled one
     */
    record Order(OperationKind operation, Kind kind, Description description, Set<Rhythm> lines) {}

    /** What was written down. */
    record Begun(Snapshot snapshot, Deployment deployment) {}

    /**
     * The bytes that it may come to take where it is stored.
     *
     * @throws Refused when there is no room for them
     */
    long checkRoom(Deployment deployment) {
        return room.checkToStore(deployment);
    }

    /**
     * One transaction writes the snapshot, the operation and the wake-up of a worker.
     *
     * @param bytes as {@link #checkRoom} says
     */
    Begun begin(Handle handle, Asker asker, Project project, DeploymentId id, Order order, long bytes) {
        Wish wish = new Wish(order.operation(), Change.none());
        Deployment now = requests.write(handle, asker, project, id, wish);
        quotas.checkSnapshot(handle, project.organizationId(), bytes);
        Snapshot snapshot = pending(now, order, wish.operation(), asker.label());
        Credentials user = passwords.of(id);
        store.insert(handle, snapshot, user.username(), passwords.sealFor(snapshot.id(), user));
        store.reserve(handle, snapshot.id(), bytes, order.lines());
        operations.concerns(handle, wish.operation(), snapshot.id(), Optional.empty());
        return new Begun(snapshot, now);
    }

    private Snapshot pending(Deployment now, Order order, OperationId operation, String by) {
        return new Snapshot(
                SnapshotId.random(),
                now.id(),
                now.project(),
                now.name(),
                now.spec().engine(),
                now.spec().version(),
                now.spec().edition(),
                now.spec().size(),
                now.spec().storageGb(),
                order.description().label(),
                order.description().pinned(),
                order.kind(),
                Status.PENDING,
                operation,
                by,
                clock.instant(),
                0,
                0,
                Optional.empty(),
                order.lines().stream().sorted().toList(),
                Optional.empty());
    }
}
