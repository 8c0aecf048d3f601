package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Projects in PostgreSQL. Asks nobody's role. */
@Singleton
public class ProjectStore {
    private final Jdbi jdbi;

    ProjectStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @return false when the slug is taken in the organization */
    boolean add(Project project) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        INSERT INTO project
                            (id, organization_id, label, slug, grant_type, provider, region, cidr, created_at)
                        VALUES
                            (:id, :organization, :label, :slug, :grantType, :provider, :region, :cidr, :createdAt)
                        ON CONFLICT (organization_id, slug) WHERE deleted_at IS NULL DO NOTHING""")
                        .bind("id", project.id().value())
                        .bind("organization", project.organizationId().value())
                        .bind("label", project.label())
                        .bind("slug", project.slug())
                        .bind("grantType", project.grantType())
                        .bind("provider", project.placement().provider())
                        .bind("region", project.placement().region())
                        .bind("cidr", project.cidr())
                        .bind("createdAt", project.createdAt())
                        .execute()
                == 1);
    }

    public Optional<Project> find(ProjectId id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM project WHERE live_id = :id")
                .bind("id", id.value())
                .map((row, context) -> read(row))
                .findOne());
    }

    public Optional<Project> find(OrganizationId organization, String slug) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM project WHERE live_in = :organization AND slug = :slug")
                        .bind("organization", organization.value())
                        .bind("slug", slug)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** Oldest first. */
    public List<Project> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM project WHERE deleted_at IS NULL ORDER BY created_at, id")
                        .map((row, context) -> read(row))
                        .list());
    }

    /** Those whose clients may do without TLS. */
    public Set<ProjectId> withPlainBolt() {
        return Set.copyOf(jdbi.withHandle(
                handle -> handle.createQuery("SELECT id FROM project WHERE plain_bolt AND deleted_at IS NULL")
                        .mapTo(UUID.class)
                        .map(ProjectId::new)
                        .list()));
    }

    /** Oldest first. */
    public List<Project> of(OrganizationId organization) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM project WHERE live_in = :organization ORDER BY created_at, id")
                .bind("organization", organization.value())
                .map((row, context) -> read(row))
                .list());
    }

    /** @return the project as it is then; empty when there is none (any more) */
    Optional<Project> change(ProjectId id, ProjectChange change) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        UPDATE project SET label = coalesce(:label, label), grant_type = coalesce(:grantType, grant_type),
                            plain_bolt = coalesce(:plainBolt, plain_bolt)
                        WHERE live_id = :id RETURNING *""")
                .bind("id", id.value())
                .bind("label", change.label())
                .bind("grantType", change.grantType())
                .bind("plainBolt", change.plainBolt())
                .map((row, context) -> read(row))
                .findOne());
    }

    /** What came of a deletion. */
    enum Removal {
        DONE,
        NOT_FOUND,
        STILL_HOLDS_DEPLOYMENTS
    }

    /** Ends it with its network rules and every grant on it, unless deployments live in it. */
    Removal remove(ProjectId id, Instant now) {
        try {
            return jdbi.inTransaction(handle -> {
                // Held from the start, so that nobody grants on it or puts something in it meanwhile.
                Optional<UUID> found = handle.createQuery("SELECT id FROM project WHERE live_id = :id FOR UPDATE")
                        .bind("id", id.value())
                        .mapTo(UUID.class)
                        .findOne();
                if (found.isEmpty()) {
                    return Removal.NOT_FOUND;
                }
                handle.createUpdate("DELETE FROM network_rule WHERE project_id = :id")
                        .bind("id", id.value())
                        .execute();
                handle.createQuery("DELETE FROM api_client_grant WHERE project_id = :id RETURNING client_id")
                        .bind("id", id.value())
                        .mapTo(UUID.class)
                        .list()
                        .forEach(client -> Changes.tell(handle, Subject.client(new ApiClientId(client))));
                handle.createUpdate("UPDATE project SET deleted_at = :now WHERE id = :id")
                        .bind("id", id.value())
                        .bind("now", now)
                        .execute();
                return Removal.DONE;
            });
        } catch (UnableToExecuteStatementException e) {
            if (Violation.of(e) == Violation.STILL_REFERRED_TO) {
                return Removal.STILL_HOLDS_DEPLOYMENTS;
            }
            throw e;
        }
    }

    private static Project read(ResultSet row) throws SQLException {
        return new Project(
                new ProjectId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("label"),
                row.getString("slug"),
                row.getString("grant_type"),
                new Placement(row.getString("provider"), row.getString("region")),
                row.getString("cidr"),
                row.getTimestamp("created_at").toInstant(),
                row.getBoolean("plain_bolt"));
    }
}
