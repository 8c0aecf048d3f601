package io.graphstead.platform.database;

import io.graphstead.platform.CannotStart;
import io.graphstead.platform.folder.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Set;

/**
 * The two roles of the embedded PostgreSQL: the superuser, used only to make the other, and the application's, which owns
 * its database and nothing else. Their passwords lie in the keys folder.
 */
final class PostgresRoles {
    static final String SUPERUSER = "postgres";
    static final String APPLICATION = "graphstead";
    static final String DATABASE = "graphstead";

    private static final int PASSWORD_BYTES = 24;
    /** Wrong password or unknown role; no such database. */
    private static final Set<String> NOT_MADE_YET = Set.of("28P01", "28000", "3D000");

    private final String superuserPassword;
    private final String applicationPassword;
    private final Path passwords;

    PostgresRoles(Path keys) {
        passwords = keys;
        superuserPassword = password("postgres-superuser.password");
        applicationPassword = password("postgres-application.password");
    }

    private String password(String name) {
        Path file = passwords.resolve(name);
        try {
            return new String(PrivateFile.readOrCreate(file, PostgresRoles::fresh), StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            throw new CannotStart("cannot read or make " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static byte[] fresh() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encode(random);
    }

    String superuserPassword() {
        return superuserPassword;
    }

    String applicationPassword() {
        return applicationPassword;
    }

    /** Makes the application's role and database, if a start before this one did not come so far. */
    void ensure(int port) {
        try (Connection made = connect(port, DATABASE, APPLICATION, applicationPassword)) {
            return;
        } catch (SQLException notYet) {
            if (!NOT_MADE_YET.contains(String.valueOf(notYet.getSQLState()))) {
                throw cannot(notYet);
            }
        }
        try (Connection connection = connect(port, "postgres", SUPERUSER, superuserPassword);
                Statement statement = connection.createStatement()) {
            // The password is our own base64url and cannot hold a quote.
            statement.execute("""
                    DO $$ BEGIN
                        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN CREATE ROLE %1$s; END IF;
                    END $$""".formatted(APPLICATION));
            statement.execute("ALTER ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '%s'"
                    .formatted(APPLICATION, applicationPassword));
            boolean exists = statement
                    .executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")
                    .next();
            if (!exists) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + APPLICATION);
            }
            statement.execute("REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC");
        } catch (SQLException failed) {
            throw cannot(failed);
        }
    }

    private CannotStart cannot(SQLException failed) {
        return new CannotStart(
                "the embedded PostgreSQL does not let the server in: " + failed.getMessage() + "; its passwords lie in "
                        + passwords + " and belong to this data folder",
                failed);
    }

    private static Connection connect(int port, String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=10&loginTimeout=10",
                user,
                password);
    }
}
