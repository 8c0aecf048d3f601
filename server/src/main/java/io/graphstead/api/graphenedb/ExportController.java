package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.FileDownload;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Exports;
import io.graphstead.fleet.OperationId;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Data that goes out. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExportController {
    private final Exports exports;
    private final DatabasesOfVendor databases;

    ExportController(Exports exports, DatabasesOfVendor databases) {
        this.exports = exports;
        this.databases = databases;
    }

    /**
     * An export that was begun.
     *
     * @param exportId what it can be fetched under once its operation is finished
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ExportJson(String exportId, String operationId) {}

    /**
     * Packs the data of one moment, while the database goes on: of Neo4j as a dump, which any Neo4j of this version or a
     * later one loads, of TypeDB as a tar of its data folder.
     */
    @Command("/deployments/databases/{vendor}/{databaseId}/export")
    @Allows(Role.WRITER)
    HttpResponse<ExportJson> begin(Caller caller, Vendor vendor, DeploymentId databaseId) {
        Accepted accepted = exports.begin(caller, databases.checked(caller, vendor, databaseId));
        String id = Ids.text(accepted.operation().value());
        return HttpResponse.accepted().body(new ExportJson(id, id));
    }

    /** Fetches what was packed; a part of it when a range is asked for. It is deleted after a day, unless set otherwise. */
    @Get("/deployments/databases/{vendor}/{databaseId}/exports/{exportId}")
    @Allows(Role.WRITER)
    HttpResponse<?> download(
            HttpRequest<?> request, Caller caller, Vendor vendor, DeploymentId databaseId, OperationId exportId) {
        DeploymentId id = databases.checked(caller, vendor, databaseId);
        return FileDownload.of(request, exports.find(caller, id, exportId), Ids.text(exportId.value()));
    }
}
