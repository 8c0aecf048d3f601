package io.graphstead.fleet;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Pause schedules in PostgreSQL. */
@Singleton
class PauseScheduleStore {
    private final Jdbi jdbi;

    PauseScheduleStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** One with until when it was followed. */
    record Followed(PauseSchedule schedule, Instant handled) {}

    PauseSchedule of(DeploymentId id) {
        return jdbi.withHandle(handle -> followed(handle, id))
                .map(Followed::schedule)
                .orElse(PauseSchedule.NONE);
    }

    Optional<Followed> followed(Handle handle, DeploymentId id) {
        return handle.createQuery("""
                        SELECT pause, resume, time_zone, enabled, handled_at FROM pause_schedule
                        WHERE deployment_id = :id""")
                .bind("id", id.value())
                .map((row, context) -> new Followed(schedule(row), DeploymentStore.instant(row, "handled_at")))
                .findOne();
    }

    private static PauseSchedule schedule(ResultSet row) throws SQLException {
        return new PauseSchedule(
                Optional.ofNullable(row.getString("pause")).map(CronLine::of),
                Optional.ofNullable(row.getString("resume")).map(CronLine::of),
                ZoneId.of(row.getString("time_zone")),
                row.getBoolean("enabled"));
    }

    /** @param now nothing that came before is made up for */
    void set(Handle handle, DeploymentId id, PauseSchedule schedule, Instant now) {
        handle.createUpdate("""
                        INSERT INTO pause_schedule VALUES (:id, :pause, :resume, :zone, :enabled, :now)
                        ON CONFLICT (deployment_id) DO UPDATE SET pause = excluded.pause, resume = excluded.resume,
                            time_zone = excluded.time_zone, enabled = excluded.enabled, handled_at = excluded.handled_at""")
                .bind("id", id.value())
                .bind("pause", schedule.pause().map(CronLine::text).orElse(null))
                .bind("resume", schedule.resume().map(CronLine::text).orElse(null))
                .bind("zone", schedule.zone().getId())
                .bind("enabled", schedule.enabled())
                .bind("now", now)
                .execute();
    }

    void handled(Handle handle, DeploymentId id, Instant now) {
        handle.createUpdate("UPDATE pause_schedule SET handled_at = :now WHERE deployment_id = :id")
                .bind("id", id.value())
                .bind("now", now)
                .execute();
    }

    /** Those on a host that have one which is followed. */
    List<DeploymentId> watched(String hostId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT d.id FROM pause_schedule s JOIN deployment d ON d.id = s.deployment_id
                        WHERE d.host_id = :host AND s.enabled AND d.deleted_at IS NULL""")
                .bind("host", hostId)
                .mapTo(UUID.class)
                .map(DeploymentId::new)
                .list());
    }
}
