package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Changes what a deployment is made of and restarts it for that. What does not work goes back by itself. */
@Singleton
public class Reshaping {
    private final Requests requests;
    private final Admission admission;
    private final Engines engines;

    Reshaping(Requests requests, Admission admission, Engines engines) {
        this.requests = requests;
        this.admission = admission;
        this.engines = engines;
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
        List<String> lost = deployment.marks().extras().stream()
                .filter(extra -> !size.extras().contains(extra))
                .toList();
        if (!lost.isEmpty()) {
            throw invalid(field, size.id() + " has no extra " + String.join(", ", lost) + "; take it off first");
        }
        return requests.ask(
                caller,
                Role.WRITER,
                id,
                OperationKind.PLAN_CHANGE,
                draft -> draft.with(sized(draft.spec(), engine, size)));
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

    /**
     * Runs it with another release on the same data, of which a copy is kept until that serves; the copy comes back when it
     * does not. Needs writer.
     */
    public Accepted upgrade(Caller caller, DeploymentId id, String field, Release release) {
        Spec now = requests.allowed(caller, Role.WRITER, id).deployment().spec();
        Engine engine = engines.named(now.engine());
        Optional<String> obstacle = engine.upgradeObstacle(now.version(), release.version());
        if (obstacle.isPresent()) {
            throw invalid(field, field + " cannot be " + release.version() + ": " + obstacle.get());
        }
        admission.checkCanRun(engine.needs(release.version()));
        return requests.ask(caller, Role.WRITER, id, OperationKind.VERSION_CHANGE, upgraded(engine, release));
    }

    private static Change upgraded(Engine engine, Release release) {
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
