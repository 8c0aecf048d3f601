package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.RequestBody;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Size;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.Reshaping;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that change what a database is made of. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReshapingController {
    private final Reshaping reshaping;
    private final Fleet fleet;
    private final DatabasesOfVendor databases;
    private final Offer offer;
    private final Catalog catalog;

    ReshapingController(Reshaping reshaping, Fleet fleet, DatabasesOfVendor databases, Offer offer, Catalog catalog) {
        this.reshaping = reshaping;
        this.fleet = fleet;
        this.databases = databases;
        this.offer = offer;
        this.catalog = catalog;
    }

    record ChangePlan(@Nullable String targetPlanName) {}

    record ChangeVersion(@Nullable String targetVersion) {}

    /** Null is none. */
    record ChooseExtras(@Nullable List<@Nullable String> enabledExtrasKinds) {}

    @Command("/deployments/databases/{vendor}/{databaseId}/plan/change")
    @Allows(Role.WRITER)
    HttpResponse<OperationIdJson> changePlan(
            Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<ChangePlan> body) {
        DeploymentId id = writable(caller, vendor, databaseId).id();
        String asked = given("targetPlanName", body.read().targetPlanName());
        return OperationIdJson.of(reshaping.resize(caller, id, "targetPlanName", offer.plan("targetPlanName", asked)));
    }

    @Command("/deployments/databases/{vendor}/{databaseId}/version/change")
    @Allows(Role.WRITER)
    HttpResponse<OperationIdJson> changeVersion(
            Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<ChangeVersion> body) {
        DeploymentView view = writable(caller, vendor, databaseId);
        String asked = given("targetVersion", body.read().targetVersion());
        return OperationIdJson.of(reshaping.upgrade(
                caller, view.id(), "targetVersion", offer.release(view.release().engine(), asked)));
    }

    @Command("/deployments/databases/{vendor}/{databaseId}/extras")
    @Allows(Role.WRITER)
    HttpResponse<OperationIdJson> chooseExtras(
            Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<ChooseExtras> body) {
        DeploymentView view = writable(caller, vendor, databaseId);
        Size size = catalog.size(view.size())
                .orElseThrow(() -> new Refused(new InvalidField(
                        "enabledExtrasKinds",
                        "the plan " + view.size() + " of this database is not offered any more, so neither are its"
                                + " extras; change the plan first")));
        return OperationIdJson.of(reshaping.chooseExtras(
                caller,
                view.id(),
                Extras.checked("enabledExtrasKinds", body.read().enabledExtrasKinds(), size)));
    }

    private DeploymentView writable(Caller caller, Vendor vendor, DeploymentId databaseId) {
        DeploymentView view = databases.get(caller, vendor, databaseId);
        fleet.require(caller, Role.WRITER, view);
        return view;
    }

    private static String given(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new Refused(new InvalidField(field, field + " is missing; give it as a string"));
        }
        return value;
    }
}
