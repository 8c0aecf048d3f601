package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.FileDownload;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.Snapshot;
import io.graphstead.fleet.SnapshotChecks;
import io.graphstead.fleet.SnapshotDownloads;
import io.graphstead.fleet.SnapshotId;
import io.graphstead.fleet.Snapshots;
import io.graphstead.fleet.Snapshots.Description;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Role;
import io.graphstead.identity.Touched;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Snapshots of one database. Contract §3; those of a deleted one can still be read, restored and deleted. */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SnapshotController {
    private static final String SNAPSHOTS = "/deployments/databases/{vendor}/{databaseId}/snapshots";
    private static final String SNAPSHOT = SNAPSHOTS + "/{snapshotId}";

    private final Snapshots snapshots;
    private final SnapshotChecks checks;
    private final SnapshotDownloads downloads;
    private final Fleet fleet;
    private final DatabasesOfVendor databases;
    private final Restores restores;
    private final Clock clock;

    SnapshotController(
            Snapshots snapshots,
            SnapshotChecks checks,
            SnapshotDownloads downloads,
            Fleet fleet,
            DatabasesOfVendor databases,
            Restores restores,
            Clock clock) {
        this.snapshots = snapshots;
        this.checks = checks;
        this.downloads = downloads;
        this.fleet = fleet;
        this.databases = databases;
        this.restores = restores;
        this.clock = clock;
    }

    /**
     * What people say of a snapshot.
     *
     * @param label left out: none, or the one that it has
     * @param pinned left out: not, or as it is
     */
    record Described(@Nullable String label, @Nullable Boolean pinned) {
        Description or(String otherLabel, boolean otherPinned) {
            return new Description(label == null ? otherLabel : label, pinned == null ? otherPinned : pinned);
        }
    }

    /** Takes a snapshot; the database goes on meanwhile. */
    @Post(SNAPSHOTS)
    @Allows(Role.WRITER)
    HttpResponse<SnapshotJson.AcceptedJson> take(
            Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<Described> body) {
        fleet.require(caller, Role.WRITER, databases.get(caller, vendor, databaseId));
        Snapshots.Taken taken = snapshots.take(caller, databaseId, body.read().or("", false));
        Touched.made("snapshot", taken.snapshot().id().value());
        return HttpResponse.accepted().body(SnapshotJson.AcceptedJson.of(taken));
    }

    @Get(SNAPSHOTS)
    @Allows(Role.READER)
    SnapshotJson.ListJson list(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return SnapshotJson.ListJson.of(snapshots.of(caller, databases.checked(caller, vendor, databaseId)));
    }

    @Get(SNAPSHOT)
    @Allows(Role.READER)
    SnapshotJson get(Caller caller, Vendor vendor, DeploymentId databaseId, SnapshotId snapshotId) {
        return SnapshotJson.of(found(caller, Role.READER, vendor, databaseId, snapshotId));
    }

    /**
     * Fetches a snapshot as a file, a tar in zstd of what was in the database's volume; a part of it when a range is asked
     * for. Where snapshots are stored encrypted, the server decrypts it. It can be imported again.
     */
    @Get(SNAPSHOT + "/download")
    @Allows(Role.WRITER)
    HttpResponse<?> download(
            HttpRequest<?> request, Caller caller, Vendor vendor, DeploymentId databaseId, SnapshotId snapshotId) {
        Snapshot found = found(caller, Role.WRITER, vendor, databaseId, snapshotId);
        return FileDownload.of(request, downloads.of(caller, found), Ids.text(snapshotId.value()));
    }

    /** Gives it another label, pins it, or lets it go again. */
    @Put(SNAPSHOT)
    @Allows(Role.WRITER)
    SnapshotJson describe(
            Caller caller, Vendor vendor, DeploymentId databaseId, SnapshotId snapshotId, RequestBody<Described> body) {
        Snapshot found = found(caller, Role.WRITER, vendor, databaseId, snapshotId);
        return SnapshotJson.of(
                snapshots.describe(caller, snapshotId, body.read().or(found.label(), found.pinned())));
    }

    @Delete(SNAPSHOT)
    @Allows(Role.OPERATOR)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, Vendor vendor, DeploymentId databaseId, SnapshotId snapshotId) {
        snapshots.delete(
                caller,
                found(caller, Role.OPERATOR, vendor, databaseId, snapshotId).id());
    }

    /**
     * Sees whether it can be restored: reads it to its end, and starts a server on a scratch copy until that answers a query.
     * One that cannot be is shown as failed from then on.
     */
    @Command(SNAPSHOT + "/verify")
    @Allows(Role.WRITER)
    HttpResponse<DatabaseJson.AcceptedJson> verify(
            Caller caller, Vendor vendor, DeploymentId databaseId, SnapshotId snapshotId) {
        Snapshot found = found(caller, Role.WRITER, vendor, databaseId, snapshotId);
        return HttpResponse.accepted()
                .body(DatabaseJson.AcceptedJson.of(checks.verify(caller, found.id()), clock.instant()));
    }

    /** Restores it in place, into another database, or as a new one. */
    @Command(SNAPSHOT + "/restore")
    @Allows(Role.WRITER)
    HttpResponse<DatabaseJson.AcceptedJson> restore(
            Caller caller,
            Vendor vendor,
            DeploymentId databaseId,
            SnapshotId snapshotId,
            RequestBody<RestoreSnapshot> body) {
        Snapshot found = found(caller, Role.WRITER, vendor, databaseId, snapshotId);
        return HttpResponse.accepted()
                .body(DatabaseJson.AcceptedJson.of(restores.restore(caller, found, body.read()), clock.instant()));
    }

    private Snapshot found(Caller caller, Role needed, Vendor vendor, DeploymentId databaseId, SnapshotId id) {
        return snapshots.get(caller, needed, databases.checked(caller, vendor, databaseId), id);
    }
}
