package io.graphstead.fleet;

import io.graphstead.identity.Organization;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.identity.Quota;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A deployment with where it lies and what runs on it: all that is shown of it, asked for in one question because nothing
 * is asked as often.
 *
 * @param running the operation that runs on it
 */
record Shown(Deployment deployment, Project project, Organization owner, Optional<OperationKind> running) {
    static final String COLUMNS = DeploymentStore.COLUMNS + """
            , j.organization_id, j.label AS project_label, j.slug AS project_slug, j.grant_type,
            j.provider AS project_provider, j.region AS project_region, j.cidr, j.created_at AS project_created_at, j.plain_bolt,
            o.name AS owner_name, o.slug AS owner_slug, o.created_at AS owner_created_at,
            o.quota_memory_mb, o.quota_storage_gb, o.quota_databases,
            (SELECT r.kind FROM operation r WHERE r.deployment_id = d.id AND r.status = 'started') AS running
            """;

    static final String FROM = DeploymentStore.FROM + """
             JOIN project j ON j.id = d.project_id JOIN organization o ON o.id = j.organization_id
            """;

    static Shown read(ResultSet row) throws SQLException {
        Deployment deployment = DeploymentStore.deployment(row);
        OrganizationId owner = new OrganizationId(row.getObject("organization_id", UUID.class));
        return new Shown(
                deployment,
                new Project(
                        deployment.project(),
                        owner,
                        row.getString("project_label"),
                        row.getString("project_slug"),
                        row.getString("grant_type"),
                        new Placement(row.getString("project_provider"), row.getString("project_region")),
                        row.getString("cidr"),
                        row.getTimestamp("project_created_at").toInstant(),
                        row.getBoolean("plain_bolt")),
                new Organization(
                        owner,
                        row.getString("owner_name"),
                        row.getString("owner_slug"),
                        new Quota(
                                limit(row, "quota_memory_mb"),
                                limit(row, "quota_storage_gb"),
                                limit(row, "quota_databases")),
                        row.getTimestamp("owner_created_at").toInstant()),
                Optional.ofNullable(row.getString("running")).map(OperationKind::valueOf));
    }

    private static OptionalLong limit(ResultSet row, String column) throws SQLException {
        long limit = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(limit);
    }
}
