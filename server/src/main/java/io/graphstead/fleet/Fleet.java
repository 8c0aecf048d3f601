package io.graphstead.fleet;

import io.graphstead.catalog.Catalog;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.Requests.Allowed;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.identity.Access;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.ProjectStore;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.NameTaken;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.Runtime;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The front of the fleet: what dialects, pages and the command line ask of deployments. Each method checks access, then
 * fields, then state, and answers in milliseconds; long work is left to an operation. All throw {@link Refused}.
 */
@Singleton
public class Fleet {
    private final Jdbi jdbi;
    private final DeploymentStore deployments;
    private final OperationStore operations;
    private final ProjectStore projects;
    private final Creation creation;
    private final Requests requests;
    private final WorkQueue queue;
    private final Views views;
    private final Catalog catalog;
    private final Engines engines;
    private final Runtime runtime;

    Fleet(
            Jdbi jdbi,
            DeploymentStore deployments,
            OperationStore operations,
            ProjectStore projects,
            Creation creation,
            Requests requests,
            WorkQueue queue,
            Views views,
            Catalog catalog,
            Engines engines,
            Runtime runtime) {
        this.jdbi = jdbi;
        this.deployments = deployments;
        this.operations = operations;
        this.projects = projects;
        this.creation = creation;
        this.requests = requests;
        this.queue = queue;
        this.views = views;
        this.catalog = catalog;
        this.engines = engines;
        this.runtime = runtime;
    }

    /** Needs writer on the project. */
    public Accepted create(Caller caller, NewDeployment wanted) {
        Access.require(
                caller,
                Role.WRITER,
                wanted.project(),
                "project " + wanted.project().id());
        OperationId operation = OperationId.random();
        Deployment made = creation.create(caller, wanted, operation);
        return new Accepted(views.of(made, wanted.project()), operation);
    }

    /** Needs reader. */
    public DeploymentView get(Caller caller, DeploymentId id) {
        Shown shown = deployments.shown(id).orElseThrow(() -> Requests.notFound(id));
        Access.require(caller, Role.READER, shown.project(), "deployment " + id);
        return views.of(shown);
    }

    /** Needs reader on the project, which the dialect has looked up by the path. */
    public DeploymentView byClusterId(Caller caller, Project project, String clusterId) {
        Access.require(caller, Role.READER, project, "deployment " + clusterId);
        return views.of(
                deployments
                        .find(project.id(), clusterId)
                        .orElseThrow(() -> new Refused(new NotFound("deployment", clusterId))),
                project);
    }

    /**
     * The name of the engine that the deployment is or was of; a deleted one too. Needs reader. For dialects whose paths
     * name the engine.
     */
    public String engineOf(Caller caller, DeploymentId id) {
        DeploymentStore.Origin origin = deployments.origin(id).orElseThrow(() -> Requests.notFound(id));
        requests.require(caller, Role.READER, origin.project(), id);
        return origin.engine();
    }

    /** Every release of the catalogue with whether it is installed and what keeps it from running here; oldest first per engine. */
    public List<ReleaseView> releases() {
        return catalog.releases().stream()
                .filter(release -> engines.has(release.engine()))
                .map(release -> {
                    Engine engine = engines.named(release.engine());
                    Needs needs = engine.needs(release.version());
                    return new ReleaseView(release, runtime.isInstalled(needs.distribution()), () -> obstacle(needs));
                })
                .sorted(ReleaseView.OLDEST_FIRST)
                .toList();
    }

    private Optional<String> obstacle(Needs needs) {
        List<String> obstacles = runtime.obstacles(needs);
        return obstacles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", obstacles));
    }

    /** @throws Refused when the caller's role on the deployment is a lower one: for dialects that read fields after that */
    public void require(Caller caller, Role needed, DeploymentView view) {
        Access.require(caller, needed, view.project(), "deployment " + view.id());
    }

    /** Everything that the caller may see, of all engines, oldest first. */
    public List<DeploymentView> list(Caller caller) {
        List<Project> visible = projects.all().stream()
                .filter(project -> caller.roleOn(project).isPresent())
                .toList();
        return views.of(deployments.in(visible.stream().map(Project::id).toList()), visible);
    }

    /** Needs reader on the project; oldest first. */
    public List<DeploymentView> list(Caller caller, ProjectId id) {
        Project project = projects.find(id).orElseThrow(() -> new Refused(new NotFound("project", id.toString())));
        Access.require(caller, Role.READER, project, "project " + id);
        return views.of(deployments.in(List.of(id)), List.of(project));
    }

