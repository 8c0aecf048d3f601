package io.graphstead.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.testing.TestDatabase;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What an older version wrote is there for a newer one. */
class MigrationTest {
    private static final String SCHEMA = "older_version";
    private static final UUID RUNNING = UUID.randomUUID();
    private static final UUID FAILED = UUID.randomUUID();

    private final DataSource database = TestDatabase.shared().database().dataSource();

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .target(version)
                .load()
                .migrate();
    }

    @Test
    void deployments_from_before_there_were_revisions_keep_all_that_they_are_made_of() {
        migrate("3");
        Jdbi jdbi = Jdbi.create(database);
        try (Handle handle = jdbi.open()) {
            handle.execute("SET search_path TO " + SCHEMA);
            handle.execute("INSERT INTO organization VALUES (gen_random_uuid(), 'Acme', 'acme', now())");
            handle.execute("""
                    INSERT INTO project SELECT gen_random_uuid(), id, 'Dev', 'dev', 'development', 'aws', 'eu-west-1',
                        '10.0.0.0/16', now() FROM organization""");
            deployment(handle, RUNNING, "RUNNING", true);
            deployment(handle, FAILED, "FAILED", false);
            handle.execute("RESET search_path");
        }
        migrate("latest");
        try (Handle handle = jdbi.open()) {
            handle.execute("SET search_path TO " + SCHEMA);
            assertThat(row(handle, RUNNING))
                    .containsEntry("version", "5.26.30")
                    .containsEntry("heap_mb", 384L)
                    .containsEntry("storage_gb", 5)
                    .containsEntry("revision", 1L)
                    .containsEntry("drafted", 1L)
                    .containsEntry("worked", 1L);
            assertThat(row(handle, FAILED))
                    .as("one that never ran has no revision that worked")
                    .containsEntry("worked", 0L);
            handle.execute("RESET search_path");
            handle.execute("DROP SCHEMA " + SCHEMA + " CASCADE");
        }
    }

    private static void deployment(Handle handle, UUID id, String goal, boolean born) {
        handle.createUpdate("""
                        INSERT INTO deployment (id, project_id, name, cluster_id, engine, version, edition, size,
                            memory_mb, heap_mb, page_cache_mb, cpus, storage_gb, storage_type, provider, region, free,
                            reserved_mb, username, sealed_password, host_id, goal, revision, generation, born, wanted,
                            handled, fence, attempts, trouble_lasts, sight, sight_since, created_at)
                        SELECT :id, id, :name, :name, 'neo4j', '5.26.30', 'community', 'ds1',
                            1024, 384, 128, 2, 5, 'gp2', 'aws', 'eu-west-1', false,
                            762, 'neo4j', '\\x01', 'host', :goal, 1, 0, :born, 1,
                            1, 3, 0, false, 'READY', now(), now() FROM project""")
                .bind("id", id)
                .bind("name", "db-" + goal.toLowerCase(java.util.Locale.ROOT))
                .bind("goal", goal)
                .bind("born", born)
                .execute();
    }

    private static Map<String, Object> row(Handle handle, UUID id) {
        return handle.createQuery("SELECT d.revision, d.drafted, d.worked, s.version, s.heap_mb, s.storage_gb"
                        + DeploymentStore.FROM + " WHERE d.id = :id")
                .bind("id", id)
                .mapToMap()
                .one();
    }
}
