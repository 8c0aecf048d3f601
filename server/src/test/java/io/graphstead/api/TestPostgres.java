package io.graphstead.api;

import com.zaxxer.hikari.HikariDataSource;
import io.graphstead.platform.database.DatabaseSettings;
import io.graphstead.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** The shared PostgreSQL as an external one, for servers that tests start on it. */
final class TestPostgres {
    private TestPostgres() {}

    static int port() {
        return address().getPortNumbers()[0];
    }

    /** Servers on one database need one key. */
    static Path sealKey() {
        return TestDatabase.shared().folder().keys().resolve("seal.key");
    }

    /** Settings that reach it, maybe by way of another port. */
    static DatabaseSettings settings(int port) {
        PGSimpleDataSource address = address();
        return new DatabaseSettings(
                Optional.of("postgresql://127.0.0.1:" + port + "/" + address.getDatabaseName()),
                String.valueOf(address.getUser()),
                Optional.ofNullable(address.getPassword()),
                Optional.empty(),
                4,
                Duration.ofSeconds(1));
    }

    private static PGSimpleDataSource address() {
        HikariDataSource pool =
                (HikariDataSource) TestDatabase.shared().database().dataSource();
        return (PGSimpleDataSource) pool.getDataSource();
    }
}
