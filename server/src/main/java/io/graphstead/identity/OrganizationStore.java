package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

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
                            INSERT INTO organization (id, name, slug, created_at)
                            VALUES (:id, :name, :slug, :createdAt)
                            ON CONFLICT (slug) DO NOTHING""")
                    .bind("id", organization.id().value())
                    .bind("name", organization.name())
                    .bind("slug", organization.slug())
                    .bind("createdAt", organization.createdAt())
                    .execute();
            if (added == 0) {
                return false;
            }
            List<UUID> founders = handle.createQuery("""
                            INSERT INTO membership (organization_id, person_id, role)
                            SELECT :organization, id, 'OWNER' FROM person WHERE founder
                            RETURNING person_id""")
                    .bind("organization", organization.id().value())
                    .mapTo(UUID.class)
                    .list();
            founders.forEach(person -> Changes.tell(handle, Subject.person(new PersonId(person))));
            return true;
        });
    }

    public Optional<Organization> find(OrganizationId id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM organization WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> read(row))
                .findOne());
    }

    public Optional<Organization> find(String slug) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM organization WHERE slug = :slug")
                .bind("slug", slug)
                .map((row, context) -> read(row))
                .findOne());
    }

    /** Oldest first. */
    public List<Organization> all() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM organization ORDER BY created_at, id")
                .map((row, context) -> read(row))
                .list());
    }

    private static Organization read(ResultSet row) throws SQLException {
        return new Organization(
                new OrganizationId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("slug"),
                row.getTimestamp("created_at").toInstant());
    }
}
