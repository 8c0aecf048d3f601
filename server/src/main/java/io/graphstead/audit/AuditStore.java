package io.graphstead.audit;

import io.graphstead.identity.OrganizationId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Events in PostgreSQL. Asks nobody's role. */
@Singleton
class AuditStore {
    private final Jdbi jdbi;

    AuditStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Stores those that are not stored yet. */
    void add(List<AuditEvent> events) {
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO audit_event
                        (id, at, organization_id, actor, action, resource, resource_ids, outcome, status, method,
                        request_id, address, times)
                    VALUES
                        (:id, :at, :organization, :actor, :action, :resource, :ids, :outcome, :status, :method,
                        :requestId, :address, :times)
                    ON CONFLICT (id) DO NOTHING""");
            for (AuditEvent event : events) {
                batch.bind("id", event.id())
                        .bind("at", event.at())
                        .bindByType(
                                "organization",
                                event.organization().map(OrganizationId::value).orElse(null),
                                UUID.class)
                        .bind("actor", event.actor())
                        .bind("action", event.action())
                        .bind("resource", event.resource())
                        .bindArray("ids", String.class, event.resourceIds().toArray())
                        .bind("outcome", event.outcome().name().toLowerCase(Locale.ROOT))
                        .bind("status", event.status())
                        .bind("method", event.method())
                        .bind("requestId", event.requestId())
                        .bind("address", event.address())
                        .bind("times", event.times())
                        .add();
            }
            batch.execute();
        });
    }

    /** An event and its place in the order of all. */
    record Numbered(long number, AuditEvent event) {}

    /**
     * Newest first.
     *
     * @param organization empty for those of all and of none
     * @param below the place after which to go on
     */
    List<Numbered> page(Optional<OrganizationId> organization, AuditQuery query, long below, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM audit_event
                        WHERE number < :below
                          AND (NOT :ofOne OR organization_id = :organization)
                          AND (NOT :hasSince OR at >= :since)
                          AND (NOT :hasUntil OR at < :until)
                          AND (NOT :hasActor OR actor = ANY (:actors))
                          AND (NOT :hasResource OR resource = :resource OR :resource = ANY (resource_ids))
                          AND (NOT :hasAction OR action = :action OR starts_with(action, :action || '.'))
                        ORDER BY number DESC LIMIT :limit""")
                .bind("below", below)
                .bind("ofOne", organization.isPresent())
                .bindByType(
                        "organization", organization.map(OrganizationId::value).orElse(null), UUID.class)
                .bind("hasSince", query.since().isPresent())
                .bind("since", query.since().orElse(Instant.EPOCH))
                .bind("hasUntil", query.until().isPresent())
                .bind("until", query.until().orElse(Instant.EPOCH))
                .bind("hasActor", !query.actors().isEmpty())
                .bindArray("actors", String.class, query.actors().toArray())
                .bind("hasResource", query.resource().isPresent())
                .bind("resource", query.resource().orElse(""))
                .bind("hasAction", query.action().isPresent())
                .bind("action", query.action().orElse(""))
                .bind("limit", limit)
                .map((row, context) -> new Numbered(row.getLong("number"), read(row)))
                .list());
    }

    /** @return how many there were; at most {@code most} are removed at a time */
    int removeBefore(Instant moment, int most) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        DELETE FROM audit_event WHERE number IN
                            (SELECT number FROM audit_event WHERE at < :moment ORDER BY at LIMIT :most)""")
                .bind("moment", moment)
                .bind("most", most)
                .execute());
    }

    private static AuditEvent read(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                Optional.ofNullable(row.getObject("organization_id", UUID.class))
                        .map(OrganizationId::new),
                row.getString("actor"),
                row.getString("action"),
                row.getString("resource"),
                List.of((String[]) row.getArray("resource_ids").getArray()),
                AuditEvent.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getInt("status"),
                row.getString("method"),
                row.getString("request_id"),
                row.getString("address"),
                row.getInt("times"));
    }
}
