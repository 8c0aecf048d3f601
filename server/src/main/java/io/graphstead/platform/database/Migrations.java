package io.graphstead.platform.database;

import io.graphstead.platform.CannotStart;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the schema up to what this version of the server knows. Several servers may do so at once: one waits. */
final class Migrations {
    private Migrations() {}

    /** @throws CannotStart if the database was used by a newer version, or cannot be reached or changed */
    static void run(DataSource database) {
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    // Not even those of a newer version: an older server would not know what it does to them.
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayValidateException other) {
            throw new CannotStart(
                    "the database was prepared by another version of Graphstead than this one; start that one", other);
        } catch (FlywayException failed) {
            String reason = failed.getMessage() == null
                    ? failed.toString()
                    : failed.getMessage().strip().lines().findFirst().orElse("");
            throw new CannotStart(
                    "the database cannot be prepared: " + reason + "; check database.url, user and password", failed);
        }
    }
}
