package io.graphstead.fleet;

import io.graphstead.api.ADeployment;
import io.graphstead.fleet.DeploymentChange.Asked;
import io.graphstead.fleet.OperationView.Status;
import io.graphstead.identity.Access;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.NameTaken;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A fleet for tests of the dialects: keeps what it is asked for and never carries it out, so that each answer shows the
 * state that an accepted request leads to. Remembers what it was asked for in the fleet's words.
 */
public final class MemoryFleet extends Fleet {
    private final List<ReleaseView> releases;
    private final Map<DeploymentId, DeploymentView> deployments = new LinkedHashMap<>();
    private final Map<DeploymentId, DeploymentView> deleted = new LinkedHashMap<>();
    private final List<OperationView> operations = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Optional<NewDeployment> lastWanted = Optional.empty();
    private Optional<DeploymentChange> lastChange = Optional.empty();
    private Optional<Exports.Download> exported = Optional.empty();
    private Optional<NewClone> lastClone = Optional.empty();

    public MemoryFleet(List<ReleaseView> releases) {
        super(null, null, null, null, null, null, null, null, null, null, null);
        this.releases = List.copyOf(releases);
    }

    /** Puts a deployment there, over any of the same id. */
    public DeploymentView has(DeploymentView view) {
        deployments.put(view.id(), view);
        return view;
    }

    /** What was asked for since the last time, such as {@code pause ID}. */
    public List<String> asked() {
        List<String> since = List.copyOf(asked);
        asked.clear();
        return since;
    }

    public Optional<NewDeployment> lastWanted() {
        return lastWanted;
    }

    /** Ends the deployment as a finished deletion does. */
    public void end(DeploymentId id) {
        deleted.put(id, deployments.remove(id));
    }

    @Override
    public Accepted create(Caller caller, NewDeployment wanted) {
        Access.require(
                caller,
                Role.WRITER,
                wanted.project(),
                "project " + wanted.project().id());
        boolean taken = deployments.values().stream()
                .anyMatch(one -> one.clusterId().equals(wanted.name().clusterId())
                        && one.project().equals(wanted.project()));
        if (taken) {
            throw new Refused(new NameTaken(
                    "name", wanted.name().text(), "project " + wanted.project().label()));
        }
        lastWanted = Optional.of(wanted);
        DeploymentView made = ADeployment.aDeployment()
                .with(DeploymentId.random())
                .in(wanted.project())
                .named(wanted.name().text())
                .with(wanted.release())
                .size(wanted.size().id(), wanted.storageGb(), wanted.storageType(), wanted.placement(), wanted.free())
                .with(wanted.backups())
                .with(ADeployment.status(ShownState.STARTING))
                .view();
        return accepted(has(made), OperationKind.CREATE, ShownState.STARTING);
    }

    @Override
    public DeploymentView get(Caller caller, DeploymentId id) {
        return named(caller, id, Role.READER);
    }

    private DeploymentView named(Caller caller, DeploymentId id, Role needed) {
        return allowed(caller, Optional.ofNullable(deployments.get(id)), id, needed);
    }

    private static DeploymentView allowed(Caller caller, Optional<DeploymentView> found, DeploymentId id, Role needed) {
        DeploymentView view = found.orElseThrow(() -> new Refused(new NotFound("deployment", id.toString())));
        Access.require(caller, needed, view.project(), "deployment " + id);
        return view;
    }

