package io.graphstead.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** Connections of the pool, or {@link DatabaseUnavailable}: at once while the embedded PostgreSQL is known to be down. */
record GuardedConnections(DataSource pool, Optional<PostgresGuard> guard) implements ConnectionFactory {
    @Override
    public Connection openConnection() {
        return open(pool, guard);
    }

    static Connection open(DataSource pool, Optional<PostgresGuard> guard) {
        if (guard.isPresent() && !guard.get().isAlive()) {
            throw new DatabaseUnavailable("the embedded PostgreSQL is down and being started again", null);
        }
        try {
            return pool.getConnection();
        } catch (SQLException refused) {
            throw new DatabaseUnavailable("PostgreSQL gives no connection: " + refused.getMessage(), refused);
        }
    }
}
