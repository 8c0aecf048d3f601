package io.graphstead.api.typedb;

import static io.graphstead.api.typedb.ClusterController.Paths.BY_ORGANIZATION;
import static io.graphstead.api.typedb.ClusterController.Paths.BY_TEAM;
import static io.graphstead.api.typedb.ClusterController.Paths.BY_TEAM_V1;

import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Fleet;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.identity.Touched;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** Clusters, on the three families of paths of contract §1. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ClusterController {
    /** The families; {@code owner} is an organization or team, {@code home} a project or space. */
    static final class Paths {
        static final String BY_ORGANIZATION = "/api/org/{owner}/projects/{home}/clusters";
        static final String BY_TEAM = "/api/team/{owner}/spaces/{home}/clusters";
        static final String BY_TEAM_V1 = "/api/v1/team/{owner}/spaces/{home}/clusters";

        private Paths() {}
    }

    private final Fleet fleet;
    private final Projects projects;
    private final NewClusters newClusters;

    ClusterController(Fleet fleet, Projects projects, NewClusters newClusters) {
        this.fleet = fleet;
        this.projects = projects;
        this.newClusters = newClusters;
    }

    @Post(uris = {BY_ORGANIZATION + "/deploy", BY_TEAM + "/deploy", BY_TEAM_V1 + "/deploy"})
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    ClusterJson deploy(
            Caller caller, String owner, String home, HttpRequest<?> request, RequestBody<DeployRequest> body) {
        ClusterHome where = where(caller, Role.WRITER, owner, home, request);
        Accepted accepted = fleet.create(caller, newClusters.read(where.project(), body.read()));
        Touched.made("database", accepted.deployment().id().value());
        return shown(accepted, where);
    }

    @Get(uris = {BY_ORGANIZATION, BY_TEAM, BY_TEAM_V1})
    @Allows(Role.READER)
    List<ClusterJson> list(Caller caller, String owner, String home, HttpRequest<?> request) {
        ClusterHome where = where(caller, Role.READER, owner, home, request);
        return fleet.list(caller, where.project().id()).stream()
                .map(view -> ClusterJson.of(view, where.wording()))
                .toList();
    }

    @Get(uris = {BY_ORGANIZATION + "/{id}", BY_TEAM + "/{id}", BY_TEAM_V1 + "/{id}"})
    @Allows(Role.READER)
    ClusterJson get(Caller caller, String owner, String home, String id, HttpRequest<?> request) {
        ClusterHome where = where(caller, Role.READER, owner, home, request);
        return ClusterJson.of(fleet.byClusterId(caller, where.project(), id), where.wording());
    }

    @Post(uris = {BY_ORGANIZATION + "/{id}/suspend", BY_TEAM + "/{id}/suspend", BY_TEAM_V1 + "/{id}/suspend"})
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    ClusterJson suspend(Caller caller, String owner, String home, String id, HttpRequest<?> request) {
        ClusterHome where = where(caller, Role.WRITER, owner, home, request);
        return shown(fleet.pause(caller, named(caller, where, id)), where);
    }

    @Post(uris = {BY_ORGANIZATION + "/{id}/resume", BY_TEAM + "/{id}/resume", BY_TEAM_V1 + "/{id}/resume"})
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    ClusterJson resume(Caller caller, String owner, String home, String id, HttpRequest<?> request) {
        ClusterHome where = where(caller, Role.WRITER, owner, home, request);
        return shown(fleet.resume(caller, named(caller, where, id)), where);
    }

    @Delete(uris = {BY_ORGANIZATION + "/{id}", BY_TEAM + "/{id}", BY_TEAM_V1 + "/{id}"})
    @Allows(Role.ADMINISTRATOR)
    ClusterJson destroy(Caller caller, String owner, String home, String id, HttpRequest<?> request) {
        ClusterHome where = where(caller, Role.ADMINISTRATOR, owner, home, request);
        return shown(fleet.delete(caller, named(caller, where, id), Role.ADMINISTRATOR), where);
    }

    private ClusterHome where(Caller caller, Role needed, String owner, String home, HttpRequest<?> request) {
        return new ClusterHome(
                projects.get(caller, owner, home, needed), ClusterHome.Wording.ofPath(request.getPath()));
    }

    private DeploymentId named(Caller caller, ClusterHome where, String clusterId) {
        return fleet.byClusterId(caller, where.project(), clusterId).id();
    }

    private static ClusterJson shown(Accepted accepted, ClusterHome where) {
        return ClusterJson.of(accepted.deployment(), where.wording());
    }
}
