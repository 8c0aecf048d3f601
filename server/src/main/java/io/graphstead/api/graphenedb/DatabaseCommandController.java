package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Fleet;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;

/** Commands on a database; each answers to POST and PUT. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class DatabaseCommandController {
    private final Fleet fleet;
    private final DatabasesOfVendor databases;
    private final Clock clock;

    DatabaseCommandController(Fleet fleet, DatabasesOfVendor databases, Clock clock) {
        this.fleet = fleet;
        this.databases = databases;
        this.clock = clock;
    }

    @Command("/deployments/databases/{vendor}/{databaseId}/pause")
    @Allows(Role.WRITER)
    HttpResponse<DatabaseJson.AcceptedJson> pause(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return accepted(fleet.pause(caller, databases.checked(caller, vendor, databaseId)));
    }

    @Command("/deployments/databases/{vendor}/{databaseId}/resume")
    @Allows(Role.WRITER)
    HttpResponse<DatabaseJson.AcceptedJson> resume(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return accepted(fleet.resume(caller, databases.checked(caller, vendor, databaseId)));
    }

    @Command("/deployments/databases/{vendor}/{databaseId}/restart")
    @Allows(Role.WRITER)
    HttpResponse<RestartDatabase.AcceptedJson> restart(
            Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<RestartDatabase> body) {
        DeploymentId id = databases.checked(caller, vendor, databaseId);
        RestartDatabase asked = body.read();
        Stations.check(id, asked.stations());
        Accepted accepted = fleet.restart(caller, id);
        return HttpResponse.accepted()
                .body(new RestartDatabase.AcceptedJson(
                        asked.stations(),
                        Boolean.TRUE.equals(asked.reset()),
                        Ids.text(accepted.operation().value())));
    }

    private HttpResponse<DatabaseJson.AcceptedJson> accepted(Accepted accepted) {
        return HttpResponse.accepted().body(DatabaseJson.AcceptedJson.of(accepted, clock.instant()));
    }
}
