package io.graphstead.testing;

import io.graphstead.platform.database.Database;
import io.graphstead.platform.database.DatabaseSettings;
import io.graphstead.platform.database.PostgresSettings;
import io.graphstead.platform.folder.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real, embedded, migrated PostgreSQL, for the tests of whoever keeps something in it. */
public record TestDatabase(DataFolder folder, Database database) implements AutoCloseable {
    private static final int CONNECTIONS = 20;

    /**
     * One for all tests of a JVM that only need one to be there, ended and removed with it. It is not empty: each test uses
     * organizations and hosts of its own.
     */
    public static TestDatabase shared() {
        return Shared.INSTANCE;
    }

    /** @param temporary ends with the test */
    public static TestDatabase below(Path temporary) throws IOException {
        // PostgreSQL runs as another user, who must be able to pass through.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        return in(temporary.resolve("data"));
    }

    /** The one of a data folder that no server uses. */
    public static TestDatabase in(Path dataFolder) {
        DataFolder folder = DataFolder.open(dataFolder);
        DatabaseSettings embedded = new DatabaseSettings(
                Optional.empty(), "graphstead", Optional.empty(), Optional.empty(), CONNECTIONS, Duration.ofSeconds(5));
        Database database = Database.start(embedded, new PostgresSettings(0, "nobody", 32, 100), folder);
        database.awaitReady();
        return new TestDatabase(folder, database);
    }

    @Override
    public void close() {
        database.close();
        folder.close();
    }

    /** Removes a folder and all that is in it. */
    public static void delete(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> paths = all.toList();
            for (Path path : paths.reversed()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started by whoever asks first. */
    private static final class Shared {
        static final TestDatabase INSTANCE = start();

        private static TestDatabase start() {
            try {
                Path temporary = Files.createTempDirectory("graphstead-test-postgres");
                TestDatabase started = below(temporary);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    started.close();
                    delete(temporary);
                }));
                return started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
