package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.Installations;
import io.graphstead.fleet.OperationId;
import io.graphstead.fleet.OperationView;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.Instant;

/** Operations, under their database or by their own id; those of deleted databases too. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class OperationController {
    private final Fleet fleet;
    private final Installations installations;
    private final DatabasesOfVendor databases;
    private final Clock clock;

    OperationController(Fleet fleet, Installations installations, DatabasesOfVendor databases, Clock clock) {
        this.fleet = fleet;
        this.installations = installations;
        this.databases = databases;
        this.clock = clock;
    }

    @Get("/deployments/databases/{vendor}/{databaseId}/operations")
    @Allows(Role.READER)
    OperationJson.ListJson ofDatabase(Caller caller, Vendor vendor, DeploymentId databaseId) {
        Instant now = clock.instant();
        return new OperationJson.ListJson(
                fleet.operations(caller, databases.checked(caller, vendor, databaseId)).stream()
                        .map(view -> OperationJson.of(view, now))
                        .toList());
    }

    @Get("/deployments/databases/{vendor}/{databaseId}/operations/{operationId}")
    @Allows(Role.READER)
    OperationJson oneOfDatabase(Caller caller, Vendor vendor, DeploymentId databaseId, OperationId operationId) {
        DeploymentId id = databases.checked(caller, vendor, databaseId);
        OperationView view = fleet.operation(caller, operationId);
        if (!view.touches(id)) {
            throw new Refused(new NotFound("operation", operationId.toString()));
        }
        return OperationJson.of(view, clock.instant());
    }

    @Delete("/deployments/databases/{vendor}/{databaseId}/operations/{operationId}")
    @Allows(Role.WRITER)
    HttpResponse<OperationJson> cancel(Caller caller, Vendor vendor, DeploymentId databaseId, OperationId operationId) {
        DeploymentId id = databases.checked(caller, vendor, databaseId);
        return HttpResponse.accepted().body(OperationJson.of(fleet.cancel(caller, id, operationId), clock.instant()));
    }

    @Get("/operations/{operationId}")
    @Allows(Role.READER)
    OperationJson one(Caller caller, OperationId operationId) {
        Instant now = clock.instant();
        return installations
                .find(caller, operationId)
                .map(view -> OperationJson.of(view, now))
                .orElseGet(() -> OperationJson.of(fleet.operation(caller, operationId), now));
    }
}
