package io.graphstead.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.platform.CannotStart;
import io.graphstead.platform.folder.DataFolder;
import io.graphstead.testing.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that somebody else runs: here the embedded one of another data folder. */
@Tag("slow")
class ExternalDatabaseTest {
    @TempDir
    private static Path temporary;

    private static TestDatabase theirs;

    @BeforeAll
    static void start() throws IOException {
        theirs = TestDatabase.below(temporary);
    }

    @AfterAll
    static void stop() {
        theirs.close();
    }

    private static String address() {
        Path data = theirs.folder().postgres().resolve("data");
        return "127.0.0.1:" + Postmaster.find(data).orElseThrow().port() + "/graphstead";
    }

    private static Path passwordFile() {
        return theirs.folder().keys().resolve("postgres-application.password");
    }

    private static DatabaseSettings settings(String url, Optional<String> password, Optional<Path> passwordFile) {
        return new DatabaseSettings(Optional.of(url), "graphstead", password, passwordFile, 4, Duration.ofSeconds(2));
    }

    private static void use(DatabaseSettings settings, String folder) {
        try (DataFolder ours = DataFolder.open(temporary.resolve(folder));
                Database database = Database.start(settings, new PostgresSettings(0, "nobody", 32, 60), ours)) {
            database.awaitReady();
            assertThat(database.problem()).isEmpty();
            assertThat(ours.postgres()).as("nothing embedded").doesNotExist();
        }
    }

    @Test
    void it_is_used_by_address_and_a_password_out_of_a_file_or_a_setting() throws IOException {
        use(settings("postgresql://" + address(), Optional.empty(), Optional.of(passwordFile())), "a");
        use(settings("postgres://" + address(), Optional.of(Files.readString(passwordFile())), Optional.empty()), "b");
        use(settings("jdbc:postgresql://" + address(), Optional.empty(), Optional.of(passwordFile())), "c");
    }

    @Test
    void a_wrong_password_a_wrong_address_and_what_is_no_address_are_told() {
        assertRefused(settings("postgresql://" + address(), Optional.of("sesame"), Optional.empty()))
                .hasMessageContaining("password authentication failed")
                .hasMessageContaining("check database.url, user and password")
                .hasMessageNotContaining("sesame");
        assertRefused(settings("postgresql://127.0.0.1:1/graphstead", Optional.empty(), Optional.empty()))
                .hasMessageContaining("127.0.0.1:1");
        assertRefused(settings("mysql://127.0.0.1/graphstead", Optional.empty(), Optional.empty()))
                .hasMessageContaining("database.url is not an address like postgresql://host:5432/graphstead");
        assertRefused(settings(
                        "postgresql://" + address(), Optional.empty(), Optional.of(temporary.resolve("missing"))))
                .hasMessageContaining("missing cannot be read");
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(DatabaseSettings settings) {
        return assertThatThrownBy(() -> use(settings, "refused"))
                .isInstanceOf(CannotStart.class)
                .satisfies(refused -> assertThat(refused.getMessage()).hasLineCount(1));
    }

    @Test
    void a_database_that_another_version_has_prepared_is_refused() {
        refusedAfter(
                "UPDATE flyway_schema_history SET checksum = checksum + 1",
                "UPDATE flyway_schema_history SET checksum = checksum - 1");
        refusedAfter("""
                INSERT INTO flyway_schema_history
                       (installed_rank, version, description, type, script, installed_by, execution_time, success)
                VALUES (9999, '9999', 'newer', 'SQL', 'V9999__newer.sql', 'a newer server', 1, true)""", "DELETE FROM flyway_schema_history WHERE version = '9999'");
    }

    private static void refusedAfter(String change, String undo) {
        theirs.database().jdbi().useHandle(handle -> handle.execute(change));
        try {
            assertRefused(settings("postgresql://" + address(), Optional.empty(), Optional.of(passwordFile())))
                    .hasMessageContaining("was prepared by another version of Graphstead");
        } finally {
            theirs.database().jdbi().useHandle(handle -> handle.execute(undo));
        }
    }

    @Test
    void failures_that_mean_that_postgres_is_gone_are_told_from_others() {
        for (String state : new String[] {"08006", "08001", "57P01", "57P03", "53300"}) {
            assertThat(DatabaseUnavailable.isBehind(new IllegalStateException(new SQLException("gone", state))))
                    .as(state)
                    .isTrue();
        }
        assertThat(DatabaseUnavailable.isBehind(new DatabaseUnavailable("gone", null)))
                .isTrue();
        assertThat(DatabaseUnavailable.isBehind(new SQLException("unique", "23505")))
                .isFalse();
        assertThat(DatabaseUnavailable.isBehind(new SQLException("no state"))).isFalse();
        assertThat(DatabaseUnavailable.isBehind(new ConnectException("to something else")))
                .isFalse();
        assertThat(DatabaseUnavailable.isBehind(null)).isFalse();
    }
}
