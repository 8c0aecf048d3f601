package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.Switching;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connection URLs, which are things of their own: two databases can trade theirs. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class SwitchController {
    private static final String TARGET = "targetDatabaseId";

    private final Switching switching;
    private final Fleet fleet;
    private final DatabasesOfVendor databases;
    private final Clock clock;

    SwitchController(Switching switching, Fleet fleet, DatabasesOfVendor databases, Clock clock) {
        this.switching = switching;
        this.fleet = fleet;
        this.databases = databases;
        this.clock = clock;
    }

    /**
     * Two databases that are to trade their connection URLs.
     *
     * @param targetDatabaseId the other one
     */
    record SwitchConnectionUrl(@Nullable String targetDatabaseId) {}

    /** The two databases trade connection URLs: clients that reconnect reach the other data, with the users that are there. */
    @Command("/deployments/databases/{vendor}/{databaseId}/connection-url/switch")
    @Allows(Role.WRITER)
    HttpResponse<DatabaseJson.AcceptedJson> trade(
            Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<SwitchConnectionUrl> body) {
        DeploymentView view = databases.get(caller, vendor, databaseId);
        fleet.require(caller, Role.WRITER, view);
        Accepted accepted =
                switching.trade(caller, view.id(), TARGET, target(body.read().targetDatabaseId()));
        return HttpResponse.accepted().body(DatabaseJson.AcceptedJson.of(accepted, clock.instant()));
    }

    private static DeploymentId target(@Nullable String given) {
        String text = Optional.ofNullable(given)
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> new Refused(new InvalidField(
                        TARGET, TARGET + " is missing; give the id of the database to trade connection URLs with")));
        return Ids.parse(text)
                .map(DeploymentId::new)
                .orElseThrow(() -> new Refused(new InvalidField(
                        TARGET, TARGET + " is no id of a database; GET /deployments/databases lists them")));
    }
}
