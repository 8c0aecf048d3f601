package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

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
                        ON CONFLICT (organization_id, slug) DO NOTHING""")
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
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM project WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> read(row))
                .findOne());
    }

    public Optional<Project> find(OrganizationId organization, String slug) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM project WHERE organization_id = :organization AND slug = :slug")
                .bind("organization", organization.value())
                .bind("slug", slug)
                .map((row, context) -> read(row))
                .findOne());
    }

    /** Oldest first. */
    public List<Project> all() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM project ORDER BY created_at, id")
                .map((row, context) -> read(row))
                .list());
    }

    /** Oldest first. */
    public List<Project> of(OrganizationId organization) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM project WHERE organization_id = :organization ORDER BY created_at, id")
                .bind("organization", organization.value())
                .map((row, context) -> read(row))
                .list());
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
                row.getTimestamp("created_at").toInstant());
    }
}
