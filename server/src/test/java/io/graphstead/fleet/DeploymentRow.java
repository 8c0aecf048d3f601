package io.graphstead.fleet;

import io.graphstead.identity.Ids;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** A row of a deployment that no worker takes, for tests of what refers to deployments. */
public final class DeploymentRow {
    private static final Map<String, String> SOMETHING = Map.of(
            "uuid", "gen_random_uuid()",
            "text", "'x' || gen_random_uuid()",
            "bigint", "1",
            "integer", "1",
            "double precision", "1",
            "boolean", "false",
            "bytea", "'\\x00'::bytea",
            "timestamp with time zone", "now()");

    private DeploymentRow() {}

    /** @param project as it is shown */
    public static DeploymentId in(Jdbi jdbi, String project) {
        DeploymentId id = DeploymentId.random();
        jdbi.useHandle(handle -> {
            Map<String, String> columns = handle.createQuery("""
                            SELECT column_name, data_type FROM information_schema.columns
                            WHERE table_schema = current_schema() AND table_name = 'deployment'
                              AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER'""")
                    .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> SOMETHING.get(entry.getValue())));
            columns.put("id", "'" + id + "'");
            columns.put("project_id", "'" + Ids.parse(project).orElseThrow() + "'");
            columns.put("goal", "'PAUSED'");
            columns.put("snapshot_schedule", "''");
            List<String> names = List.copyOf(columns.keySet());
            handle.execute("INSERT INTO deployment (" + String.join(", ", names) + ") VALUES ("
                    + names.stream().map(columns::get).collect(Collectors.joining(", ")) + ")");
        });
        return id;
    }
}
