package io.graphstead.api;

import com.zaxxer.hikari.HikariDataSource;
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
import org.postgresql.ds.PGSimpleDataSource;

/** One real PostgreSQL for all tests of a run that only need one to be there; stopped and removed when the run ends. */
final class TestPostgres {
    private static final TestPostgres SHARED = start();

    private final Path root;
    private final DataFolder folder;
    private final Database database;

    private TestPostgres(Path root, DataFolder folder, Database database) {
        this.root = root;
        this.folder = folder;
        this.database = database;
    }

    private static TestPostgres start() {
        try {
            // Below the system's temporary folder: PostgreSQL runs as another user, who cannot enter every checkout.
            Path root = Files.createTempDirectory("graphstead-test-postgres");
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
            DataFolder folder = DataFolder.open(root.resolve("data"));
            Database database = Database.start(
                    new DatabaseSettings(
                            Optional.empty(),
                            "graphstead",
                            Optional.empty(),
                            Optional.empty(),
                            4,
                            Duration.ofSeconds(5)),
                    new PostgresSettings(0, "nobody", 32, 60),
                    folder);
            TestPostgres started = new TestPostgres(root, folder, database);
            Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int port() {
        return address().getPortNumbers()[0];
    }

    /** Servers on one database need one key. */
    static Path sealKey() {
        return SHARED.root.resolve("seal.key");
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
        return (PGSimpleDataSource) ((HikariDataSource) SHARED.database.dataSource()).getDataSource();
    }

    private void stop() {
        database.close();
        folder.close();
        delete(root);
    }

    static void delete(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> paths = all.toList();
            for (Path path : paths.reversed()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
