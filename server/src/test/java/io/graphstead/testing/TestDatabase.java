package io.graphstead.testing;

import io.graphstead.platform.database.Database;
import io.graphstead.platform.database.DatabaseSettings;
import io.graphstead.platform.database.PostgresSettings;
import io.graphstead.platform.folder.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A real, embedded PostgreSQL with all tables, started once for all tests of a JVM and ended with it. Tests do not find it
 * empty: each uses organizations and hosts of its own.
 */
public final class TestDatabase {
    private static final TestDatabase SHARED = new TestDatabase();

    private final DataFolder folder;
    private final Database database;

    private TestDatabase() {
        try {
            folder = DataFolder.open(Files.createTempDirectory("graphstead-test-database"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database = Database.start(
                new DatabaseSettings(
                        Optional.empty(), "graphstead", Optional.empty(), Optional.empty(), 20, Duration.ofSeconds(5)),
                new PostgresSettings(0, "nobody", 32, 100),
                folder);
        java.lang.Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        database.awaitReady();
    }

    public static Database shared() {
        return SHARED.database;
    }

    public static DataFolder folder() {
        return SHARED.folder;
    }

    private void end() {
        database.close();
        folder.close();
        try (var files = Files.walk(folder.root())) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(TestDatabase::delete);
        } catch (IOException leftForTheSystemToClear) {
            System.err.println("left behind: " + folder.root());
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
