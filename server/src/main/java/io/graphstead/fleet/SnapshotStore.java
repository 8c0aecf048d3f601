package io.graphstead.fleet;

import io.graphstead.engine.Version;
import io.graphstead.fleet.PasswordStore.StoredCredentials;
import io.graphstead.fleet.Snapshot.Kind;
import io.graphstead.fleet.Snapshot.Status;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import io.graphstead.identity.ProjectId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Snapshots in PostgreSQL: what is known of each archive. */
@Singleton
class SnapshotStore {
    private static final String SELECT = """
            SELECT id, deployment_id, project_id, database_name, engine, version, edition, size, storage_gb, label, pinned,
                   kind, status, operation_id, requested_by, created_at, bytes, volume_bytes, verified_at, rhythms, broken
            FROM snapshot WHERE status <> 'DELETING'""";

    private final Jdbi jdbi;

    SnapshotStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void insert(Handle handle, Snapshot snapshot, String username, byte[] sealedPassword) {
        handle.createUpdate("""
                        INSERT INTO snapshot (id, deployment_id, project_id, database_name, engine, version, edition, size,
                            storage_gb, username, sealed_password, label, pinned, kind, status, operation_id, requested_by,
                            created_at, bytes, volume_bytes)
                        VALUES (:id, :deployment, :project, :database, :engine, :version, :edition, :size,
                            :storageGb, :username, :sealed, :label, :pinned, :kind, :status, :operation, :requestedBy,
                            :createdAt, 0, 0)""")
                .bind("id", snapshot.id().value())
                .bind("deployment", snapshot.deployment().value())
                .bind("project", snapshot.project().value())
                .bind("database", snapshot.database())
                .bind("engine", snapshot.engine())
                .bind("version", snapshot.version().text())
                .bind("edition", snapshot.edition())
                .bind("size", snapshot.size())
                .bind("storageGb", snapshot.storageGb())
                .bind("username", username)
                .bind("sealed", sealedPassword)
                .bind("label", snapshot.label())
                .bind("pinned", snapshot.pinned())
                .bind("kind", snapshot.kind())
                .bind("status", snapshot.status())
                .bind("operation", snapshot.operation().value())
                .bind("requestedBy", snapshot.requestedBy())
                .bind("createdAt", snapshot.createdAt())
                .execute();
    }

    /**
     * Sets room aside for one that is being made.
     *
     * @param lines of the schedule that it stands for
     */
    void reserve(Handle handle, SnapshotId id, long bytes, Set<Rhythm> lines) {
        handle.createUpdate("UPDATE snapshot SET reserved_bytes = :bytes, rhythms = :lines WHERE id = :id")
                .bind("id", id.value())
                .bind("bytes", bytes)
                .bindArray(
                        "lines",
                        String.class,
                        lines.stream().map(Rhythm::name).sorted().toList())
                .execute();
    }

