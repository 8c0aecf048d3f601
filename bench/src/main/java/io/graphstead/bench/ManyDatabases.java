package io.graphstead.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Databases that are rows and nothing else: on a host that no server is of, so that nobody works on them. */
final class ManyDatabases {
    private static final int PORT_LINE = 3;

    private ManyDatabases() {}

    /**
     * Copies of one, with names, ids and states of their own.
     *
     * @param data the folder of the server whose PostgreSQL it is
     */
    static void insert(Path data, String database, int count) throws IOException {
        String port = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                .get(PORT_LINE)
                .strip();
        String password = Files.readString(data.resolve("keys/postgres-application.password"))
                .strip();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/graphstead";
        try (Connection connection = DriverManager.getConnection(url, "graphstead", password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE many AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, "
                    + count + ") n");
            statement.execute(copy(
                    statement,
                    "deployment",
                    "id",
                    database,
                    Map.of(
                            "id", "many.id",
                            "name", "'database-' || many.n",
                            "cluster_id", "'database-' || many.n",
                            "host_id", "'nowhere'",
                            "goal", "CASE WHEN many.n % 10 = 0 THEN 'RUNNING' ELSE 'STOPPED' END",
                            "created_at", "source.created_at + many.n * interval '1 second'")));
            statement.execute(
                    copy(statement, "spec_revision", "deployment_id", database, Map.of("deployment_id", "many.id")));
            statement.execute("ANALYZE");
        } catch (SQLException e) {
            throw new IllegalStateException("the rows cannot be made", e);
        }
    }

    private static String copy(
            Statement statement, String table, String key, String database, Map<String, String> other)
            throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (ResultSet columns = statement.executeQuery("SELECT column_name FROM information_schema.columns"
                + " WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name = '" + table + "'")) {
            while (columns.next()) {
                String name = columns.getString(1);
                names.add(name);
                values.add(other.getOrDefault(name, "source." + name));
            }
        }
        return "INSERT INTO " + table + " (" + String.join(", ", names) + ") SELECT " + String.join(", ", values)
                + " FROM " + table + " source, many WHERE source." + key + " = '" + database + "'::uuid";
    }
}
