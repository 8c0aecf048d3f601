package io.graphstead.fleet;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.Observation.Sight;
import io.graphstead.identity.Caller;
import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refusal.NameTaken;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Runtime;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes a new deployment down: everything about it is chosen and stored before anything is made. */
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

    /** @throws Refused when the machine lacks what it needs, the name is taken, or there is no room */
    Deployment create(Caller caller, NewDeployment wanted, OperationId operation) {
        Engine engine = engines.named(wanted.release().engine());
        admission.checkMachine(engine, engine.needs(wanted.release().version()), wanted.size());
        Deployment chosen = chosen(wanted, engine);
        Credentials first = engine.firstUser(passwords.generate());
        byte[] sealed = passwords.seal(chosen.id(), first.password());
        return jdbi.inTransaction(handle -> {
            if (!deployments.insert(handle, chosen, runtime.hostId(), first.username(), sealed)) {
                throw new Refused(new NameTaken(
                        "name",
                        wanted.name().text(),
                        "project " + wanted.project().label()));
            }
            revisions.insert(handle, chosen);
            checkFree(handle, wanted, chosen);
            quotas.check(handle, wanted.project().organizationId(), chosen.id());
            admission.checkMemoryLeft(handle, chosen.spec());
            Map<PortPurpose, Integer> taken = ports.choose(handle, chosen.id(), engine);
            operations.insert(handle, operation, chosen.id(), OperationKind.CREATE, caller.label(), chosen.createdAt());
            queue.wake(handle, chosen.id());
            return chosen.at(taken);
        });
    }

    private Deployment chosen(NewDeployment wanted, Engine engine) {
        Instant now = clock.instant();
        return new Deployment(
                DeploymentId.random(),
                wanted.project().id(),
                wanted.name().text(),
                wanted.name().clusterId(),
                new Spec(
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
                        engine.reservedMb(wanted.size().memory())),
                OperationKind.CREATE.applyTo(new Intent(Goal.GONE, 1, 0, false), 1),
                new Revisions(1, 0),
                Map.of(),
                new Marks(wanted.extras(), false, Optional.empty()),
                new Condition(Sight.ABSENT, now, Optional.empty()),
                now);
    }

    private void checkFree(Handle handle, NewDeployment wanted, Deployment chosen) {
        if (wanted.free()) {
            deployments
                    .otherFreeOneOf(handle, wanted.project().organizationId(), chosen.id())
                    .ifPresent(other -> {
                        throw new Refused(new DoesNotFit(
                                "isFree",
                                "an organization has one free cluster and " + other
                                        + " is it; destroy that one or deploy this with isFree false"));
                    });
        }
    }
}
