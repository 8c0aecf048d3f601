package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.Cloning;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.NewClone;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.Role;
import io.graphstead.identity.Touched;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Databases made as copies of others. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class CloneController {
    private final Cloning cloning;
    private final Fleet fleet;
    private final DatabasesOfVendor databases;
    private final Environments environments;
    private final Offer offer;
    private final Clock clock;

    CloneController(
            Cloning cloning,
            Fleet fleet,
            DatabasesOfVendor databases,
            Environments environments,
            Offer offer,
            Clock clock) {
        this.cloning = cloning;
        this.fleet = fleet;
        this.databases = databases;
        this.environments = environments;
        this.offer = offer;
        this.clock = clock;
    }

    /**
     * A clone that is asked for.
     *
     * @param environmentId left out: that of the source, and so with the others
     */
    record CloneDatabase(
            @Nullable String name,
            @Nullable String environmentId,
            @Nullable String plan,
            @Nullable String version) {}

    /** Makes a database with the data, the configuration and the plugins of this one, which goes on meanwhile. */
    @Command("/deployments/databases/{vendor}/{databaseId}/clone")
    @Allows(Role.WRITER)
    HttpResponse<DatabaseJson.AcceptedJson> clone(
            Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<CloneDatabase> body) {
        DeploymentView source = databases.get(caller, vendor, databaseId);
        fleet.require(caller, Role.WRITER, source);
        Accepted accepted = cloning.clone(caller, source.id(), read(caller, source, body.read()));
        Touched.made("database", accepted.deployment().id().value());
        return HttpResponse.accepted().body(DatabaseJson.AcceptedJson.of(accepted, clock.instant()));
    }

    private NewClone read(Caller caller, DeploymentView source, CloneDatabase asked) {
        String name = Given.text(asked.name())
                .orElseThrow(() -> new Refused(new InvalidField("name", "name is missing; give it as a string")));
        Optional<Project> environment = Given.text(asked.environmentId())
                .map(id -> environments.forNew(caller, Optional.of(id), Optional.empty()))
                .filter(project -> !project.id().equals(source.project().id()));
        return new NewClone(
                environment.orElse(source.project()),
                DeploymentName.parse("name", name),
                Given.text(asked.plan()).map(id -> offer.plan("plan", id)),
                Given.text(asked.version())
                        .map(number -> offer.release(source.release().engine(), number)),
                environment
                        .map(Project::placement)
                        .map(placement -> new NewClone.Place(placement, offer.storageType(placement))),
                FirstPassword.GENERATED);
    }
}
