package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.Multipart;
import io.graphstead.api.Uploads;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Imports;
import io.graphstead.fleet.UploadedArchive;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Data that comes in. */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ImportController {
    private final Imports imports;
    private final DatabasesOfVendor databases;

    ImportController(Imports imports, DatabasesOfVendor databases) {
        this.imports = imports;
        this.databases = databases;
    }

    /**
     * Replaces the data of a database by that of an archive: for Neo4j a dump, or a zip or tar of a store folder; for
     * TypeDB a zip or tar of a data folder. The archive is looked through and loaded beside the running database first; one
     * that is refused leaves it as it was, and so does one on which no server comes up. Users and passwords stay those of
     * the database.
     */
    @Command("/deployments/databases/{vendor}/{databaseId}/import")
    @Allows(Role.WRITER)
    @Uploads
    HttpResponse<OperationIdJson> begin(Caller caller, Vendor vendor, DeploymentId databaseId, Multipart form) {
        DeploymentId id = databases.checked(caller, vendor, databaseId);
        imports.checkMayImport(caller, id);
        try (Multipart.Parts parts = form.read(imports.longestUpload())) {
            UploadedArchive archive = parts.take("file")
                    .map(file -> new UploadedArchive(file, "the archive"))
                    .orElseThrow(() -> new Refused(new InvalidField(
                            "file",
                            "file is missing; send the archive, such as a dump, as a file of the multipart form")));
            return OperationIdJson.of(imports.begin(caller, id, archive));
        }
    }
}
