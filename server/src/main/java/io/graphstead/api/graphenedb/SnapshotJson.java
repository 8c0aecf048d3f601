package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.fleet.Snapshot;
import io.graphstead.fleet.Snapshots.Taken;
import io.graphstead.identity.Ids;
import java.util.List;

/**
 * A snapshot. Contract §4.
 *
 * @param sizeBytes that it takes where it is stored
 * @param verified whether it was seen that it can be restored
 * @param pinned kept until somebody deletes it, also when its database is gone
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SnapshotJson(
        String id,
        String label,
        String kind,
        String status,
        String createdAt,
        long sizeBytes,
        String engine,
        String version,
        boolean verified,
        boolean pinned,
        String databaseId,
        String databaseName,
        String environmentId) {

    /** Newest first. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ListJson(List<SnapshotJson> snapshots) {
        static ListJson of(List<Snapshot> snapshots) {
            return new ListJson(snapshots.stream().map(SnapshotJson::of).toList());
        }
    }

    /** The answer to what makes one. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AcceptedJson(SnapshotJson snapshot, String operationId) {
        static AcceptedJson of(Taken taken) {
            return new AcceptedJson(
                    SnapshotJson.of(taken.snapshot()),
                    Ids.text(taken.accepted().operation().value()));
        }
    }

    static SnapshotJson of(Snapshot snapshot) {
        return new SnapshotJson(
                Ids.text(snapshot.id().value()),
                snapshot.label(),
                switch (snapshot.kind()) {
                    case ON_DEMAND -> "on-demand";
                    case SCHEDULED -> "scheduled";
                    case FINAL -> "final";
                },
                switch (snapshot.status()) {
                    case PENDING -> "pending";
                    case READY -> "ready";
                    case FAILED, DELETING -> "failed";
                },
                WireDate.of(snapshot.createdAt()),
                snapshot.bytes(),
                snapshot.engine(),
                snapshot.version().text(),
                snapshot.verifiedAt().isPresent(),
                snapshot.pinned(),
                Ids.text(snapshot.deployment().value()),
                snapshot.database(),
                Ids.text(snapshot.project().value()));
    }
}
