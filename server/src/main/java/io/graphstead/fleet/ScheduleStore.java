package io.graphstead.fleet;

import io.graphstead.fleet.Snapshot.Kind;
import io.graphstead.fleet.Snapshot.Status;
import io.graphstead.fleet.SnapshotPlan.Made;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the schedule of a deployment's snapshots is followed by, in PostgreSQL. */
@Singleton
class ScheduleStore {
    private final Jdbi jdbi;

    ScheduleStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Those on a host with a line that is on, or with a scheduled snapshot. */
    List<DeploymentId> watched(String hostId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT d.id FROM deployment d
                        WHERE d.host_id = :host AND d.deleted_at IS NULL AND (d.snapshot_schedule LIKE '% on%'
                            OR EXISTS (SELECT 1 FROM snapshot s WHERE s.deployment_id = d.id AND s.kind = 'SCHEDULED'))
                        ORDER BY d.created_at""")
                .bind("host", hostId)
                .mapTo(UUID.class)
                .map(DeploymentId::new)
                .list());
    }

    /** How many snapshots are being made on a host because a schedule said so. */
    int beingMade(String hostId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT count(*) FROM snapshot s JOIN deployment d ON d.id = s.deployment_id
                        WHERE d.host_id = :host AND s.kind = 'SCHEDULED' AND s.status = 'PENDING'""")
                .bind("host", hostId)
                .mapTo(Integer.class)
                .one());
    }

    /**
     * The newest scheduled snapshot of any deployment on a host that was not checked yet, each time of another, so that one
     * that has to wait holds no other up; none while one is being checked.
     */
    Optional<SnapshotId> toCheck(String hostId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT s.id FROM snapshot s JOIN deployment d ON d.id = s.deployment_id
                        WHERE d.host_id = :host AND d.deleted_at IS NULL AND s.kind = 'SCHEDULED'
                          AND s.status = 'READY' AND s.verified_at IS NULL
                          AND NOT EXISTS (SELECT 1 FROM snapshot newer WHERE newer.deployment_id = d.id
                              AND newer.kind = 'SCHEDULED' AND newer.status = 'READY'
                              AND newer.created_at > s.created_at)
                          AND NOT EXISTS (SELECT 1 FROM operation o
                              WHERE o.kind = 'VERIFY' AND (o.snapshot_id = s.id OR o.status = 'started'))
                        ORDER BY random() LIMIT 1""")
                .bind("host", hostId)
                .mapTo(UUID.class)
                .map(SnapshotId::new)
                .findOne());
    }

    Map<Rhythm, Instant> ran(Handle handle, DeploymentId id) {
        Map<Rhythm, Instant> ran = new EnumMap<>(Rhythm.class);
        handle.createQuery("SELECT rhythm, ran_at FROM snapshot_schedule_run WHERE deployment_id = :id")
                .bind("id", id.value())
                .map((row, context) ->
                        Map.entry(Rhythm.valueOf(row.getString("rhythm")), DeploymentStore.instant(row, "ran_at")))
                .forEach(entry -> ran.put(entry.getKey(), entry.getValue()));
        return ran;
    }

    void ran(Handle handle, DeploymentId id, Collection<Rhythm> lines, Instant now) {
        for (Rhythm line : lines) {
            handle.createUpdate("""
                            INSERT INTO snapshot_schedule_run VALUES (:id, :rhythm, :now)
                            ON CONFLICT (deployment_id, rhythm) DO UPDATE SET ran_at = excluded.ran_at""")
                    .bind("id", id.value())
                    .bind("rhythm", line)
                    .bind("now", now)
                    .execute();
        }
    }

    /** All of a deployment's snapshots. */
    List<Made> made(Handle handle, DeploymentId id) {
        return handle.createQuery("""
                        SELECT id, kind, status, pinned, created_at, rhythms FROM snapshot
                        WHERE deployment_id = :id AND status <> 'DELETING'""")
                .bind("id", id.value())
                .map((row, context) -> new Made(
                        new SnapshotId(row.getObject("id", UUID.class)),
                        Kind.valueOf(row.getString("kind")),
                        Status.valueOf(row.getString("status")),
                        row.getBoolean("pinned"),
                        DeploymentStore.instant(row, "created_at"),
                        DeploymentStore.strings(row.getArray("rhythms")).stream()
                                .map(Rhythm::valueOf)
                                .collect(Collectors.toSet())))
                .list();
    }
}