    @Override
    public DeploymentView byClusterId(Caller caller, Project project, String clusterId) {
        return list(caller, project.id()).stream()
                .filter(view -> view.clusterId().equals(clusterId))
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("deployment", clusterId)));
    }

    @Override
    public String engineOf(Caller caller, DeploymentId id) {
        return allowed(
                        caller,
                        Optional.ofNullable(deployments.get(id)).or(() -> Optional.ofNullable(deleted.get(id))),
                        id,
                        Role.READER)
                .release()
                .engine();
    }

    @Override
    public List<ReleaseView> releases() {
        return releases;
    }

    @Override
    public List<DeploymentView> list(Caller caller) {
        return deployments.values().stream()
                .filter(view -> caller.roleOn(view.project()).isPresent())
                .toList();
    }

    @Override
    public List<DeploymentView> list(Caller caller, ProjectId project) {
        return list(caller).stream()
                .filter(view -> view.project().id().equals(project))
                .toList();
    }

    @Override
    public Accepted pause(Caller caller, DeploymentId id) {
        return accepted(named(caller, id, Role.WRITER), OperationKind.PAUSE, ShownState.PAUSING);
    }

    @Override
    public Accepted resume(Caller caller, DeploymentId id) {
        return accepted(named(caller, id, Role.WRITER), OperationKind.RESUME, ShownState.RESUMING);
    }

    @Override
    public Accepted restart(Caller caller, DeploymentId id) {
        return accepted(named(caller, id, Role.WRITER), OperationKind.RESTART, ShownState.UPDATING);
    }

    @Override
    public Accepted delete(Caller caller, DeploymentId id, Role needed) {
        return accepted(named(caller, id, needed), OperationKind.DELETE, ShownState.DELETING);
    }

    private Accepted accepted(DeploymentView view, OperationKind kind, ShownState state) {
        asked.add(kind.name().toLowerCase(Locale.ROOT) + " " + view.name());
        DeploymentView now =
                has(ADeployment.like(view).with(ADeployment.status(state)).view());
        OperationId operation = OperationId.random();
        operations.addFirst(new OperationView(
                operation,
                view.id(),
                Optional.empty(),
                kind,
                Status.STARTED,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
        return new Accepted(now, operation);
    }

    @Override
    public List<OperationView> operations(Caller caller, DeploymentId id) {
        engineOf(caller, id);
        return operations.stream().filter(one -> one.deployment().equals(id)).toList();
    }

    @Override
    public OperationView operation(Caller caller, OperationId id) {
        OperationView operation = operations.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("operation", id.toString())));
        engineOf(caller, operation.deployment());
        return operation;
    }

    /** Front of the same deployments' changes. */
    public Reshaping reshaping() {
        return new Reshaping(null, null, null, null, null, null, null, null) {
            @Override
            public DeploymentView update(Caller caller, DeploymentId id, DeploymentChange change) {
                DeploymentView before = named(caller, id, Role.WRITER);
                boolean restarts = change.size().isPresent() || change.release().isPresent();
                asked.add("update " + before.name());
                lastChange = Optional.of(change);
                return has(ADeployment.like(before)
                        .named(change.clusterId()
                                .map(name -> name.value().text())
                                .orElse(before.name()))
                        .with(change.release().map(Asked::value).orElse(before.release()))
                        .size(
                                change.size().map(size -> size.value().id()).orElse(before.size()),
                                change.storageGb().map(Asked::value).orElse(before.storageGb()),
                                before.storageType(),
                                before.placement(),
                                before.free())
                        .with(change.backups().orElse(before.backups()))
                        .with(restarts ? ADeployment.status(ShownState.UPDATING) : before.status())
                        .view());
            }
        };
    }

    /** Front of the same deployments' clones. */
    public Cloning cloning() {
        return new Cloning(null, null, null, null, null, null, null, null, null) {
            @Override
            public Accepted clone(Caller caller, DeploymentId source, NewClone clone) {
                DeploymentView from = named(caller, source, Role.WRITER);
                lastClone = Optional.of(clone);
                return create(
                        caller,
                        new NewDeployment(
                                clone.project(),
                                clone.name(),
                                from.release(),
                                FleetFixture.size(),
                                from.storageGb(),
                                from.storageType(),
                                from.placement(),
                                from.free(),
                                List.of(),
                                clone.password(),
                                from.backups()));
            }
        };
    }

    /** Front of the same deployments' snapshots, of which there are none. */
    public Snapshots snapshots() {
        return new Snapshots(null, null, null, null, null, null, null, null, null, null, null, null, null) {
            @Override
            public Taken takeAndDelete(Caller caller, DeploymentId id, Role needed) {
                return new Taken(
                        null, accepted(named(caller, id, needed), OperationKind.FINAL_SNAPSHOT, ShownState.DELETING));
            }

            @Override
            public List<Snapshot> of(Caller caller, DeploymentId id) {
                return List.of();
            }
        };
    }

    public Optional<NewClone> lastClone() {
        return lastClone;
    }

    public Optional<DeploymentChange> lastChange() {
        return lastChange;
    }

    /** What every export has packed; none while they are being made. */
    public void exported(Exports.Download file) {
        exported = Optional.of(file);
    }

    /** Front of the same deployments' exports. */
    public Exports exports() {
        return new Exports(null, null, null, null) {
            @Override
            public Accepted begin(Caller caller, DeploymentId id) {
                return accepted(named(caller, id, Role.WRITER), OperationKind.EXPORT, ShownState.RUNNING);
            }

            @Override
            public Download find(Caller caller, DeploymentId id, OperationId operation) {
                named(caller, id, Role.WRITER);
                return exported.orElseThrow(
                        () -> new Refused(new WrongState("download", "exporting", "it is not finished")));
            }
        };
    }

    /** Front of the same deployments' first users. */
    public FirstUsers firstUsers() {
        return new FirstUsers(null, null, null, null, null, null) {
            @Override
            public FirstUser of(Caller caller, DeploymentId id) {
                return new FirstUser(
                        "neo4j",
                        Optional.of("s3cret"),
                        named(caller, id, Role.WRITER).connectionUrl());
            }
        };
    }
}
