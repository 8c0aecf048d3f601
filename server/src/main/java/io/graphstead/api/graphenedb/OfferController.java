package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.graphenedb.OfferJson.PlanJson;
import io.graphstead.api.graphenedb.OfferJson.PlansJson;
import io.graphstead.api.graphenedb.OfferJson.RegionJson;
import io.graphstead.api.graphenedb.OfferJson.RegionsJson;
import io.graphstead.api.graphenedb.OfferJson.VersionJson;
import io.graphstead.api.graphenedb.OfferJson.VersionsJson;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Size;
import io.graphstead.fleet.Fleet;
import io.graphstead.identity.Role;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What can be had: versions, plans, regions. */
@Controller("/deployments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OfferController {
    /** The regions of this dialect are EC2's. */
    private static final String PROVIDER = "aws";

    private final Fleet fleet;
    private final Catalog catalog;

    OfferController(Fleet fleet, Catalog catalog) {
        this.fleet = fleet;
        this.catalog = catalog;
    }

    @Get("/versions")
    @Allows(Role.READER)
    VersionsJson versions() {
        return new VersionsJson(fleet.releases().stream().map(VersionJson::of).toList());
    }

    @Get("/plans")
    @Allows(Role.READER)
    PlansJson plans() {
        return new PlansJson(
                catalog.sizes(Size.Kind.PLAN).stream().map(PlanJson::of).toList());
    }

    @Get("/regions")
    @Allows(Role.READER)
    RegionsJson regions() {
        return new RegionsJson(catalog.regions().stream()
                .filter(region -> region.provider().equals(PROVIDER))
                .map(RegionJson::of)
                .toList());
    }
}
