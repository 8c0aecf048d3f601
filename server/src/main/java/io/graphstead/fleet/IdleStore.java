package io.graphstead.fleet;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Idle rules in PostgreSQL. */
@Singleton
class IdleStore {
    private final Jdbi jdbi;

    IdleStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    IdleRule of(DeploymentId id) {
        return jdbi.withHandle(handle -> of(handle, id));
    }

    IdleRule of(Handle handle, DeploymentId id) {
        return handle.createQuery("""
                        SELECT pause_after_minutes, wake_on_connect FROM idle_rule WHERE deployment_id = :id""")
                .bind("id", id.value())
                .map((row, context) -> new IdleRule(
                        Optional.ofNullable(row.getObject("pause_after_minutes", Integer.class))
                                .map(OptionalInt::of)
                                .orElse(OptionalInt.empty()),
                        row.getBoolean("wake_on_connect")))
                .findOne()
                .orElse(IdleRule.OFF);
    }

    void set(Handle handle, DeploymentId id, IdleRule rule) {
        Integer minutes =
                rule.pauseAfterMinutes().isPresent() ? rule.pauseAfterMinutes().getAsInt() : null;
        handle.createUpdate("""
                        INSERT INTO idle_rule VALUES (:id, :minutes, :wake)
                        ON CONFLICT (deployment_id) DO UPDATE SET pause_after_minutes = :minutes, wake_on_connect = :wake""")
                .bind("id", id.value())
                .bind("minutes", minutes)
                .bind("wake", rule.wakeOnConnect())
                .execute();
    }

    /** Those on a host that a connection wakes, once the rule has paused them. */
    Set<DeploymentId> wokenByConnections(String hostId) {
        return Set.copyOf(jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT i.deployment_id FROM idle_rule i JOIN deployment d ON d.id = i.deployment_id
                        WHERE d.host_id = :host AND i.wake_on_connect AND d.deleted_at IS NULL""")
                .bind("host", hostId)
                .mapTo(UUID.class)
                .map(DeploymentId::new)
                .list()));
    }

    /**
     * One that serves, and that the rule pauses when it is idle.
     *
     * @param since when it began to serve
     */
    record Watched(DeploymentId id, Duration pauseAfter, Instant since) {}

    List<Watched> watched(String hostId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT i.deployment_id, i.pause_after_minutes, d.sight_since
                        FROM idle_rule i JOIN deployment d ON d.id = i.deployment_id
                        WHERE d.host_id = :host AND i.pause_after_minutes IS NOT NULL AND d.deleted_at IS NULL
                          AND d.goal = 'RUNNING' AND d.sight = 'READY'
                          AND NOT EXISTS (SELECT 1 FROM operation o
                              WHERE o.deployment_id = d.id AND o.status = 'started')""")
                .bind("host", hostId)
                .map((row, context) -> new Watched(
                        new DeploymentId(row.getObject("deployment_id", UUID.class)),
                        Duration.ofMinutes(row.getInt("pause_after_minutes")),
                        DeploymentStore.instant(row, "sight_since")))
                .list());
    }
}
