package io.graphstead.api.graphenedb;

import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Fleet;
import io.graphstead.identity.Caller;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;

/** Databases as paths name them: under a vendor, where those of other engines do not exist. */
@Singleton
final class DatabasesOfVendor {
    private final Fleet fleet;

    DatabasesOfVendor(Fleet fleet) {
        this.fleet = fleet;
    }

    DeploymentView get(Caller caller, Vendor vendor, DeploymentId id) {
        DeploymentView view = fleet.get(caller, id);
        if (!vendor.serves(view.release().engine())) {
            throw notFound(id);
        }
        return view;
    }

    /**
     * The id, once it is known to name a database of the vendor, be it a deleted one.
     *
     * @throws Refused when it does not, or when the caller may not see it
     */
    DeploymentId checked(Caller caller, Vendor vendor, DeploymentId id) {
        if (!vendor.serves(fleet.engineOf(caller, id))) {
            throw notFound(id);
        }
        return id;
    }

    private static Refused notFound(DeploymentId id) {
        return new Refused(new NotFound("deployment", id.toString()));
    }
}
