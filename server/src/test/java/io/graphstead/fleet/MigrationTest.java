package io.graphstead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.fleet.BackupConfiguration.Frequency;
import io.graphstead.testing.TestDatabase;
import java.util.List;
import java.util.Locale;
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
    private static final UUID PAUSED = UUID.randomUUID();
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

    @Test
    void servers_from_before_there_was_a_gateway_leave_it_the_ports_that_clients_know() {
        migrate("13");
        Jdbi jdbi = Jdbi.create(database);
        try (Handle handle = jdbi.open()) {
            handle.execute("SET search_path TO " + SCHEMA);
            try {
                project(handle);
                for (UUID id : List.of(RUNNING, PAUSED)) {
                    laterDeployment(handle, id, id.equals(RUNNING) ? "RUNNING" : "STOPPED");
                    int port = id.equals(RUNNING) ? 20001 : 20003;
                    handle.execute("INSERT INTO port VALUES ('host', ?, ?, 'bolt', 'endpoint')", port, id);
                    handle.execute("INSERT INTO port VALUES ('host', ?, ?, 'http', 'process')", port + 1, id);
                }
                handle.execute("RESET search_path");
                migrate("latest");
                handle.execute("SET search_path TO " + SCHEMA);
                assertThat(state(handle, RUNNING))
                        .as("one restart takes it off the port that the gateway listens on from now on")
                        .isEqualTo("RUNNING 1 STARTING 20001 endpoint 20002 process");
                assertThat(state(handle, PAUSED)).isEqualTo("STOPPED 0 STOPPED 20003 endpoint 20004 process");
                handle.execute("INSERT INTO port VALUES ('host', 20005, ?, 'bolt', 'process')", RUNNING);
                assertThatThrownBy(() -> handle.execute(
                                "INSERT INTO port VALUES ('host', 20006, ?, 'bolt', 'process')", RUNNING))
                        .hasMessageContaining("port_deployment_id_purpose_kind_key");
            } finally {
                handle.execute("RESET search_path");
                handle.execute("DROP SCHEMA " + SCHEMA + " CASCADE");
            }
        }
    }

    @Test
    void backups_that_were_asked_for_become_the_lines_of_a_schedule() {
        migrate("17");
        Jdbi jdbi = Jdbi.create(database);
        try (Handle handle = jdbi.open()) {
            handle.execute("SET search_path TO " + SCHEMA);
            try {
                project(handle);
                List<String> frequencies = List.of("HOURLY", "DAILY", "DISABLED");
                List<UUID> ids = List.of(RUNNING, PAUSED, FAILED);
                for (int i = 0; i < ids.size(); i++) {
                    laterDeployment(
                            handle,
                            ids.get(i),
                            List.of("RUNNING", "STOPPED", "FAILED").get(i));
                    handle.execute(
                            "UPDATE deployment SET backup_frequency = ?, backup_retention_days = 30 WHERE id = ?",
                            frequencies.get(i),
                            ids.get(i));
                }
                handle.execute("RESET search_path");
                migrate("latest");
                handle.execute("SET search_path TO " + SCHEMA);
                for (int i = 0; i < ids.size(); i++) {
                    String text = handle.createQuery("SELECT snapshot_schedule FROM deployment WHERE id = :id")
                            .bind("id", ids.get(i))
                            .mapTo(String.class)
                            .one();
                    assertThat(SnapshotSchedule.parse(text).backups())
                            .isEqualTo(new BackupConfiguration(Frequency.valueOf(frequencies.get(i)), 30));
                }
            } finally {
                handle.execute("RESET search_path");
                handle.execute("DROP SCHEMA " + SCHEMA + " CASCADE");
            }
        }
    }

    private static String state(Handle handle, UUID id) {
        return handle.createQuery("""
                        SELECT goal || ' ' || generation || ' ' || sight || ' '
                            || (SELECT string_agg(port || ' ' || kind, ' ' ORDER BY port) FROM port WHERE deployment_id = id)
                        FROM deployment WHERE id = :id""").bind("id", id).mapTo(String.class).one();
    }

    private static void laterDeployment(Handle handle, UUID id, String goal) {
        handle.createUpdate("""
                        INSERT INTO deployment (id, project_id, name, cluster_id, engine, storage_type, provider, region,
                            free, username, sealed_password, host_id, goal, revision, drafted, worked, generation, born,
                            wanted, handled, fence, attempts, trouble_lasts, sight, sight_since, created_at,
                            backup_frequency, backup_retention_days)
                        SELECT :id, id, :name, :name, 'neo4j', 'gp2', 'aws', 'eu-west-1',
                            false, 'neo4j', '\\x01', 'host', :goal, 1, 1, 1, 0, true,
                            1, 1, 3, 0, false, :sight, now(), now(), 'DISABLED', 1 FROM project""")
                .bind("id", id)
                .bind("name", "db-" + goal.toLowerCase(Locale.ROOT))
                .bind("goal", goal)
                .bind("sight", goal.equals("RUNNING") ? "READY" : "STOPPED")
                .execute();
    }

    private static void project(Handle handle) {
        handle.execute("""
                INSERT INTO organization (id, name, slug, created_at)
                VALUES (gen_random_uuid(), 'Acme', 'acme', now())""");
        handle.execute("""
                INSERT INTO project (id, organization_id, label, slug, grant_type, provider, region, cidr, created_at)
                SELECT gen_random_uuid(), id, 'Dev', 'dev', 'development', 'aws', 'eu-west-1', '10.0.0.0/16', now()
                FROM organization""");
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
                .bind("name", "db-" + goal.toLowerCase(Locale.ROOT))
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
