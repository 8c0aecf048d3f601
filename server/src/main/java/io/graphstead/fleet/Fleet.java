package io.graphstead.fleet;

import io.graphstead.catalog.Catalog;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.identity.Access;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.ProjectStore;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.Busy;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Runtime;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
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
    private final Admission admission;
    private final WorkQueue queue;
    private final Views views;
    private final Passwords passwords;
    private final Catalog catalog;
    private final Engines engines;
    private final Runtime runtime;
    private final Clock clock;

    Fleet(
            Jdbi jdbi,
            DeploymentStore deployments,
            OperationStore operations,
            ProjectStore projects,
            Creation creation,
            Admission admission,
            WorkQueue queue,
            Views views,
            Passwords passwords,
            Catalog catalog,
            Engines engines,
            Runtime runtime,
            Clock clock) {
        this.jdbi = jdbi;
        this.deployments = deployments;
        this.operations = operations;
        this.projects = projects;
        this.creation = creation;
        this.admission = admission;
        this.queue = queue;
        this.views = views;
        this.passwords = passwords;
        this.catalog = catalog;
        this.engines = engines;
        this.runtime = runtime;
        this.clock = clock;
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
        Deployment deployment = deployments.find(id).orElseThrow(() -> notFound(id));
        return views.of(deployment, require(caller, Role.READER, deployment.project(), id));
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
        DeploymentStore.Origin origin = deployments.origin(id).orElseThrow(() -> notFound(id));
        require(caller, Role.READER, origin.project(), id);
        return origin.engine();
    }

    /** Every release of the catalogue with whether it is installed and what keeps it from running here; oldest first per engine. */
    public List<ReleaseView> releases() {
        return catalog.releases().stream()
                .filter(release -> engines.has(release.engine()))
                .map(release -> {
                    Engine engine = engines.named(release.engine());
                    List<String> obstacles = runtime.obstacles(engine.needs(release.version()));
                    return new ReleaseView(
                            release,
                            runtime.isInstalled(engine.needs(release.version()).distribution()),
                            obstacles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", obstacles)));
                })
                .sorted(ReleaseView.OLDEST_FIRST)
                .toList();
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
        DeploymentStore.Origin origin = deployments.origin(id).orElseThrow(() -> notFound(id));
        require(caller, Role.READER, origin.project(), id);
        return operations.of(id);
    }

    /** Needs reader on the deployment that it is or was about. */
    public OperationView operation(Caller caller, OperationId id) {
        OperationView found =
                operations.find(id).orElseThrow(() -> new Refused(new NotFound("operation", id.toString())));
        Project project = deployments
                .origin(found.deployment())
                .flatMap(origin -> projects.find(origin.project()))
                .orElseThrow(() -> new Refused(new NotFound("operation", id.toString())));
        Access.require(caller, Role.READER, project, "operation " + id);
        return found;
    }

    /** The first user and its password; needs writer. */
    public Credentials credentials(Caller caller, DeploymentId id) {
        Deployment deployment = deployments.find(id).orElseThrow(() -> notFound(id));
        require(caller, Role.WRITER, deployment.project(), id);
        return passwords.of(id);
    }

    /** One transaction writes the new intent, the operation and the wake-up of a worker. */
    private Accepted ask(Caller caller, Role needed, DeploymentId id, OperationKind kind) {
        Deployment before = deployments.find(id).orElseThrow(() -> notFound(id));
        Project project = require(caller, needed, before.project(), id);
        OperationId operation = OperationId.random();
        Deployment after = jdbi.inTransaction(handle -> {
            Deployment locked = deployments.lock(handle, id).orElseThrow(() -> notFound(id));
            checkState(handle, locked, kind);
            deployments.want(handle, id, kind.applyTo(locked.intent()));
            if (kind.leadsTo() == Goal.RUNNING && locked.intent().goal() != Goal.RUNNING) {
                admission.checkMemoryLeft(handle, locked.spec());
            }
            operations.insert(handle, operation, id, kind, caller.label(), clock.instant());
            queue.wake(handle, id);
            return deployments.lock(handle, id).orElseThrow(() -> notFound(id));
        });
        return new Accepted(views.of(after, project), operation);
    }

    private void checkState(Handle handle, Deployment deployment, OperationKind kind) {
        Optional<Turn.Running> running = operations.running(handle, deployment.id());
        if (running.isPresent()) {
            throw new Refused(
                    running.get().kind() == OperationKind.DELETE
                            ? wrongState(kind, ShownState.DELETING)
                            : new Busy(
                                    running.get().kind().word(),
                                    running.get().id().toString()));
        }
        if (!kind.mayStartFrom(deployment.intent().goal())) {
            throw new Refused(wrongState(
                    kind, views.statusOf(deployment, Optional.empty()).state()));
        }
    }

    private static WrongState wrongState(OperationKind asked, ShownState now) {
        String state = now.name().toLowerCase(Locale.ROOT);
        return new WrongState(asked.word(), state, asked.word() + " is not possible while it is " + state);
    }

    private Project require(Caller caller, Role needed, ProjectId projectId, DeploymentId id) {
        Project project = projects.find(projectId).orElseThrow(() -> notFound(id));
        Access.require(caller, needed, project, "deployment " + id);
        return project;
    }

    private static Refused notFound(DeploymentId id) {
        return new Refused(new NotFound("deployment", id.toString()));
    }
}
