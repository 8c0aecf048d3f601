package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Version;
import io.graphstead.fleet.DeploymentChange.Asked;
import io.graphstead.fleet.Requests.Allowed;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.fleet.Requests.Wish;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.InvalidField.Rule;
import io.graphstead.refusal.Refusal.NameTaken;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Changes what a deployment is made of and restarts it for that. What does not work goes back by itself. */
@Singleton
public class Reshaping {
    private final Jdbi jdbi;
    private final Requests requests;
    private final DeploymentStore deployments;
    private final RevisionStore revisions;
    private final Admission admission;
    private final Quotas quotas;
    private final Engines engines;
    private final Views views;

    Reshaping(
            Jdbi jdbi,
            Requests requests,
            DeploymentStore deployments,
            RevisionStore revisions,
            Admission admission,
            Quotas quotas,
            Engines engines,
            Views views) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.deployments = deployments;
        this.revisions = revisions;
        this.admission = admission;
        this.quotas = quotas;
        this.engines = engines;
        this.views = views;
    }

    /** Gives it another size; its storage never shrinks. Needs writer. */
    public Accepted resize(Caller caller, DeploymentId id, String field, Size size) {
        Deployment deployment = requests.allowed(caller, Role.WRITER, id).deployment();
        Spec now = deployment.spec();
        Engine engine = engines.named(now.engine());
        admission.checkMachine(engine, engine.needs(now.version()), size.id(), size.memory());
        if (now.size().equals(size.id())) {
            throw invalid(field, "it already has " + size.id() + "; choose another " + field);
        }
        checkExtras(deployment, new Asked<>(field, size));
        return requests.ask(
                caller, Role.WRITER, id, OperationKind.PLAN_CHANGE, resized(engine, new Asked<>(field, size)));
    }

    /**
     * Runs it with another release on the same data, of which a copy is kept until that serves; the copy comes back when it
     * does not. Needs writer.
     */
    public Accepted upgrade(Caller caller, DeploymentId id, String field, Release release) {
        Spec now = requests.allowed(caller, Role.WRITER, id).deployment().spec();
        Engine engine = engines.named(now.engine());
        checkUpgrade(engine, now, new Asked<>(field, release));
        admission.checkCanRun(engine.needs(release.version()));
        return requests.ask(
                caller, Role.WRITER, id, OperationKind.VERSION_CHANGE, upgraded(engine, new Asked<>(field, release)));
    }

    /**
     * Makes several things different at once, or none of them. Another size or release restarts it, both in one operation;
     * everything else is so when this returns. Needs writer.
     */
    public DeploymentView update(Caller caller, DeploymentId id, DeploymentChange asked) {
        Allowed allowed = requests.allowed(caller, Role.WRITER, id);
        Spec now = allowed.deployment().spec();
        Engine engine = engines.named(now.engine());
        asked.size().filter(size -> !isOf(now, size)).ifPresent(size -> {
            Version version =
                    asked.release().map(release -> release.value().version()).orElse(now.version());
            admission.checkMachine(
                    engine,
                    engine.needs(version),
                    size.value().id(),
                    size.value().memory());
        });
        asked.release()
                .filter(release -> !isOf(now, release.value()))
                .ifPresent(release ->
                        admission.checkCanRun(engine.needs(release.value().version())));
        Deployment after = jdbi.inTransaction(handle -> {
            asked.clusterId()
                    .ifPresent(
                            _ -> deployments.lockNames(handle, allowed.project().id()));
            Deployment before = requests.lockToChange(handle, id);
            asked.clusterId().ifPresent(name -> rename(handle, before, name, allowed.project()));
            asked.backups()
                    .ifPresent(backups -> deployments.mark(
                            handle,
                            id,
                            before.marks().with(before.marks().schedule().with(backups))));
            asked.size().ifPresent(size -> checkExtras(before, size));
            asked.storageGb().ifPresent(storage -> grow(handle, before, storage, allowed.project()));
            restart(engine, before.spec(), asked)
                    .ifPresent(wish -> requests.write(handle, caller, allowed.project(), id, wish));
            return requests.lock(handle, id);
        });
        return views.of(after, allowed.project());
    }

    private void rename(Handle handle, Deployment deployment, Asked<DeploymentName> name, Project project) {
        String id = name.value().clusterId();
        if (!deployment.clusterId().equals(id) && !deployments.renameCluster(handle, deployment, name.value())) {
            throw new Refused(new NameTaken(name.field(), id, "project " + project.label()));
        }
    }

    private void grow(Handle handle, Deployment deployment, Asked<Integer> storage, Project project) {
        int now = deployment.spec().storageGb();
        if (storage.value() < now) {
            throw new Refused(new InvalidField(
                    storage.field(),
                    Rule.SHRINKS,
                    storage.field() + " is " + now + " and can grow, never shrink; give " + now + " or more"));
        }
        if (storage.value() > now) {
            revisions.grow(handle, deployment.id(), storage.value());
            quotas.check(handle, project.organizationId(), deployment.id());
        }
    }

    /** The operation that it needs; empty when nothing has to be restarted. */
    private static Optional<Wish> restart(Engine engine, Spec now, DeploymentChange asked) {
        Optional<Asked<Size>> size = asked.size().filter(one -> !isOf(now, one));
        Optional<Asked<Release>> release = asked.release().filter(one -> !isOf(now, one.value()));
        if (size.isEmpty() && release.isEmpty()) {
            return Optional.empty();
        }
        Change sized = size.map(one -> resized(engine, one)).orElse(Change.none());
        Change both = release.<Change>map(one -> draft -> {
                    checkUpgrade(engine, draft.spec(), one);
                    return upgraded(engine, one).of(sized.of(draft));
                })
                .orElse(sized);
        return Optional.of(
                new Wish(release.isPresent() ? OperationKind.VERSION_CHANGE : OperationKind.PLAN_CHANGE, both));
    }

    private static boolean isOf(Spec spec, Asked<Size> size) {
        return spec.size().equals(size.value().id());
    }

    private static boolean isOf(Spec spec, Release release) {
        return spec.version().equals(release.version()) && spec.edition().equals(release.edition());
    }

    private static void checkExtras(Deployment deployment, Asked<Size> asked) {
        Size size = asked.value();
        List<String> lost = deployment.marks().extras().stream()
                .filter(extra -> !size.extras().contains(extra))
                .toList();
        if (!lost.isEmpty()) {
            throw invalid(
                    asked.field(), size.id() + " has no extra " + String.join(", ", lost) + "; take it off first");
        }
    }

    private static Change resized(Engine engine, Asked<Size> asked) {
        return draft -> draft.with(sized(draft.spec(), engine, asked.value()));
    }

    private static Spec sized(Spec spec, Engine engine, Size size) {
        return new Spec(
                spec.engine(),
                spec.version(),
                spec.edition(),
                size.id(),
                size.memory(),
                size.cpus(),
                Math.max(spec.storageGb(), size.storageGb()),
                spec.storageType(),
                spec.placement(),
                spec.free(),
                engine.reservedMb(size.memory()));
    }

    private static void checkUpgrade(Engine engine, Spec now, Asked<Release> asked) {
        Version wanted = asked.value().version();
        engine.upgradeObstacle(now.version(), wanted).ifPresent(obstacle -> {
            throw invalid(asked.field(), asked.field() + " cannot be " + wanted + ": " + obstacle);
        });
    }

    private static Change upgraded(Engine engine, Asked<Release> asked) {
        Release release = asked.value();
        return draft -> {
            Spec spec = draft.spec();
            engine.invalid(release.version(), draft.settings()).ifPresent(wrong -> {
                throw invalid(
                        "configuration",
                        "its configuration does not fit version " + release.version() + ": " + wrong.words()
                                + "; change that first");
            });
            return draft.with(new Spec(
                    spec.engine(),
                    release.version(),
                    release.edition(),
                    spec.size(),
                    spec.memory(),
                    spec.cpus(),
                    spec.storageGb(),
                    spec.storageType(),
                    spec.placement(),
                    spec.free(),
                    spec.reservedMb()));
        };
    }

    /**
     * Chooses its extras, in place of those that it has. Needs writer.
     *
     * @param wanted of those that its size has
     */
    public Accepted chooseExtras(Caller caller, DeploymentId id, List<String> wanted) {
        return requests.ask(
                caller,
                Role.WRITER,
                id,
                OperationKind.EXTRAS,
                Change.none(),
                marks -> marks.with(wanted.stream().distinct().toList()));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