    Optional<Snapshot> find(SnapshotId id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " AND id = :id")
                .bind("id", id.value())
                .map((row, context) -> snapshot(row))
                .findOne());
    }

    /** Newest first. */
    List<Snapshot> of(DeploymentId deployment) {
        return list(" AND deployment_id = :id", deployment.value());
    }

    /** Newest first. */
    List<Snapshot> of(ProjectId project) {
        return list(" AND project_id = :id", project.value());
    }

    /** The newest one of each that is ready. */
    Map<DeploymentId, Snapshot> newest(Collection<DeploymentId> deployments) {
        String newest = SELECT.replaceFirst("SELECT", "SELECT DISTINCT ON (deployment_id)")
                + " AND status = 'READY' AND deployment_id = ANY (:ids) ORDER BY deployment_id, created_at DESC";
        return jdbi.withHandle(handle -> handle
                .createQuery(newest)
                .bindArray(
                        "ids",
                        UUID.class,
                        deployments.stream().map(DeploymentId::value).toList())
                .map((row, context) -> snapshot(row))
                .stream()
                .collect(Collectors.toMap(Snapshot::deployment, Function.identity())));
    }

    private List<Snapshot> list(String where, UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + where + " ORDER BY created_at DESC, id")
                .bind("id", id)
                .map((row, context) -> snapshot(row))
                .list());
    }

    Optional<StoredCredentials> credentials(SnapshotId id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT username, sealed_password FROM snapshot WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> new StoredCredentials(row.getString(1), row.getBytes(2), Optional.empty()))
                .findOne());
    }

    /** The archive is stored; it counts once its operation has ended. */
    void stored(SnapshotId id, long bytes, long volumeBytes) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE snapshot SET bytes = :bytes, volume_bytes = :volume WHERE id = :id AND status = 'PENDING'""")
                .bind("id", id.value())
                .bind("bytes", bytes)
                .bind("volume", volumeBytes)
                .execute());
    }

    /** The operation that makes it has ended. */
    void end(Handle handle, OperationId operation, Status status) {
        handle.createUpdate(
                        "UPDATE snapshot SET status = :status WHERE operation_id = :operation AND status = 'PENDING'")
                .bind("operation", operation.value())
                .bind("status", status)
                .execute();
    }

    /** It was seen that it can be restored. */
    void verified(SnapshotId id, Instant now) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        UPDATE snapshot SET status = 'READY', verified_at = :now, broken = NULL
                        WHERE id = :id AND status IN ('READY', 'FAILED')""").bind("id", id.value()).bind("now", now).execute());
    }

    /** It was seen that it cannot be restored. */
    void broken(SnapshotId id, String why) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        UPDATE snapshot SET status = 'FAILED', verified_at = NULL, broken = :why
                        WHERE id = :id AND status IN ('READY', 'FAILED')""").bind("id", id.value()).bind("why", why).execute());
    }

    /** Why it cannot be restored, of one that was made and then seen to be broken. */
    Optional<String> whyBroken(Handle handle, SnapshotId id) {
        return handle.createQuery("SELECT broken FROM snapshot WHERE id = :id AND broken IS NOT NULL")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne();
    }

    void describe(SnapshotId id, String label, boolean pinned) {
        jdbi.useHandle(
                handle -> handle.createUpdate("UPDATE snapshot SET label = :label, pinned = :pinned WHERE id = :id")
                        .bind("id", id.value())
                        .bind("label", label)
                        .bind("pinned", pinned)
                        .execute());
    }

    /**
     * Hides it for good, unless an operation that makes or restores it runs.
     *
     * @return whether it is hidden now
     */
    boolean hide(SnapshotId id) {
        return jdbi.inTransaction(handle -> hide(handle, id));
    }

    private static boolean hide(Handle handle, SnapshotId id) {
        return handle.createUpdate("""
                        UPDATE snapshot SET status = 'DELETING' WHERE id = :id AND status <> 'PENDING'
                        AND NOT EXISTS (SELECT 1 FROM operation o
                            WHERE o.snapshot_id = :id AND o.status = 'started')""").bind("id", id.value()).execute() == 1;
    }

    /** As {@link #hide}, unless somebody has pinned it meanwhile. */
    boolean hideUnpinned(SnapshotId id) {
        return jdbi.inTransaction(
                handle -> hold(handle, id).filter(one -> !one.pinned()).isPresent() && hide(handle, id));
    }

    /** Keeps it as it is until the transaction ends; empty when it cannot be restored any more. */
    Optional<Snapshot> hold(Handle handle, SnapshotId id) {
        return handle.createQuery(SELECT + " AND id = :id FOR UPDATE")
                .bind("id", id.value())
                .map((row, context) -> snapshot(row))
                .findOne();
    }

    /** Those that are hidden and those that nobody pinned and whose deployments were deleted before. */
    List<SnapshotId> toDelete(Instant deletedBefore) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT s.id FROM snapshot s LEFT JOIN deployment d ON d.id = s.deployment_id
                        WHERE s.status = 'DELETING'
                           OR (NOT s.pinned AND s.status <> 'PENDING' AND (d.id IS NULL OR d.deleted_at < :before))""")
                .bind("before", deletedBefore)
                .map((row, context) -> new SnapshotId(row.getObject(1, UUID.class)))
                .list());
    }

    void forget(SnapshotId id) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM snapshot WHERE id = :id AND status = 'DELETING'")
                .bind("id", id.value())
                .execute());
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(
                new SnapshotId(row.getObject("id", UUID.class)),
                new DeploymentId(row.getObject("deployment_id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("database_name"),
                row.getString("engine"),
                new Version(row.getString("version")),
                row.getString("edition"),
                row.getString("size"),
                row.getInt("storage_gb"),
                row.getString("label"),
                row.getBoolean("pinned"),
                Kind.valueOf(row.getString("kind")),
                Status.valueOf(row.getString("status")),
                new OperationId(row.getObject("operation_id", UUID.class)),
                row.getString("requested_by"),
                DeploymentStore.instant(row, "created_at"),
                row.getLong("bytes"),
                row.getLong("volume_bytes"),
                DeploymentStore.maybeInstant(row, "verified_at"),
                DeploymentStore.strings(row.getArray("rhythms")).stream()
                        .map(Rhythm::valueOf)
                        .toList(),
                Optional.ofNullable(row.getString("broken")));
    }
}
