package io.graphstead.api.typedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.Open;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** The versions that can be deployed now. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class VersionsController {
    private final ClusterVersions versions;

    VersionsController(ClusterVersions versions) {
        this.versions = versions;
    }

    @Get("/api/v1/cluster-versions")
    @Open(because = "the contract wants no token here, and it tells only what is offered")
    VersionsJson versions() {
        return new VersionsJson(versions.available());
    }

    /**
     * @param availableVersions ascending
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record VersionsJson(List<String> availableVersions) {}
}
