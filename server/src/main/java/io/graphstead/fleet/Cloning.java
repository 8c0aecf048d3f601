package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Version;
import io.graphstead.fleet.Creation.Beginning;
import io.graphstead.fleet.Requests.Allowed;
import io.graphstead.identity.Access;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes deployments as copies of others, without stopping those. A copy has the source's data of one moment, its
 * configuration and its plugins; name, ports and first password are its own.
 */
@Singleton
public class Cloning {
    private static final Set<Goal> WITH_GOOD_DATA = Set.of(Goal.RUNNING, Goal.STOPPED);

    private final Jdbi jdbi;
    private final Requests requests;
    private final Creation creation;
    private final RevisionStore revisions;
    private final Inheritance inheritance;
    private final Passwords passwords;
    private final Admission admission;
    private final Engines engines;
    private final Views views;

    Cloning(
            Jdbi jdbi,
            Requests requests,
            Creation creation,
            RevisionStore revisions,
            Inheritance inheritance,
            Passwords passwords,
            Admission admission,
            Engines engines,
            Views views) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.creation = creation;
        this.revisions = revisions;
        this.inheritance = inheritance;
        this.passwords = passwords;
        this.admission = admission;
        this.engines = engines;
        this.views = views;
    }

    /**
     * Needs writer on the source, whose data its copy shows, and on the project where the copy is made. Until the data was
     * taken, no other operation begins on the source.
     *
     * @return the copy and the operation that makes it
     */
    public Accepted clone(Caller caller, DeploymentId source, NewClone wanted) {
        Allowed allowed = requests.allowed(caller, Role.WRITER, source);
        Access.require(
                caller,
                Role.WRITER,
                wanted.project(),
                "project " + wanted.project().id());
        Spec spec = spec(allowed.deployment().spec(), wanted);
        Engine engine = engines.named(spec.engine());
        checkVersion(engine, allowed.deployment().spec().version(), wanted);
        admission.checkMachine(engine, engine.needs(spec.version()), spec.size(), spec.memory());
        OperationId operation = OperationId.random();
        Deployment made = jdbi.inTransaction(handle -> {
            creation.lockNames(handle, wanted.project());
            Deployment from = requests.lock(handle, source);
            requests.checkIdle(handle, from, OperationKind.CLONE.word());
            checkHasData(from);
            return creation.write(handle, caller, beginning(handle, from, wanted), operation);
        });
        return new Accepted(views.of(made, wanted.project()), operation);
    }

    private static void checkVersion(Engine engine, Version now, NewClone wanted) {
        Optional<Version> other = wanted.release().map(Release::version).filter(version -> !version.equals(now));
        other.flatMap(version -> engine.upgradeObstacle(now, version)).ifPresent(obstacle -> {
            throw invalid("version", "version cannot be " + other.get() + ", the source has " + now + ": " + obstacle);
        });
    }

    private static void checkHasData(Deployment from) {
        if (!from.intent().born() || !WITH_GOOD_DATA.contains(from.intent().goal())) {
            throw new Refused(new WrongState(
                    OperationKind.CLONE.word(),
                    "failed",
                    "only a database that has come up once and has not failed can be cloned"));
        }
    }

    private Beginning beginning(Handle handle, Deployment from, NewClone wanted) {
        Draft served = revisions.wanted(handle, from);
        Spec spec = spec(served.spec(), wanted);
        Deployment chosen = creation.chosen(
                wanted.project(),
                wanted.name(),
                spec,
                OperationKind.CLONE,
                new Marks(
                        from.marks().extras(),
                        false,
                        Optional.empty(),
                        from.marks().schedule()));
        return new Beginning(
                chosen,
                wanted.project(),
                inheritance.draft(handle, from, chosen),
                passwords.of(from.id()),
                wanted.password() == FirstPassword.GENERATED ? Optional.of(passwords.generate()) : Optional.empty(),
                OperationKind.CLONE,
                Optional.of(from.id()));
    }

    private Spec spec(Spec from, NewClone wanted) {
        Engine engine = engines.named(from.engine());
        Optional<Release> release = wanted.release();
        Optional<Size> size = wanted.size();
        return new Spec(
                from.engine(),
                release.map(Release::version).orElse(from.version()),
                release.map(Release::edition).orElse(from.edition()),
                size.map(Size::id).orElse(from.size()),
                size.map(Size::memory).orElse(from.memory()),
                size.map(Size::cpus).orElse(from.cpus()),
                Math.max(from.storageGb(), size.map(Size::storageGb).orElse(0)),
                wanted.place().map(NewClone.Place::storageType).orElse(from.storageType()),
                wanted.place().map(NewClone.Place::placement).orElse(from.placement()),
                from.free(),
                size.map(Size::memory).map(engine::reservedMb).orElse(from.reservedMb()));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
