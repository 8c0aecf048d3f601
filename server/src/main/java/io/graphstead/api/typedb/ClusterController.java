package io.graphstead.api.typedb;

import static io.graphstead.api.typedb.ClusterController.Paths.BY_ORGANIZATION;
import static io.graphstead.api.typedb.ClusterController.Paths.BY_TEAM;
import static io.graphstead.api.typedb.ClusterController.Paths.BY_TEAM_V1;

import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.Cloning;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.NewClone;
import io.graphstead.fleet.Reshaping;
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
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

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
    private final Reshaping reshaping;
    private final ClusterChanges changes;
    private final Cloning cloning;

    ClusterController(
            Fleet fleet,
            Projects projects,
            NewClusters newClusters,
            Reshaping reshaping,
            ClusterChanges changes,
            Cloning cloning) {
        this.fleet = fleet;
        this.projects = projects;
        this.newClusters = newClusters;
        this.reshaping = reshaping;
        this.changes = changes;
        this.cloning = cloning;
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

    /**
     * Gives a cluster another id, backup configuration, storage size, machine type or version, all at once or nothing. Another
     * machine type or version restarts it; what the version does not take is undone, and nothing is lost.
     */
    @Patch(uris = {BY_ORGANIZATION + "/{id}", BY_TEAM + "/{id}", BY_TEAM_V1 + "/{id}"})
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    ClusterJson update(
            Caller caller,
            String owner,
            String home,
            String id,
            HttpRequest<?> request,
            RequestBody<UpdateRequest> body) {
        ClusterHome where = where(caller, Role.WRITER, owner, home, request);
        DeploymentView cluster = fleet.byClusterId(caller, where.project(), id);
        return ClusterJson.of(
                reshaping.update(caller, cluster.id(), changes.read(cluster, body.read())), where.wording());
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

    /**
     * Makes a cluster with the data of this one, which goes on meanwhile: of the same machine type, version and size, with the
     * same users and passwords.
     */
    @Post(uris = {BY_ORGANIZATION + "/{id}/clone", BY_TEAM + "/{id}/clone", BY_TEAM_V1 + "/{id}/clone"})
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    ClusterJson clone(
            Caller caller,
            String owner,
            String home,
            String id,
            HttpRequest<?> request,
            RequestBody<CloneRequest> body) {
        ClusterHome where = where(caller, Role.WRITER, owner, home, request);
        DeploymentId source = named(caller, where, id);
        DeploymentName name = DeploymentName.parseClusterId(
                "id", ClusterFields.required("id", "a string", body.read().id()));
        Accepted accepted = cloning.clone(
                caller,
                source,
                new NewClone(
                        where.project(),
                        name,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        FirstPassword.AS_IT_IS));
        Touched.made("database", accepted.deployment().id().value());
        return shown(accepted, where);
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
