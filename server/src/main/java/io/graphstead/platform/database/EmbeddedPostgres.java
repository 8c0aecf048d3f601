package io.graphstead.platform.database;

import io.graphstead.platform.CannotStart;
import io.graphstead.platform.folder.DataFolder;
import io.graphstead.platform.folder.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL below the data folder: made on the first start, adopted when a killed server left it running, started
 * otherwise. Listens on 127.0.0.1 only and asks everyone for a password. {@link PostgresGuard} keeps it alive.
 */
final class EmbeddedPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final int LAST_LINES = 5;

    private final Path folder;
    private final Path data;
    private final Path log;
    private final Path startOutput;
    private final PostgresSettings settings;
    private final PostgresRoles roles;
    private final Path program;
    private final PostgresPlace place;

    /** Unpacks what is needed and finds a way to run it; nothing runs yet. */
    EmbeddedPostgres(DataFolder dataFolder, PostgresSettings settings) {
        this.settings = settings;
        this.folder = dataFolder.postgres();
        this.data = folder.resolve("data");
        this.log = folder.resolve("log");
        this.startOutput = dataFolder.logs().resolve("postgres-start.log");
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            }
        } catch (IOException failed) {
            throw cannotWrite(failed);
        }
        this.roles = new PostgresRoles(dataFolder.keys());
        Path software = PostgresSoftware.install(folder);
        this.program = software.resolve("bin/postgres");
        this.place = PostgresPlace.find(folder, software, settings.user());
    }

    /** Where the application finds it, but for the port, which is known once it runs. */
    PGSimpleDataSource address() {
        PGSimpleDataSource address = new PGSimpleDataSource();
        address.setServerNames(new String[] {"127.0.0.1"});
        address.setDatabaseName(PostgresRoles.DATABASE);
        address.setUser(PostgresRoles.APPLICATION);
        address.setPassword(roles.applicationPassword());
        address.setConnectTimeout(10);
        return address;
    }

    Path data() {
        return data;
    }

    /**
     * Makes sure that it runs: adopts a live one, else starts it on the wanted port.
     *
     * @param preferredPort taken if it is free and the settings name none; 0 for any
     * @throws CannotStart with PostgreSQL's own last words
     */
    Postmaster run(int preferredPort) {
        try {
            refuseOtherVersion();
            Optional<Postmaster> live = Postmaster.find(data);
            if (live.isPresent()) {
                boolean asWanted = live.get().runs(program)
                        && (settings.port() == 0
                                || settings.port() == live.get().port());
                if (asWanted) {
                    LOG.info(
                            "Adopting the PostgreSQL that runs on port {}",
                            live.get().port());
                    return usable(live.get()::isRunning);
                }
                live.get().stop(STOP_PATIENCE);
            }
            if (!Files.exists(data)) {
                initialize();
            }
            place.giveAway(data);
            Files.createDirectories(log);
            Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rwx------"));
            place.giveAway(log);
            Postmaster.clearStale(data);
            return usable(launch(freePort(preferredPort))::isAlive);
        } catch (IOException failed) {
            throw cannotWrite(failed);
        } catch (TimeoutException stuck) {
            throw new CannotStart(stuck.getMessage() + "; end them, then start again", stuck);
        }
    }

    void stop(Postmaster running) {
        running.stop(STOP_PATIENCE);
    }

    private void refuseOtherVersion() throws IOException {
        Path file = data.resolve("PG_VERSION");
        if (!Files.exists(file)) {
            return;
        }
        String version = Files.readString(file).strip();
        if (!version.equals(place.majorVersion())) {
            throw new CannotStart(data + " was written by PostgreSQL " + version + ", but this server brings version "
                    + place.majorVersion() + ", which cannot read it; start the Graphstead that wrote it, or move its"
                    + " content with pg_dump and an external PostgreSQL (database.url)");
        }
    }

    /** Into a folder of another name, which gets its own when it is complete. */
    private void initialize() throws IOException {
        LOG.info("Making a PostgreSQL database in {}", data);
        Path making = folder.resolve("data.new");
        Path password = folder.resolve("initial.password");
        deleteAll(making);
        Files.createDirectory(
                making, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        place.giveAway(making);
        PrivateFile.write(password, roles.superuserPassword().getBytes(StandardCharsets.US_ASCII));
        place.giveAway(password);
        try {
            PostgresPlace.Finished initdb = place.run(List.of(
                    place.inside(program.resolveSibling("initdb")).toString(),
                    "--pgdata=" + place.inside(making),
                    "--username=" + PostgresRoles.SUPERUSER,
                    "--pwfile=" + place.inside(password),
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--no-instructions"));
            if (!initdb.succeeded()) {
                throw new CannotStart("a PostgreSQL database could not be made in " + data + ": "
                        + initdb.output().lines().reduce((first, last) -> last).orElse("no reason given"));
            }
        } finally {
            Files.deleteIfExists(password);
        }
        Files.writeString(making.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Files.move(making, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private ProcessHandle launch(int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                place.inside(program).toString(), "-D", place.inside(data).toString(), "-p", Integer.toString(port)));
        configuration().forEach(setting -> command.addAll(List.of("-c", setting)));
        return place.process(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(startOutput.toFile())
                .start()
                .toHandle();
    }

    private List<String> configuration() {
        return List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "password_encryption=scram-sha-256",
                "shared_buffers=" + settings.sharedBuffersMb() + "MB",
                "max_connections=" + settings.maxConnections(),
                // One small client: no helpers that read ahead, replicate or compute in parallel.
                "io_method=sync",
                "wal_level=minimal",
                "max_wal_senders=0",
                "max_wal_size=256MB",
                "max_worker_processes=2",
                "max_parallel_workers_per_gather=0",
                // A week of files, each overwritten in its turn; clients are told their errors, the log is not.
                "logging_collector=on",
                "log_directory=" + place.inside(log),
                "log_filename=postgres-%u.log",
                "log_truncate_on_rotation=on",
                "log_min_messages=log",
                "log_checkpoints=off");
    }

    /** One that cannot be used is not left running. */
    private Postmaster usable(BooleanSupplier lives) {
        Postmaster ready = untilReady(lives);
        try {
            roles.ensure(ready.port());
        } catch (CannotStart useless) {
            stop(ready);
            throw useless;
        }
        return ready;
    }

    /** However long it recovers: it is waited for as long as it lives. */
    private Postmaster untilReady(BooleanSupplier lives) {
        while (lives.getAsBoolean()) {
            Optional<Postmaster> found = Postmaster.find(data);
            if (found.isPresent() && found.get().ready()) {
                return found.get();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new CannotStart("the start was interrupted");
            }
            Postmaster.pause();
        }
        throw new CannotStart("the embedded PostgreSQL ended while it started: " + lastWords());
    }

    private String lastWords() {
        try (Stream<Path> logs = Files.list(log)) {
            Path newest = logs.max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElse(startOutput);
            Path telling = Files.size(newest) > 0 ? newest : startOutput;
            List<String> lines = Files.readAllLines(telling, StandardCharsets.ISO_8859_1);
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) + " (from "
                    + telling + ")";
        } catch (IOException silent) {
            return "see " + startOutput;
        }
    }

    private int freePort(int preferred) throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        boolean fixed = settings.port() != 0;
        try (ServerSocket socket = new ServerSocket(fixed ? settings.port() : preferred, 1, loopback)) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            if (fixed) {
                throw new CannotStart(
                        "port " + settings.port() + " (postgres.port) is taken on 127.0.0.1; free it, choose another,"
                                + " or leave the choice to the server with 0",
                        taken);
            }
            try (ServerSocket other = new ServerSocket(0, 1, loopback)) {
                return other.getLocalPort();
            }
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> all;
            try (Stream<Path> content = Files.walk(folder)) {
                all = content.toList();
            }
            for (Path each : all.reversed()) {
                Files.delete(each);
            }
        }
    }

    private CannotStart cannotWrite(IOException failed) {
        return new CannotStart(
                folder + " cannot be written: " + failed + "; it must belong to the user who runs the server", failed);
    }
}
