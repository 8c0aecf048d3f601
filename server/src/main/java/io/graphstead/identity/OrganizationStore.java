package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Organizations in PostgreSQL. Asks nobody's role. */
@Singleton
public class OrganizationStore {
    private final Jdbi jdbi;

    OrganizationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Adds it, with the founders as its owners.
     *
     * @return false when the slug is taken
     */
    boolean add(Organization organization) {
        return jdbi.inTransaction(handle -> {
            int added = handle.createUpdate("""
                            INSERT INTO organization
                                (id, name, slug, quota_memory_mb, quota_storage_gb, quota_databases, created_at)
                            VALUES (:id, :name, :slug, :memory, :storage, :databases, :createdAt)
                            ON CONFLICT (slug) WHERE deleted_at IS NULL DO NOTHING""")
                    .bind("id", organization.id().value())
                    .bind("name", organization.name())
                    .bind("slug", organization.slug())
                    .bindMap(limits(organization.quota()))
                    .bind("createdAt", organization.createdAt())
                    .execute();
            if (added == 0) {
                return false;
            }
            List<UUID> founders = handle.createQuery("""
                            INSERT INTO membership (organization_id, person_id, role, created_at)
                            SELECT :organization, id, 'OWNER', :now FROM person WHERE founder
                            RETURNING person_id""")
                    .bind("organization", organization.id().value())
                    .bind("now", organization.createdAt())
                    .mapTo(UUID.class)
                    .list();
            founders.forEach(person -> Changes.tell(handle, Subject.person(new PersonId(person))));
            return true;
        });
    }

    public Optional<Organization> find(OrganizationId id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM organization WHERE live_id = :id")
                .bind("id", id.value())
                .map((row, context) -> read(row))
                .findOne());
    }

    public Optional<Organization> find(String slug) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM organization WHERE slug = :slug AND deleted_at IS NULL")
                        .bind("slug", slug)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** Oldest first. */
    public List<Organization> all() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM organization WHERE deleted_at IS NULL ORDER BY created_at, id")
                .map((row, context) -> read(row))
                .list());
    }

    /**
     * Changes what the change names.
     *
     * @return false when there is no such organization (any more)
     * @throws NameTaken when the slug is another one's
     */
    boolean change(OrganizationId id, OrganizationChange change) throws NameTaken {
        try {
            return jdbi.inTransaction(handle -> {
                change.quota()
                        .ifPresent(quota -> handle.createUpdate("""
                                UPDATE organization SET quota_memory_mb = :memory, quota_storage_gb = :storage,
                                    quota_databases = :databases
                                WHERE live_id = :id""")
                                .bind("id", id.value())
                                .bindMap(limits(quota))
                                .execute());
                return handle.createUpdate("""
                                UPDATE organization SET name = coalesce(:name, name), slug = coalesce(:slug, slug)
                                WHERE live_id = :id""")
                                .bind("id", id.value())
                                .bind("name", change.name())
                                .bind("slug", change.slug())
                                .execute()
                        == 1;
            });
        } catch (UnableToExecuteStatementException e) {
            if (Violation.of(e) == Violation.UNIQUE) {
                throw new NameTaken(e);
            }
            throw e;
        }
    }

    /** Another one has that slug. */
    static final class NameTaken extends Exception {
        private static final long serialVersionUID = 1L;

        NameTaken(Throwable cause) {
            super(cause);
        }
    }

    /** What came of a deletion. */
    enum Removal {
        DONE,
        NOT_FOUND,
        STILL_HOLDS_PROJECTS
    }

    /** Ends it with its API clients, memberships and invitations, unless it holds projects. */
    Removal remove(OrganizationId id, Instant now) {
        try {
            return jdbi.inTransaction(handle -> {
                // Held from the start, so that nobody adds a client or a member meanwhile.
                Optional<UUID> found = handle.createQuery("SELECT id FROM organization WHERE live_id = :id FOR UPDATE")
                        .bind("id", id.value())
                        .mapTo(UUID.class)
                        .findOne();
                if (found.isEmpty()) {
                    return Removal.NOT_FOUND;
                }
                removed(handle, "DELETE FROM api_client WHERE organization_id = :id RETURNING id", id)
                        .forEach(client -> Changes.tell(handle, Subject.client(new ApiClientId(client))));
                removed(handle, "DELETE FROM membership WHERE organization_id = :id RETURNING person_id", id)
                        .forEach(person -> Changes.tell(handle, Subject.person(new PersonId(person))));
                removed(handle, "DELETE FROM invitation WHERE organization_id = :id RETURNING id", id);
                handle.createUpdate("UPDATE organization SET deleted_at = :now WHERE id = :id")
                        .bind("id", id.value())
                        .bind("now", now)
                        .execute();
                return Removal.DONE;
            });
        } catch (UnableToExecuteStatementException e) {
            if (Violation.of(e) == Violation.STILL_REFERRED_TO) {
                return Removal.STILL_HOLDS_PROJECTS;
            }
            throw e;
        }
    }

    private static List<UUID> removed(Handle handle, String sql, OrganizationId id) {
        return handle.createQuery(sql).bind("id", id.value()).mapTo(UUID.class).list();
    }

    /**
     * The quota, held until the transaction ends where there is one: those who ask for room take their turns, and each sees
     * what the one before has taken.
     */
    public Quota holdQuota(Handle handle, OrganizationId id) {
        Optional<Quota> quota = handle.createQuery("SELECT * FROM organization WHERE live_id = :id")
                .bind("id", id.value())
                .map((row, context) -> read(row).quota())
                .findOne();
        if (quota.isEmpty() || quota.get().isNone()) {
            return Quota.NONE;
        }
        return handle.createQuery("SELECT * FROM organization WHERE live_id = :id FOR NO KEY UPDATE")
                .bind("id", id.value())
                .map((row, context) -> read(row).quota())
                .findOne()
                .orElse(Quota.NONE);
    }

    private static Map<String, OptionalLong> limits(Quota quota) {
        return Map.of("memory", quota.memoryMb(), "storage", quota.storageGb(), "databases", quota.databases());
    }

    private static OptionalLong limit(ResultSet row, String column) throws SQLException {
        long limit = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    private static Organization read(ResultSet row) throws SQLException {
        return new Organization(
                new OrganizationId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("slug"),
                new Quota(limit(row, "quota_memory_mb"), limit(row, "quota_storage_gb"), limit(row, "quota_databases")),
                row.getTimestamp("created_at").toInstant());
    }
}
