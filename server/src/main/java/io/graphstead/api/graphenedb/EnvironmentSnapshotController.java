package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.FileDownload;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.Snapshot;
import io.graphstead.fleet.SnapshotDownloads;
import io.graphstead.fleet.SnapshotId;
import io.graphstead.fleet.Snapshots;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;

/** Every snapshot of an environment, those of databases that were deleted too. Contract §3. */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class EnvironmentSnapshotController {
    private static final String SNAPSHOTS = "/deployments/environments/{environmentId}/snapshots";
    private static final String SNAPSHOT = SNAPSHOTS + "/{snapshotId}";

    private final Snapshots snapshots;
    private final SnapshotDownloads downloads;
    private final Restores restores;
    private final Clock clock;

    EnvironmentSnapshotController(Snapshots snapshots, SnapshotDownloads downloads, Restores restores, Clock clock) {
        this.snapshots = snapshots;
        this.downloads = downloads;
        this.restores = restores;
        this.clock = clock;
    }

    @Get(SNAPSHOTS)
    @Allows(Role.READER)
    SnapshotJson.ListJson list(Caller caller, ProjectId environmentId) {
        return SnapshotJson.ListJson.of(snapshots.in(caller, environmentId));
    }

    @Get(SNAPSHOT)
    @Allows(Role.READER)
    SnapshotJson get(Caller caller, ProjectId environmentId, SnapshotId snapshotId) {
        return SnapshotJson.of(snapshots.get(caller, Role.READER, environmentId, snapshotId));
    }

    /** As of one database. */
    @Get(SNAPSHOT + "/download")
    @Allows(Role.WRITER)
    HttpResponse<?> download(HttpRequest<?> request, Caller caller, ProjectId environmentId, SnapshotId snapshotId) {
        Snapshot found = snapshots.get(caller, Role.WRITER, environmentId, snapshotId);
        return FileDownload.of(request, downloads.of(caller, found), Ids.text(snapshotId.value()));
    }

    @Delete(SNAPSHOT)
    @Allows(Role.OPERATOR)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, ProjectId environmentId, SnapshotId snapshotId) {
        snapshots.delete(
                caller,
                snapshots.get(caller, Role.OPERATOR, environmentId, snapshotId).id());
    }

    /** As of one database; in place only where that is still there. */
    @Command(SNAPSHOT + "/restore")
    @Allows(Role.WRITER)
    HttpResponse<DatabaseJson.AcceptedJson> restore(
            Caller caller, ProjectId environmentId, SnapshotId snapshotId, RequestBody<RestoreSnapshot> body) {
        Snapshot found = snapshots.get(caller, Role.WRITER, environmentId, snapshotId);
        return HttpResponse.accepted()
                .body(DatabaseJson.AcceptedJson.of(restores.restore(caller, found, body.read()), clock.instant()));
    }
}
