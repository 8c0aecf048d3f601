package io.graphstead.fleet;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.Observation.Sight;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refusal.NameTaken;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Runtime;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes new deployments down: everything about it is chosen and stored before anything is made. */
@Singleton
class Creation {
    private final Jdbi jdbi;
    private final DeploymentStore deployments;
    private final RevisionStore revisions;
    private final OperationStore operations;
    private final PortAllocation ports;
    private final Passwords passwords;
    private final Admission admission;
    private final Quotas quotas;
    private final WorkQueue queue;
    private final Engines engines;
    private final Runtime runtime;
    private final Clock clock;

    Creation(
            Jdbi jdbi,
            DeploymentStore deployments,
            RevisionStore revisions,
            OperationStore operations,
            PortAllocation ports,
            Passwords passwords,
            Admission admission,
            Quotas quotas,
            WorkQueue queue,
            Engines engines,
            Runtime runtime,
            Clock clock) {
        this.jdbi = jdbi;
        this.deployments = deployments;
        this.revisions = revisions;
        this.operations = operations;
        this.ports = ports;
        this.passwords = passwords;
        this.admission = admission;
        this.quotas = quotas;
        this.queue = queue;
        this.engines = engines;
        this.runtime = runtime;
        this.clock = clock;
    }

    /**
     * All that is written down of a new deployment.
     *
     * @param draft makes its first revision, once it is written down itself: what belongs to it refers to it
     * @param first its first user, with the password that its data begins with
     * @param nextPassword one to be set as soon as its server is up
     * @param source whose data it takes over
     */
    record Beginning(
            Deployment chosen,
            Project project,
            Supplier<Draft> draft,
            Credentials first,
            Optional<String> nextPassword,
            OperationKind kind,
            Optional<DeploymentId> source) {}

    /** @throws Refused when the machine lacks what it needs, the name is taken, or there is no room */
    Deployment create(Caller caller, NewDeployment wanted, OperationId operation) {
        Engine engine = engines.named(wanted.release().engine());
        admission.checkMachine(
                engine,
                engine.needs(wanted.release().version()),
                wanted.size().id(),
                wanted.size().memory());
        Deployment chosen = chosen(
                wanted.project(),
                wanted.name(),
                spec(wanted, engine),
                OperationKind.CREATE,
                new Marks(wanted.extras(), false, Optional.empty(), SnapshotSchedule.NONE.with(wanted.backups())));
        String generated = passwords.generate();
        Credentials first = engine.firstUser(generated);
        boolean comesWithOther = !first.password().equals(generated);
        Beginning beginning = new Beginning(
                chosen,
                wanted.project(),
                () -> new Draft(chosen.spec(), List.of(), List.of()),
                first,
                comesWithOther && wanted.password() == FirstPassword.GENERATED
                        ? Optional.of(generated)
                        : Optional.empty(),
                OperationKind.CREATE,
                Optional.empty());
        return jdbi.inTransaction(handle -> {
            lockNames(handle, wanted.project());
            return write(handle, caller, beginning, operation);
        });
    }

    /**
     * Lets nobody else take a name in the project until the transaction ends: who makes one sees what a renaming has taken,
     * and the other way round. Before any deployment is locked, as renaming does it too.
     */
    void lockNames(Handle handle, Project project) {
        deployments.lockNames(handle, project.id());
    }

    /** @throws Refused when the name is taken, or there is no room */
    Deployment write(Handle handle, Caller caller, Beginning beginning, OperationId operation) {
        Deployment chosen = beginning.chosen();
        Project project = beginning.project();
        Credentials first = beginning.first();
        byte[] sealed = passwords.seal(chosen.id(), first.password());
        if (!deployments.insert(handle, chosen, runtime.hostId(), first.username(), sealed)) {
            throw new Refused(new NameTaken("name", chosen.name(), "project " + project.label()));
        }
        beginning.nextPassword().ifPresent(next -> passwords.storeNext(handle, chosen.id(), next));
        revisions.insert(handle, chosen, beginning.draft().get());
        checkFree(handle, project, chosen);
        quotas.check(handle, project.organizationId(), chosen.id());
        admission.checkMemoryLeft(handle, chosen.spec());
        Ports taken = ports.choose(handle, chosen, engines.named(chosen.spec().engine()));
        operations.insert(
                handle,
                operation,
                chosen.id(),
                beginning.source(),
                beginning.kind(),
                caller.label(),
                chosen.createdAt());
        queue.wake(handle, chosen.id());
        return chosen.at(taken);
    }

    static Spec spec(NewDeployment wanted, Engine engine) {
        return new Spec(
                wanted.release().engine(),
                wanted.release().version(),
                wanted.release().edition(),
                wanted.size().id(),
                wanted.size().memory(),
                wanted.size().cpus(),
                wanted.storageGb(),
                wanted.storageType(),
                wanted.placement(),
                wanted.free(),
                engine.reservedMb(wanted.size().memory()));
    }

    /** One that is not written down yet and has no ports. */
    Deployment chosen(Project project, DeploymentName name, Spec spec, OperationKind kind, Marks marks) {
        Instant now = clock.instant();
        return new Deployment(
                DeploymentId.random(),
                project.id(),
                name.text(),
                name.clusterId(),
                spec,
                kind.applyTo(new Intent(Goal.GONE, 1, 0, false), 1),
                new Revisions(1, 0),
                Ports.NONE,
                marks,
                new Condition(Sight.ABSENT, now, Optional.empty()),
                now);
    }

    private void checkFree(Handle handle, Project project, Deployment chosen) {
        if (chosen.spec().free()) {
            deployments
                    .otherFreeOneOf(handle, project.organizationId(), chosen.id())
                    .ifPresent(other -> {
                        throw new Refused(new DoesNotFit(
                                "isFree",
                                "an organization has one free cluster and " + other
                                        + " is it; destroy that one or deploy this with isFree false"));
                    });
        }
    }
}