    /** Needs writer. */
    public Accepted pause(Caller caller, DeploymentId id) {
        return ask(caller, Role.WRITER, id, OperationKind.PAUSE);
    }

    /** Needs writer. */
    public Accepted resume(Caller caller, DeploymentId id) {
        return ask(caller, Role.WRITER, id, OperationKind.RESUME);
    }

    /** Needs writer. */
    public Accepted restart(Caller caller, DeploymentId id) {
        return ask(caller, Role.WRITER, id, OperationKind.RESTART);
    }

    /**
     * Ends the deployment and its data for good.
     *
     * @param needed the role that the dialect asks for: operator in the GrapheneDB contract, administrator in the TypeDB one
     */
    public Accepted delete(Caller caller, DeploymentId id, Role needed) {
        return ask(caller, needed, id, OperationKind.DELETE);
    }

    /** Newest first; those of a deleted deployment too. Needs reader. */
    public List<OperationView> operations(Caller caller, DeploymentId id) {
        DeploymentStore.Origin origin = deployments.origin(id).orElseThrow(() -> Requests.notFound(id));
        requests.require(caller, Role.READER, origin.project(), id);
        return operations.of(id);
    }

    /** Needs reader on a deployment that it touches. */
    public OperationView operation(Caller caller, OperationId id) {
        OperationView found =
                operations.find(id).orElseThrow(() -> new Refused(new NotFound("operation", id.toString())));
        boolean seesSource = found.source()
                .flatMap(this::projectOf)
                .filter(project -> caller.roleOn(project).isPresent())
                .isPresent();
        if (!seesSource) {
            Project project = projectOf(found.deployment())
                    .orElseThrow(() -> new Refused(new NotFound("operation", id.toString())));
            Access.require(caller, Role.READER, project, "operation " + id);
        }
        return found;
    }

    private Optional<Project> projectOf(DeploymentId id) {
        return deployments.origin(id).flatMap(origin -> projects.find(origin.project()));
    }

    /** Gives it another name; its cluster id stays. Needs writer. */
    public DeploymentView rename(Caller caller, DeploymentId id, DeploymentName name) {
        Allowed allowed = requests.allowed(caller, Role.WRITER, id);
        Deployment after = jdbi.inTransaction(handle -> {
            deployments.lockNames(handle, allowed.project().id());
            if (!deployments.rename(handle, requests.lock(handle, id), name)) {
                throw new Refused(new NameTaken(
                        "name", name.text(), "project " + allowed.project().label()));
            }
            return requests.lock(handle, id);
        });
        return views.of(after, allowed.project());
    }

    /** Protects it against being deleted, or no more. Needs writer. */
    public DeploymentView protect(Caller caller, DeploymentId id, boolean isProtected) {
        Allowed allowed = requests.allowed(caller, Role.WRITER, id);
        Deployment after = jdbi.inTransaction(handle -> {
            Deployment before = requests.lock(handle, id);
            deployments.mark(handle, id, before.marks().with(isProtected));
            return requests.lock(handle, id);
        });
        return views.of(after, allowed.project());
    }

    /** Calls off an operation that still runs, where its kind allows that. Needs writer. */
    public OperationView cancel(Caller caller, DeploymentId id, OperationId operation) {
        DeploymentStore.Origin origin = deployments.origin(id).orElseThrow(() -> Requests.notFound(id));
        requests.require(caller, Role.WRITER, origin.project(), id);
        OperationView found = operations
                .find(operation)
                .filter(view -> view.deployment().equals(id))
                .orElseThrow(() -> new Refused(new NotFound("operation", operation.toString())));
        String what = found.kind().word() + " (" + operation + ")";
        if (!found.kind().isCancellable()) {
            throw new Refused(new WrongState("cancelling", "started", what + " cannot be cancelled"));
        }
        boolean asked = jdbi.inTransaction(handle -> {
            boolean running = operations.askToCancel(handle, operation);
            if (running) {
                queue.wake(handle, id);
            }
            return running;
        });
        if (!asked) {
            throw new Refused(new WrongState("cancelling", "ended", what + " has ended already"));
        }
        return found;
    }

    private Accepted ask(Caller caller, Role needed, DeploymentId id, OperationKind kind) {
        return requests.ask(caller, needed, id, kind, Change.none());
    }
}
