package io.graphstead.platform.database;

import io.graphstead.platform.folder.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/** A real, migrated PostgreSQL below a temporary folder, for the tests of whoever keeps something in it. */
public record TestDatabase(DataFolder folder, Database database) implements AutoCloseable {
    /** @param temporary ends with the test */
    public static TestDatabase below(Path temporary) throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        DataFolder folder = DataFolder.open(temporary.resolve("data"));
        DatabaseSettings embedded = new DatabaseSettings(
                Optional.empty(), "graphstead", Optional.empty(), Optional.empty(), 10, Duration.ofSeconds(5));
        Database database = Database.start(embedded, new PostgresSettings(0, "nobody", 32, 60), folder);
        database.awaitReady();
        return new TestDatabase(folder, database);
    }

    @Override
    public void close() {
        database.close();
        folder.close();
    }
}
