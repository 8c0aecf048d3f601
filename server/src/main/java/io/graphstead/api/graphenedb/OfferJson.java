package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.graphstead.catalog.Region;
import io.graphstead.catalog.Size;
import io.graphstead.fleet.ReleaseView;
import java.util.List;

/** What is offered: versions, plans and regions. Contract §4. */
final class OfferJson {
    private OfferJson() {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record VersionsJson(List<VersionJson> versions) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record VersionJson(
            String number,
            String edition,
            String vendor,
            @JsonProperty("default") boolean byDefault,
            boolean installed) {
        static VersionJson of(ReleaseView view) {
            return new VersionJson(
                    view.release().version().text(),
                    view.release().edition(),
                    Vendors.of(view.release().engine()).segment(),
                    view.release().byDefault(),
                    view.installed());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PlansJson(List<PlanJson> plans) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PlanJson(
            String id,
            String label,
            long memoryMB,
            long heapMB,
            long pageCacheMB,
            int storageGB,
            double cpus,
            int servers,
            List<String> extras) {
        static PlanJson of(Size plan) {
            return new PlanJson(
                    plan.id(),
                    plan.label(),
                    plan.memory().ceilingMb(),
                    plan.memory().heapMb(),
                    plan.memory().pageCacheMb(),
                    plan.storageGb(),
                    plan.cpus(),
                    plan.servers(),
                    plan.extras());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RegionsJson(List<RegionJson> regions) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RegionJson(String id, String name, String provider) {
        static RegionJson of(Region region) {
            return new RegionJson(region.id(), region.name(), region.provider());
        }
    }
}
