package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.Snapshots;
import io.graphstead.identity.Caller;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Role;
import io.graphstead.identity.Touched;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Databases: create, list, get, delete. Aliases of the paths are brought to these by {@link DatabasePaths}. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class DatabaseController {
    private final Fleet fleet;
    private final DatabasesOfVendor databases;
    private final NewDatabases newDatabases;
    private final Snapshots snapshots;
    private final Clock clock;

    DatabaseController(
            Fleet fleet, DatabasesOfVendor databases, NewDatabases newDatabases, Snapshots snapshots, Clock clock) {
        this.fleet = fleet;
        this.databases = databases;
        this.newDatabases = newDatabases;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    record Rename(@Nullable String name) {}

    record ProtectionJson(@Nullable Boolean terminationProtected) {}

    @Post("/deployments/databases/{vendor}")
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    HttpResponse<DatabaseJson.AcceptedJson> create(Caller caller, Vendor vendor, RequestBody<CreateDatabase> body) {
        Accepted accepted = fleet.create(caller, newDatabases.read(caller, vendor, body.read()));
        Touched.made("database", accepted.deployment().id().value());
        return HttpResponse.accepted().body(DatabaseJson.AcceptedJson.of(accepted, clock.instant()));
    }

    @Get("/deployments/databases")
    @Allows(Role.READER)
    DatabaseJson.ListJson all(Caller caller) {
        return list(fleet.list(caller));
    }

    @Get("/deployments/databases/{vendor}")
    @Allows(Role.READER)
    DatabaseJson.ListJson ofVendor(Caller caller, Vendor vendor) {
        return list(fleet.list(caller).stream()
                .filter(view -> vendor.serves(view.release().engine()))
                .toList());
    }

    @Get("/deployments/environments/{environmentId}/databases")
    @Allows(Role.READER)
    DatabaseJson.ListJson ofEnvironment(Caller caller, ProjectId environmentId) {
        return list(fleet.list(caller, environmentId));
    }

    @Get("/deployments/databases/{vendor}/{databaseId}")
    @Allows(Role.READER)
    DatabaseJson get(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return DatabaseJson.of(databases.get(caller, vendor, databaseId), clock.instant());
    }

    @Get("/deployments/databases/{vendor}/{databaseId}/status")
    @Allows(Role.READER)
    StatusJson status(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return StatusJson.of(databases.get(caller, vendor, databaseId).status(), clock.instant());
    }

    @Put("/deployments/databases/{vendor}/{databaseId}")
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    DatabaseJson rename(Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<Rename> body) {
        fleet.require(caller, Role.WRITER, databases.get(caller, vendor, databaseId));
        String name = body.read().name();
        if (name == null) {
            throw new Refused(new InvalidField("name", "name is missing; give it as a string"));
        }
        return DatabaseJson.of(fleet.rename(caller, databaseId, DeploymentName.parse("name", name)), clock.instant());
    }

    @Get("/deployments/databases/{vendor}/{databaseId}/protection")
    @Allows(Role.READER)
    ProtectionJson protection(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return new ProtectionJson(databases.get(caller, vendor, databaseId).terminationProtected());
    }

    @Put("/deployments/databases/{vendor}/{databaseId}/protection")
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    ProtectionJson protect(Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<ProtectionJson> body) {
        fleet.require(caller, Role.WRITER, databases.get(caller, vendor, databaseId));
        Boolean wanted = body.read().terminationProtected();
        if (wanted == null) {
            throw new Refused(
                    new InvalidField("terminationProtected", "terminationProtected is missing; send true or false"));
        }
        return new ProtectionJson(fleet.protect(caller, databaseId, wanted).terminationProtected());
    }

    @Delete("/deployments/databases/{vendor}/{databaseId}")
    @Allows(Role.OPERATOR)
    HttpResponse<DatabaseJson.AcceptedJson> delete(
            Caller caller,
            Vendor vendor,
            DeploymentId databaseId,
            @QueryValue(defaultValue = "false") boolean finalSnapshot) {
        DeploymentId id = databases.checked(caller, vendor, databaseId);
        Accepted accepted = finalSnapshot
                ? snapshots.takeAndDelete(caller, id, Role.OPERATOR).accepted()
                : fleet.delete(caller, id, Role.OPERATOR);
        return HttpResponse.accepted().body(DatabaseJson.AcceptedJson.of(accepted, clock.instant()));
    }

    private DatabaseJson.ListJson list(List<DeploymentView> views) {
        Instant now = clock.instant();
        return new DatabaseJson.ListJson(
                views.stream().map(view -> DatabaseJson.of(view, now)).toList());
    }
}
