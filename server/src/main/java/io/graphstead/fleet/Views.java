package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.Observation.Sight;
import io.graphstead.identity.Organization;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.OrganizationStore;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes of a deployment what a dialect shows. */
@Singleton
class Views {
    private final OrganizationStore organizations;
    private final OperationStore operations;
    private final FleetWatch watch;
    private final Engines engines;
    private final ConnectionHost host;

    Views(
            OrganizationStore organizations,
            OperationStore operations,
            FleetWatch watch,
            Engines engines,
            ConnectionHost host) {
        this.host = host;
        this.organizations = organizations;
        this.operations = operations;
        this.watch = watch;
        this.engines = engines;
    }

    DeploymentView of(Deployment deployment, Project project) {
        return of(List.of(deployment), List.of(project)).getFirst();
    }

    DeploymentView of(Shown shown) {
        return view(shown.deployment(), shown.project(), shown.owner(), shown.running());
    }

    /** @param projects at least those that the deployments are in */
    List<DeploymentView> of(List<Deployment> deployments, List<Project> projects) {
        Map<ProjectId, Project> byId = projects.stream().collect(Collectors.toMap(Project::id, Function.identity()));
        Map<OrganizationId, Organization> owners = new HashMap<>();
        Map<DeploymentId, OperationKind> running =
                operations.runningOn(deployments.stream().map(Deployment::id).toList());
        return deployments.stream()
                .map(deployment -> {
                    Project project = byId.get(deployment.project());
                    if (project == null) {
                        throw new IllegalArgumentException("no project for " + deployment.id());
                    }
                    Organization owner = owners.computeIfAbsent(project.organizationId(), this::organization);
                    return view(deployment, project, owner, Optional.ofNullable(running.get(deployment.id())));
                })
                .toList();
    }

    ShownStatus statusOf(Deployment deployment, Optional<OperationKind> running) {
        // What a worker saw first was a check too.
        Optional<Instant> lastCheck = watch.lastCheck(deployment.id())
                .or(() -> Optional.of(deployment.condition())
                        .filter(condition -> condition.sight() == Sight.READY)
                        .map(Condition::since));
        return StatusRule.of(deployment, running, lastCheck);
    }

    private Organization organization(OrganizationId id) {
        return organizations.find(id).orElseThrow(() -> new IllegalStateException("no organization " + id));
    }

    private DeploymentView view(
            Deployment deployment, Project project, Organization owner, Optional<OperationKind> running) {
        Spec spec = deployment.spec();
        Engine engine = engines.named(spec.engine());
        ConnectionHost.Place place = host.of(deployment.ports(), engine);
        return new DeploymentView(
                deployment.id(),
                owner,
                project,
                deployment.name(),
                deployment.clusterId(),
                new Release(spec.engine(), spec.version(), spec.edition(), false),
                spec.size(),
                spec.storageGb(),
                spec.storageType(),
                spec.placement(),
                spec.free(),
                engine.connectionUrl(place.host(), place.port()),
                engine.browserUrl(place.host(), place.port()),
                place.host(),
                place.port(),
                deployment.createdAt(),
                deployment.marks().extras(),
                deployment.marks().terminationProtected(),
                deployment.marks().schedule().backups(),
                statusOf(deployment, running));
    }
}
