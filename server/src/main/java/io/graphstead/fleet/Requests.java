package io.graphstead.fleet;

import io.graphstead.fleet.Marks.PausedBy;
import io.graphstead.identity.Access;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.ProjectStore;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.Busy;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.Protected;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Takes what is asked of one deployment: checks it, and writes it down in one transaction. */
@Singleton
class Requests {
    private final Jdbi jdbi;
    private final DeploymentStore deployments;
    private final RevisionStore revisions;
    private final OperationStore operations;
    private final ProjectStore projects;
    private final Admission admission;
    private final Quotas quotas;
    private final WorkQueue queue;
    private final Views views;
    private final Clock clock;

    Requests(
            Jdbi jdbi,
            DeploymentStore deployments,
            RevisionStore revisions,
            OperationStore operations,
            ProjectStore projects,
            Admission admission,
            Quotas quotas,
            WorkQueue queue,
            Views views,
            Clock clock) {
        this.jdbi = jdbi;
        this.deployments = deployments;
        this.revisions = revisions;
        this.operations = operations;
        this.projects = projects;
        this.admission = admission;
        this.quotas = quotas;
        this.queue = queue;
        this.views = views;
        this.clock = clock;
    }

    /** Makes another draft of what a deployment is made of; may refuse. */
    @FunctionalInterface
    interface Change {
        Draft of(Draft before);

        static Change none() {
            return draft -> draft;
        }
    }

    /** Whether there is one that is not deleted. */
    boolean exists(DeploymentId id) {
        return deployments.find(id).isPresent();
    }

    /** A deployment that the caller has this role on. */
    record Allowed(Deployment deployment, Project project) {}

    /** @throws Refused when there is none, or the caller's role on it is a lower one */
    Allowed allowed(Caller caller, Role needed, DeploymentId id) {
        Deployment deployment = deployments.find(id).orElseThrow(() -> notFound(id));
        return new Allowed(deployment, require(caller, needed, deployment.project(), id));
    }

    /** As {@link #allowed}, of a deleted one too. */
    void requireEver(Caller caller, Role needed, DeploymentId id) {
        ProjectId project =
                deployments.origin(id).orElseThrow(() -> notFound(id)).project();
        require(caller, needed, project, id);
    }

    Project require(Caller caller, Role needed, ProjectId projectId, DeploymentId id) {
        Project project = projects.find(projectId).orElseThrow(() -> notFound(id));
        Access.require(caller, needed, project, "deployment " + id);
        return project;
    }

    /** Its project, for what the fleet does by itself. */
    Project project(Deployment deployment) {
        return projects.find(deployment.project()).orElseThrow(() -> notFound(deployment.id()));
    }

    /** One transaction writes the new intent, the operation and the wake-up of a worker. */
    Accepted ask(Caller caller, Role needed, DeploymentId id, OperationKind kind, Change change) {
        return ask(caller, needed, id, kind, change, UnaryOperator.identity());
    }

    Accepted ask(
            Caller caller,
            Role needed,
            DeploymentId id,
            OperationKind kind,
            Change change,
            UnaryOperator<Marks> marking) {
        Project project = allowed(caller, needed, id).project();
        Wish wish = new Wish(OperationId.random(), kind, change, marking, Optional.empty());
        Deployment after = jdbi.inTransaction(handle -> write(handle, caller, project, id, wish));
        return new Accepted(views.of(after, project), wish.operation());
    }

    /**
     * Who asks, as it is written down.
     *
     * @param label for the operation
     * @param asPauser what is shown of a deployment that this one pauses
     */
    record Asker(String label, PausedBy asPauser) {
        /** Pauses what nobody uses. */
        static final Asker IDLE_RULE = new Asker("idle-rule", PausedBy.IDLE);

        /** Takes snapshots, pauses and resumes when a schedule says so. */
        static final Asker SCHEDULE = new Asker("schedule", PausedBy.SCHEDULE);

        /** A client that connects to what sleeps. */
        static final Asker CONNECTION = new Asker("connection", PausedBy.IDLE);

        static Asker of(Caller caller) {
            return new Asker(caller.label(), caller instanceof Caller.ApiClient ? PausedBy.CLIENT : PausedBy.PERSON);
        }
    }

    /**
     * What is asked of a deployment and under which name.
     *
     * @param other the deployment that it touches besides
     */
    record Wish(
            OperationId operation,
            OperationKind kind,
            Change change,
            UnaryOperator<Marks> marking,
            Optional<DeploymentId> other) {
        Wish(OperationKind kind, Change change) {
            this(OperationId.random(), kind, change, UnaryOperator.identity(), Optional.empty());
        }
    }

