package io.graphstead.identity.network;

import io.graphstead.identity.ProjectId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Network rules in PostgreSQL. Asks nobody's role. */
@Singleton
class NetworkRuleStore {
    private final Jdbi jdbi;

    NetworkRuleStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What came of adding a rule. */
    enum Added {
        DONE,
        LABEL_TAKEN,
        TOO_MANY,
        NO_PROJECT
    }

    Added add(NetworkRule rule, int most) {
        return jdbi.inTransaction(handle -> {
            // Held, so that rules are counted one after the other.
            Optional<UUID> project = handle.createQuery(
                            "SELECT id FROM project WHERE live_id = :project FOR NO KEY UPDATE")
                    .bind("project", rule.projectId().value())
                    .mapTo(UUID.class)
                    .findOne();
            if (project.isEmpty()) {
                return Added.NO_PROJECT;
            }
            int there = handle.createQuery("SELECT count(*) FROM network_rule WHERE project_id = :project")
                    .bind("project", rule.projectId().value())
                    .mapTo(Integer.class)
                    .one();
            if (there >= most) {
                return Added.TOO_MANY;
            }
            int added = handle.createUpdate("""
                            INSERT INTO network_rule (id, project_id, label, ip_range, created_at)
                            VALUES (:id, :project, :label, :range, :createdAt)
                            ON CONFLICT (project_id, lower(label)) DO NOTHING""")
                    .bind("id", rule.id().value())
                    .bind("project", rule.projectId().value())
                    .bind("label", rule.label())
                    .bind("range", rule.range().text())
                    .bind("createdAt", rule.createdAt())
                    .execute();
            return added == 1 ? Added.DONE : Added.LABEL_TAKEN;
        });
    }

    boolean remove(ProjectId project, NetworkRuleId id) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("DELETE FROM network_rule WHERE id = :id AND project_id = :project")
                                .bind("id", id.value())
                                .bind("project", project.value())
                                .execute()
                        == 1);
    }

    /** Oldest first, by project; projects without rules are not in it. */
    Map<ProjectId, List<NetworkRule>> of(Collection<ProjectId> projects) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM network_rule WHERE project_id = ANY (:projects) ORDER BY created_at, id""")
                .bindArray(
                        "projects",
                        UUID.class,
                        projects.stream().map(ProjectId::value).toArray())
                .map((row, context) -> read(row))
                .collect(Collectors.groupingBy(NetworkRule::projectId)));
    }

    private static NetworkRule read(ResultSet row) throws SQLException {
        return new NetworkRule(
                new NetworkRuleId(row.getObject("id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("label"),
                new IpRange(row.getString("ip_range")),
                row.getTimestamp("created_at").toInstant());
    }
}
