package io.graphstead.console.database;

import io.graphstead.console.DatabaseLine;
import io.graphstead.console.Words;
import io.graphstead.fleet.Snapshot;
import io.graphstead.fleet.Snapshot.Kind;
import io.graphstead.identity.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A snapshot as pages show it.
 *
 * @param path of its page
 * @param label empty text when it has none
 * @param called its label, or without one when it was made
 * @param by who or which schedule asked for it
 * @param color of its state
 * @param size that it takes where it is stored
 * @param holds how much data is in it
 * @param verified when it was last seen that it can be restored; empty text when it was not
 * @param broken why it cannot be; empty text when that is not known of it
 */
public record SnapshotLine(
        String id,
        String path,
        String label,
        String called,
        String made,
        String madeAt,
        String by,
        String state,
        String color,
        boolean busy,
        boolean ready,
        String size,
        String holds,
        String verified,
        String broken,
        boolean pinned,
        String database,
        String databaseId,
        String release) {
    static SnapshotLine of(Snapshot snapshot, Map<String, String> names, Instant now) {
        boolean stored = snapshot.bytes() > 0;
        return new SnapshotLine(
                Ids.text(snapshot.id().value()),
                "/console/environments/" + Ids.text(snapshot.project().value()) + "/snapshots/"
                        + Ids.text(snapshot.id().value()),
                snapshot.label(),
                snapshot.label().isBlank() ? "Snapshot of " + Words.at(snapshot.createdAt()) : snapshot.label(),
                Words.ago(snapshot.createdAt(), now),
                Words.at(snapshot.createdAt()),
                by(snapshot, names),
                state(snapshot),
                color(snapshot),
                snapshot.status() == Snapshot.Status.PENDING,
                snapshot.status() == Snapshot.Status.READY,
                stored ? Words.bytes(snapshot.bytes()) : "–",
                stored ? Words.bytes(snapshot.volumeBytes()) : "–",
                snapshot.verifiedAt().map(at -> Words.ago(at, now)).orElse(""),
                snapshot.broken().orElse(""),
                snapshot.pinned(),
                snapshot.database(),
                Ids.text(snapshot.deployment().value()),
                DatabaseLine.engine(snapshot.engine()) + " "
                        + snapshot.version().text());
    }

    static List<SnapshotLine> of(List<Snapshot> snapshots, Map<String, String> names, Instant now) {
        return snapshots.stream().map(each -> of(each, names, now)).toList();
    }

    private static String by(Snapshot snapshot, Map<String, String> names) {
        if (snapshot.kind() == Kind.SCHEDULED) {
            String rhythms = String.join(
                    ", ",
                    snapshot.rhythms().stream()
                            .map(each -> each.name().toLowerCase(Locale.ROOT))
                            .toList());
            return rhythms.isEmpty() ? "the schedule" : "the schedule, " + rhythms;
        }
        String name = names.getOrDefault(
                snapshot.requestedBy(),
                snapshot.requestedBy().equals("installation") ? "the installation" : "somebody who is gone");
        return snapshot.kind() == Kind.FINAL ? name + ", before it was deleted" : name;
    }

    private static String state(Snapshot snapshot) {
        return switch (snapshot.status()) {
            case PENDING -> "Being made";
            case READY -> snapshot.verifiedAt().isPresent() ? "Verified" : "Ready";
            case FAILED -> snapshot.broken().isPresent() ? "Broken" : "Failed";
            case DELETING -> "Deleted";
        };
    }

    private static String color(Snapshot snapshot) {
        return switch (snapshot.status()) {
            case PENDING -> "azure";
            case READY -> "green";
            case FAILED -> "red";
            case DELETING -> "secondary";
        };
    }
}
