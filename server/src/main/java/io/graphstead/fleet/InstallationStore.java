package io.graphstead.fleet;

import io.graphstead.fleet.OperationView.Status;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Installations of engines in PostgreSQL. */
@Singleton
class InstallationStore {
    private static final String SELECT = """
            SELECT id, engine, version, status, started_at, finished_at, progress, message, error, uploaded, sha256
            FROM engine_installation
            """;

    /**
     * One that is not at its end.
     *
     * @param uploaded whether its archive was uploaded to the server that began it
     */
    record Begun(InstallationView view, boolean uploaded, Optional<String> sha256) {}

    private final Jdbi jdbi;

    InstallationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A new one, or the one that runs already. */
    InstallationView begin(
            String host,
            String engine,
            String version,
            String requestedBy,
            Instant now,
            boolean uploaded,
            Optional<String> sha256) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO engine_installation
                                (id, host_id, engine, version, status, requested_by, started_at, progress, message,
                                 uploaded, sha256)
                            VALUES (:id, :host, :engine, :version, 'started', :requestedBy, :now, 0, '',
                                    :uploaded, :sha256)
                            ON CONFLICT (host_id, engine, version) WHERE status = 'started'
                            DO UPDATE SET status = engine_installation.status""")
                    .bind("id", OperationId.random().value())
                    .bind("host", host)
                    .bind("engine", engine)
                    .bind("version", version)
                    .bind("requestedBy", requestedBy)
                    .bind("now", now)
                    .bind("uploaded", uploaded)
                    .bind("sha256", sha256)
                    .execute();
            return handle.createQuery(
                            SELECT
                                    + " WHERE host_id = :host AND engine = :engine AND version = :version AND status = 'started'")
                    .bind("host", host)
                    .bind("engine", engine)
                    .bind("version", version)
                    .map((row, context) -> view(row))
                    .one();
        });
    }

    /** Those of a host that are not at their end. */
    List<Begun> unfinished(String host) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " WHERE host_id = :host AND status = 'started'")
                .bind("host", host)
                .map((row, context) ->
                        new Begun(view(row), row.getBoolean("uploaded"), Optional.ofNullable(row.getString("sha256"))))
                .list());
    }

    /** The newest of each release. */
    List<InstallationView> newest(String host) {
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT.replace("SELECT id", "SELECT DISTINCT ON (engine, version) id")
                                + " WHERE host_id = :host ORDER BY engine, version, started_at DESC")
                        .bind("host", host)
                        .map((row, context) -> view(row))
                        .list());
    }

    /** Names of deployments of a host that may still be started with the release: as it is wanted, was or is to be. */
    List<String> inUse(String host, String engine, String version) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT DISTINCT d.name FROM deployment d JOIN spec_revision s ON s.deployment_id = d.id
                        WHERE d.host_id = :host AND d.engine = :engine AND s.version = :version
                          AND d.deleted_at IS NULL AND s.revision IN (d.revision, d.drafted, d.worked)
                        ORDER BY d.name""")
                .bind("host", host)
                .bind("engine", engine)
                .bind("version", version)
                .mapTo(String.class)
                .list());
    }

    Optional<InstallationView> find(OperationId id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> view(row))
                .findOne());
    }

    void show(OperationId id, double progress, String message) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE engine_installation SET progress = :progress, message = :message
                        WHERE id = :id AND status = 'started'""")
                .bind("id", id.value())
                .bind("progress", progress)
                .bind("message", message)
                .execute());
    }

    /** @param message what is said of it from now on */
    void finish(OperationId id, Instant now, String message) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE engine_installation
                        SET status = 'finished', finished_at = :now, progress = 1, message = :message
                        WHERE id = :id AND status = 'started'""")
                .bind("id", id.value())
                .bind("now", now)
                .bind("message", message)
                .execute());
    }

    void fail(OperationId id, Instant now, String error) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE engine_installation SET status = 'failed', finished_at = :now, error = :error
                        WHERE id = :id AND status = 'started'""")
                .bind("id", id.value())
                .bind("now", now)
                .bind("error", error)
                .execute());
    }

    private static InstallationView view(ResultSet row) throws SQLException {
        return new InstallationView(
                new OperationId(row.getObject("id", UUID.class)),
                row.getString("engine"),
                row.getString("version"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                DeploymentStore.instant(row, "started_at"),
                DeploymentStore.maybeInstant(row, "finished_at"),
                row.getDouble("progress"),
                row.getString("message"),
                Optional.ofNullable(row.getString("error")));
    }
}
