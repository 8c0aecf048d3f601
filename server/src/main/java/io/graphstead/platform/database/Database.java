package io.graphstead.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.graphstead.platform.CannotStart;
import io.graphstead.platform.folder.DataFolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL that the server keeps everything in, with its schema up to date. It is made ready while the rest of the
 * server starts: whoever needs it first waits for it.
 */
public final class Database implements AutoCloseable {
    private static final Duration CHECK_PATIENCE = Duration.ofSeconds(2);

    private final CompletableFuture<Ready> ready;

    private Database(CompletableFuture<Ready> ready) {
        this.ready = ready;
    }

    private record Ready(Optional<PostgresGuard> guard, PGSimpleDataSource address, HikariDataSource pool, Jdbi jdbi) {}

    /** Begins to make it ready and returns at once. */
    public static Database start(DatabaseSettings settings, PostgresSettings embedded, DataFolder folder) {
        CompletableFuture<Ready> ready = new CompletableFuture<>();
        Thread.ofPlatform().name("database-start").daemon().start(() -> {
            try {
                ready.complete(makeReady(settings, embedded, folder));
            } catch (Throwable failed) {
                ready.completeExceptionally(failed);
            }
        });
        return new Database(ready);
    }

    private static Ready makeReady(DatabaseSettings settings, PostgresSettings embedded, DataFolder folder) {
        PGSimpleDataSource address;
        Optional<PostgresGuard> guard = Optional.empty();
        if (settings.url().isPresent()) {
            address = ExternalPostgres.at(settings);
        } else {
            EmbeddedPostgres postgres = new EmbeddedPostgres(folder, embedded);
            address = postgres.address();
            guard = Optional.of(new PostgresGuard(postgres, port -> address.setPortNumbers(new int[] {port})));
        }
        HikariDataSource pool = null;
        try {
            Migrations.run(address);
            pool = pool(settings, address);
            Jdbi jdbi = Jdbi.create(new GuardedConnections(pool, guard)).installPlugin(new PostgresPlugin());
            return new Ready(guard, address, pool, jdbi);
        } catch (RuntimeException failed) {
            if (pool != null) {
                pool.close();
            }
            guard.ifPresent(PostgresGuard::close);
            throw failed;
        }
    }

    private static HikariDataSource pool(DatabaseSettings settings, DataSource address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("graphstead");
        config.setDataSource(address);
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.connectionWait().toMillis());
        // Migrations have just been here; a pool that cannot connect yet must not stop the start.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private Ready await() {
        try {
            return ready.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof CannotStart words) {
                throw words;
            }
            throw new CannotStart(
                    "PostgreSQL could not be made ready: " + failed.getCause() + "; the log says more",
                    failed.getCause());
        }
    }

    /** Returns when it is ready. */
    public void awaitReady() {
        await();
    }

    /** The pool. Its connections throw {@link SQLException}s; {@link #jdbi} is the better way. */
    public DataSource dataSource() {
        return await().pool();
    }

    /** Throws {@link DatabaseUnavailable} when there is no connection to be had. */
    public Jdbi jdbi() {
        return await().jdbi();
    }

    /** For connections that are not of the pool, always at the address where PostgreSQL is now. */
    DataSource unpooled() {
        return await().address();
    }

    /** Asks it. The answer is why it cannot be used now, or nothing. */
    public Optional<String> problem() {
        if (!ready.isDone() || ready.isCompletedExceptionally()) {
            return Optional.of("PostgreSQL is not ready yet");
        }
        try (Connection connection = GuardedConnections.open(await().pool(), await().guard())) {
            return connection.isValid((int) CHECK_PATIENCE.toSeconds())
                    ? Optional.empty()
                    : Optional.of("PostgreSQL does not answer");
        } catch (DatabaseUnavailable gone) {
            return Optional.of(String.valueOf(gone.getMessage()));
        } catch (SQLException broken) {
            return Optional.of("PostgreSQL does not answer");
        }
    }

    /** Closes the pool, then stops PostgreSQL if it is the embedded one. */
    @Override
    public void close() {
        @Nullable Ready started;
        try {
            started = ready.join();
        } catch (CompletionException neverStarted) {
            return;
        }
        started.pool().close();
        started.guard().ifPresent(PostgresGuard::close);
    }
}
