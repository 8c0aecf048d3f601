package io.graphstead.fleet;

import io.graphstead.fleet.Requests.Allowed;
import io.graphstead.fleet.Requests.Asker;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.fleet.Requests.Wish;
import io.graphstead.fleet.Snapshot.Status;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Sees whether snapshots can be restored, on a scratch copy beside their databases; nothing else is touched. */
@Singleton
public class SnapshotChecks {
    private final Jdbi jdbi;
    private final Requests requests;
    private final Snapshots snapshots;
    private final SnapshotStore store;
    private final SnapshotRoom room;
    private final OperationStore operations;
    private final Views views;

    SnapshotChecks(
            Jdbi jdbi,
            Requests requests,
            Snapshots snapshots,
            SnapshotStore store,
            SnapshotRoom room,
            OperationStore operations,
            Views views) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.snapshots = snapshots;
        this.store = store;
        this.room = room;
        this.operations = operations;
        this.views = views;
    }

    /**
     * Checks one. Needs writer.
     *
     * @throws Refused when its database is gone, or there is no memory for a second server of its size
     */
    public Accepted verify(Caller caller, SnapshotId id) {
        Snapshot snapshot = snapshots.get(caller, id);
        if (!requests.exists(snapshot.deployment())) {
            throw new Refused(new WrongState(
                    "verify",
                    "deleted",
                    "the database of the snapshot " + id + " was deleted; restore the snapshot as a new one to see"
                            + " whether it can be"));
        }
        Allowed allowed = requests.allowed(caller, Role.WRITER, snapshot.deployment());
        Begun begun = begin(Asker.of(caller), allowed.project(), snapshot);
        return new Accepted(views.of(begun.deployment(), allowed.project()), begun.operation());
    }

    /** As the fleet itself asks it. */
    void verify(SnapshotId id) {
        Snapshot snapshot = store.find(id).orElseThrow(() -> notFound(id));
        Deployment deployment = jdbi.inTransaction(handle -> requests.lock(handle, snapshot.deployment()));
        begin(Asker.SCHEDULE, requests.project(deployment), snapshot);
    }

    private record Begun(Deployment deployment, OperationId operation) {}

    private Begun begin(Asker asker, Project project, Snapshot snapshot) {
        room.checkToLoad(snapshot);
        Wish wish = new Wish(OperationKind.VERIFY, Change.none());
        Deployment after = jdbi.inTransaction(handle -> {
            Snapshot held = store.hold(handle, snapshot.id()).orElseThrow(() -> notFound(snapshot.id()));
            if (held.status() != Status.READY && !isBroken(handle, held)) {
                throw Snapshots.notReady("verify", held);
            }
            Deployment now = requests.write(handle, asker, project, held.deployment(), wish);
            operations.concerns(handle, wish.operation(), held.id(), Optional.empty());
            return now;
        });
        return new Begun(after, wish.operation());
    }

    private boolean isBroken(Handle handle, Snapshot snapshot) {
        return store.whyBroken(handle, snapshot.id()).isPresent();
    }

    private static Refused notFound(SnapshotId id) {
        return new Refused(new NotFound("snapshot", id.toString()));
    }
}