    /** Writes down what a caller who may do so asks, as a part of something larger. */
    Deployment write(Handle handle, Caller caller, Project project, DeploymentId id, Wish wish) {
        return write(handle, Asker.of(caller), project, id, wish);
    }

    /** As the fleet itself asks it. */
    Deployment write(Handle handle, Asker asker, Project project, DeploymentId id, Wish wish) {
        OperationKind kind = wish.kind();
        Deployment before = lock(handle, id);
        checkState(handle, before, kind);
        Draft newest = revisions.drafted(handle, before);
        Draft wanted = wish.change().of(newest);
        long drafted = wanted.equals(newest) ? before.revisions().drafted() : revisions.draft(handle, before, wanted);
        Intent intent = kind.applyTo(before.intent(), drafted);
        deployments.want(handle, id, intent);
        deployments.mark(handle, id, wish.marking().apply(marks(before.marks(), kind, asker)));
        Deployment now = lock(handle, id);
        if (intent.goal() != Goal.GONE && needsMoreRoom(before, now)) {
            quotas.check(handle, project.organizationId(), id);
        }
        if (intent.goal() == Goal.RUNNING && needsMoreRoom(before, now)) {
            admission.checkMemoryLeft(handle, now.spec());
        }
        if (kind.runsServerBeside()) {
            admission.checkMemoryBeside(handle, now.spec());
        }
        operations.insert(handle, wish.operation(), id, wish.other(), kind, asker.label(), clock.instant());
        queue.wake(handle, id);
        return now;
    }

    /** Puts a change into the newest revision, where it waits for a restart. */
    void draft(DeploymentId id, Change change) {
        jdbi.useTransaction(handle -> draft(handle, id, change));
    }

    /** As {@link #draft(DeploymentId, Change)}, as a part of something larger. */
    void draft(Handle handle, DeploymentId id, Change change) {
        Deployment locked = lockToChange(handle, id);
        revisions.draft(handle, locked, change.of(revisions.drafted(handle, locked)));
    }

    /** Locks it as {@link #lock}; refuses one that is being deleted. */
    Deployment lockToChange(Handle handle, DeploymentId id) {
        Deployment locked = lock(handle, id);
        if (locked.intent().goal() == Goal.GONE) {
            throw new Refused(wrongState("a change", ShownState.DELETING));
        }
        return locked;
    }

    Deployment lock(Handle handle, DeploymentId id) {
        return deployments.lock(handle, id).orElseThrow(() -> notFound(id));
    }

    private static boolean needsMoreRoom(Deployment before, Deployment now) {
        return before.intent().goal() != now.intent().goal()
                || now.spec().storageGb() > before.spec().storageGb()
                || now.spec().reservedMb() > before.spec().reservedMb();
    }

    private static Marks marks(Marks before, OperationKind kind, Asker asker) {
        return switch (kind) {
            case PAUSE -> before.with(Optional.of(asker.asPauser()));
            case RESUME, RESTORE -> before.with(Optional.empty());
            default -> before;
        };
    }

    void checkState(Handle handle, Deployment deployment, OperationKind kind) {
        checkIdle(handle, deployment, kind.word());
        if (!kind.mayStartFrom(deployment.intent().goal())) {
            throw new Refused(wrongState(
                    kind.word(), views.statusOf(deployment, Optional.empty()).state()));
        }
        if (kind == OperationKind.DELETE && deployment.marks().terminationProtected()) {
            throw new Refused(new Protected(
                    deployment.name() + " is protected against being deleted; take the protection away first"));
        }
    }

    /** @throws Refused while an operation runs on it */
    void checkIdle(Handle handle, Deployment deployment, String asked) {
        operations.running(handle, deployment.id()).ifPresent(running -> {
            throw new Refused(
                    running.kind() == OperationKind.DELETE
                            ? wrongState(asked, ShownState.DELETING)
                            : new Busy(running.kind().word(), running.id().toString()));
        });
        // Data that is being taken over must not become that of another release meanwhile, or go; nor a connection URL
        // be traded twice.
        operations.needing(handle, deployment.id()).ifPresent(other -> {
            throw new Refused(new Busy(other.kind().word(), other.id().toString()));
        });
    }

    private static WrongState wrongState(String asked, ShownState now) {
        String state = now.name().toLowerCase(Locale.ROOT);
        return new WrongState(asked, state, asked + " is not possible while it is " + state);
    }

    static Refused notFound(DeploymentId id) {
        return new Refused(new NotFound("deployment", id.toString()));
    }
}
