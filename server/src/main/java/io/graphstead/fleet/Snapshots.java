package io.graphstead.fleet;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Version;
import io.graphstead.fleet.Creation.Beginning;
import io.graphstead.fleet.Requests.Allowed;
import io.graphstead.fleet.Requests.Asker;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.fleet.Requests.Wish;
import io.graphstead.fleet.Snapshot.Kind;
import io.graphstead.fleet.Snapshot.Status;
import io.graphstead.fleet.SnapshotTaking.Begun;
import io.graphstead.fleet.SnapshotTaking.Order;
import io.graphstead.identity.Access;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.ProjectStore;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes snapshots of deployments and restores them: in place, into another deployment, or as a new one. Each method checks
 * access, then fields, then state; the work is an operation's.
 */
@Singleton
public class Snapshots {
    private final Jdbi jdbi;
    private final Requests requests;
    private final Creation creation;
    private final SnapshotTaking taking;
    private final SnapshotStore store;
    private final SnapshotRoom room;
    private final OperationStore operations;
    private final ProjectStore projects;
    private final Passwords passwords;
    private final Admission admission;
    private final Inheritance inheritance;
    private final Engines engines;
    private final Views views;

    Snapshots(
            Jdbi jdbi,
            Requests requests,
            Creation creation,
            SnapshotTaking taking,
            SnapshotStore store,
            SnapshotRoom room,
            OperationStore operations,
            ProjectStore projects,
            Passwords passwords,
            Admission admission,
            Inheritance inheritance,
            Engines engines,
            Views views) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.creation = creation;
        this.taking = taking;
        this.store = store;
        this.room = room;
        this.operations = operations;
        this.projects = projects;
        this.passwords = passwords;
        this.admission = admission;
        this.inheritance = inheritance;
        this.engines = engines;
        this.views = views;
    }

    /** What people say of a snapshot. */
    public record Description(String label, boolean pinned) {
        private static final int LONGEST_LABEL = 100;

        public Description {
            if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
                throw new Refused(new InvalidField(
                        "label", "label must be at most " + LONGEST_LABEL + " characters without control characters"));
            }
        }
    }

    /** A snapshot that is being made, and the operation that makes it. */
    public record Taken(Snapshot snapshot, Accepted accepted) {}

    /** Needs writer. */
    public Taken take(Caller caller, DeploymentId id, Description description) {
        return take(caller, Role.WRITER, id, description, OperationKind.SNAPSHOT);
    }

    /**
     * Ends the deployment once a snapshot of it is stored; without one it stays as it is.
     *
     * @param needed as {@link Fleet#delete}
     */
    public Taken takeAndDelete(Caller caller, DeploymentId id, Role needed) {
        return take(caller, needed, id, new Description("", false), OperationKind.FINAL_SNAPSHOT);
    }

    private Taken take(Caller caller, Role needed, DeploymentId id, Description description, OperationKind kind) {
        Allowed allowed = requests.allowed(caller, needed, id);
        Kind why = kind == OperationKind.FINAL_SNAPSHOT ? Kind.FINAL : Kind.ON_DEMAND;
        Order order = new Order(kind, why, description, Set.of());
        long bytes = taking.checkRoom(allowed.deployment());
        return jdbi.inTransaction(handle -> {
            Begun begun = taking.begin(handle, Asker.of(caller), allowed.project(), id, order, bytes);
            return new Taken(
                    begun.snapshot(),
                    new Accepted(
                            views.of(begun.deployment(), allowed.project()),
                            begun.snapshot().operation()));
        });
    }

    /** Newest first; those of a deleted deployment too. Needs reader. */
    public List<Snapshot> of(Caller caller, DeploymentId id) {
        requests.requireEver(caller, Role.READER, id);
        return store.of(id);
    }

    /** Of all its deployments, deleted ones too; newest first. Needs reader. */
    public List<Snapshot> in(Caller caller, ProjectId id) {
        in(id, caller, Role.READER);
        return store.of(id);
    }

    /** The newest one of each that can be restored. Asks nobody's role: for deployments that the caller was shown. */
    public Map<DeploymentId, Snapshot> newest(Collection<DeploymentView> shown) {
        return store.newest(shown.stream().map(DeploymentView::id).toList());
    }

    private void in(ProjectId id, Caller caller, Role needed) {
        Project project = projects.find(id).orElseThrow(() -> new Refused(new NotFound("project", id.toString())));
        Access.require(caller, needed, project, "project " + id);
    }

    /** Needs reader. */
    public Snapshot get(Caller caller, SnapshotId id) {
        Snapshot snapshot = store.find(id).orElseThrow(() -> notFound(id));
        project(caller, Role.READER, snapshot);
        return snapshot;
    }

    /**
     * One of that deployment's, which may be deleted.
     *
     * @throws Refused when there is none, or the caller's role there is a lower one
     */
    public Snapshot get(Caller caller, Role needed, DeploymentId deployment, SnapshotId id) {
        requests.requireEver(caller, needed, deployment);
        return store.find(id)
                .filter(snapshot -> snapshot.deployment().equals(deployment))
                .orElseThrow(() -> notFound(id));
    }

    /** As {@link #get(Caller, Role, DeploymentId, SnapshotId)}, one of that project's. */
    public Snapshot get(Caller caller, Role needed, ProjectId project, SnapshotId id) {
        in(project, caller, needed);
        return store.find(id)
                .filter(snapshot -> snapshot.project().equals(project))
                .orElseThrow(() -> notFound(id));
    }

    /** Needs writer. */
    public Snapshot describe(Caller caller, SnapshotId id, Description description) {
        project(caller, Role.WRITER, get(caller, id));
        store.describe(id, description.label(), description.pinned());
        return get(caller, id);
    }

    /** Deletes it for good. Needs operator. */
    public void delete(Caller caller, SnapshotId id) {
        Snapshot snapshot = get(caller, id);
        project(caller, Role.OPERATOR, snapshot);
        if (!store.hide(id)) {
            throw new Refused(new WrongState(
                    "deleting",
                    "in use",
                    "the snapshot " + id + " is being made or restored; cancel that operation, or wait for its end"));
        }
        room.free(id);
    }

    /**
     * Puts a snapshot's data in the place of a deployment's own; its connection URL and credentials stay. Needs writer on
     * both.
     */
    public Accepted restore(Caller caller, SnapshotId id, Optional<DeploymentId> target) {
        Snapshot snapshot = get(caller, id);
        project(caller, Role.WRITER, snapshot);
        DeploymentId into = target.orElse(snapshot.deployment());
        if (target.isEmpty() && !requests.exists(into)) {
            throw invalid(
                    "targetDatabaseId",
                    "targetDatabaseId is missing, and the database of this snapshot was deleted; name one that is there,"
                            + " or give newDatabase to make one");
        }
        Allowed allowed = requests.allowed(caller, Role.WRITER, into);
        Spec spec = allowed.deployment().spec();
        checkFits(snapshot, spec.engine(), spec.version(), spec.storageGb(), "targetDatabaseId");
        room.checkToLoad(snapshot);
        Wish wish = new Wish(OperationKind.RESTORE, Change.none());
        Deployment after = jdbi.inTransaction(handle -> {
            Snapshot held = held(handle, id);
            Deployment now = requests.write(handle, caller, allowed.project(), into, wish);
            operations.concerns(handle, wish.operation(), id, Optional.of(held.deployment()));
            return now;
        });
        return new Accepted(views.of(after, allowed.project()), wish.operation());
    }

    /**
     * Makes a new deployment with a snapshot's data, and with the configuration and plugins of the one that it is of, if
     * that is still there. Needs writer on both projects.
     */
    public Accepted restore(Caller caller, SnapshotId id, NewDeployment wanted) {
        Snapshot snapshot = get(caller, id);
        project(caller, Role.WRITER, snapshot);
        Access.require(
                caller,
                Role.WRITER,
                wanted.project(),
                "project " + wanted.project().id());
        Engine engine = engines.named(wanted.release().engine());
        checkFits(snapshot, wanted.release().engine(), wanted.release().version(), wanted.storageGb(), "newDatabase");
        admission.checkMachine(
                engine,
                engine.needs(wanted.release().version()),
                wanted.size().id(),
                wanted.size().memory());
        room.checkToLoad(snapshot);
        OperationId operation = OperationId.random();
        Deployment made = jdbi.inTransaction(handle -> {
            creation.lockNames(handle, wanted.project());
            Snapshot held = held(handle, id);
            Deployment written = creation.write(handle, caller, beginning(handle, engine, held, wanted), operation);
            operations.concerns(handle, operation, id, Optional.of(held.deployment()));
            return written;
        });
        return new Accepted(views.of(made, wanted.project()), operation);
    }

    private Beginning beginning(Handle handle, Engine engine, Snapshot snapshot, NewDeployment wanted) {
        Deployment chosen = creation.chosen(
                wanted.project(),
                wanted.name(),
                Creation.spec(wanted, engine),
                OperationKind.RESTORE_NEW,
                new Marks(wanted.extras(), false, Optional.empty(), SnapshotSchedule.NONE.with(wanted.backups())));
        String username = store.credentials(snapshot.id())
                .orElseThrow(() -> notFound(snapshot.id()))
                .username();
        return new Beginning(
                chosen,
                wanted.project(),
                draft(handle, snapshot, chosen),
                new Credentials(username, passwords.generate()),
                Optional.empty(),
                OperationKind.RESTORE_NEW,
                Optional.empty());
    }

    /** It has the configuration and plugins of the one that the snapshot is of, as long as that is there. */
    private Supplier<Draft> draft(Handle handle, Snapshot snapshot, Deployment made) {
        return requests.exists(snapshot.deployment())
                ? inheritance.draft(handle, requests.lock(handle, snapshot.deployment()), made)
                : () -> new Draft(made.spec(), List.of(), List.of());
    }

    private void checkFits(Snapshot snapshot, String engine, Version version, int storageGb, String field) {
        if (!snapshot.engine().equals(engine)) {
            throw invalid(field, field + " must be of the snapshot's engine, which is " + snapshot.engine());
        }
        if (!snapshot.version().equals(version)) {
            engines.named(engine).upgradeObstacle(snapshot.version(), version).ifPresent(obstacle -> {
                throw invalid(
                        field,
                        field + " cannot be of version " + version + ", the snapshot's data is of " + snapshot.version()
                                + ": " + obstacle);
            });
        }
        if (snapshot.volumeBytes() > (long) storageGb << 30) {
            throw invalid(
                    field,
                    field + " has " + storageGb + " GB of storage, and the snapshot's data is larger ("
                            + (snapshot.volumeBytes() >> 20) + " MB); choose one with more");
        }
    }

    static Refused notReady(String asked, Snapshot snapshot) {
        String state = snapshot.status() == Status.PENDING ? "still being made" : "not complete: making it failed";
        return new Refused(new WrongState(
                asked, state, "the snapshot " + snapshot.id() + " is " + state + "; " + asked + " one that is ready"));
    }

    private Snapshot held(Handle handle, SnapshotId id) {
        Snapshot held = store.hold(handle, id).orElseThrow(() -> notFound(id));
        store.whyBroken(handle, id).ifPresent(why -> {
            throw new Refused(new WrongState(
                    "restore",
                    "broken",
                    "the snapshot " + id + " was checked and cannot be restored: " + why
                            + "; restore another one, or check it again if the cause is gone"));
        });
        if (held.status() != Status.READY) {
            throw notReady("restore", held);
        }
        return held;
    }

    /** @throws Refused when the caller's role where the snapshot is is a lower one */
    void require(Caller caller, Role needed, Snapshot snapshot) {
        project(caller, needed, snapshot);
    }

    private Project project(Caller caller, Role needed, Snapshot snapshot) {
        Project project = projects.find(snapshot.project()).orElseThrow(() -> notFound(snapshot.id()));
        Access.require(caller, needed, project, "snapshot " + snapshot.id());
        return project;
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }

    private static Refused notFound(SnapshotId id) {
        return new Refused(new NotFound("snapshot", id.toString()));
    }
}
