package io.graphstead.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.platform.CannotStart;
import io.graphstead.platform.folder.DataFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedPostgresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final PostgresSettings DEFAULTS = new PostgresSettings(0, "nobody", 32, 60);
    private static final DatabaseSettings EMBEDDED = new DatabaseSettings(
            Optional.empty(), "graphstead", Optional.empty(), Optional.empty(), 4, Duration.ofSeconds(2));

    /** Made once for all tests, since making a PostgreSQL takes seconds; each test leaves it stopped. */
    @TempDir
    private static Path shared;

    private DataFolder folder;

    @BeforeEach
    void passable() throws IOException {
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx--x--x"));
        folder = DataFolder.open(shared.resolve("data"));
    }

    @AfterEach
    void endAll() {
        killAll();
        folder.close();
    }

    private Path data() {
        return folder.postgres().resolve("data");
    }

    private void killAll() {
        if (Files.exists(data())) {
            Postmaster.processesOn(data()).forEach(ProcessHandle::destroyForcibly);
            await("the end of every process of PostgreSQL")
                    .atMost(PATIENCE)
                    .until(() -> Postmaster.processesOn(data()).findAny().isEmpty());
        }
    }

    private Database started() {
        return started(DEFAULTS);
    }

    private Database started(PostgresSettings settings) {
        Database database = Database.start(EMBEDDED, settings, folder);
        database.awaitReady();
        return database;
    }

    private Postmaster live() {
        return Postmaster.find(data()).orElseThrow();
    }

    private static int count(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM note")
                        .mapTo(Integer.class)
                        .one());
    }

    private static void note(Database database) {
        database.jdbi().useHandle(handle -> handle.execute("DROP TABLE IF EXISTS note"));
        database.jdbi().useHandle(handle -> handle.execute("CREATE TABLE note (text text)"));
        database.jdbi().useHandle(handle -> handle.execute("INSERT INTO note VALUES ('kept')"));
    }

    @Test
    void the_servers_role_is_no_superuser_and_wrong_passwords_are_refused() {
        try (Database database = started()) {
            List<String> may = database.jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "SELECT rolname FROM pg_roles WHERE rolname = current_user AND NOT rolsuper"
                                            + " AND NOT rolcreatedb AND NOT rolcreaterole")
                            .mapTo(String.class)
                            .list());
            assertThat(may).containsExactly("graphstead");
            int port = live().port();
            for (String user : List.of("graphstead", "postgres")) {
                for (String password : List.of("wrong", "")) {
                    assertThatThrownBy(() -> DriverManager.getConnection(
                                    "jdbc:postgresql://127.0.0.1:" + port + "/graphstead", user, password))
                            .as(user + " with \"" + password + "\"")
                            .isInstanceOf(SQLException.class);
                }
            }
        }
    }

    @Test
    void it_runs_as_somebody_else_than_root_without_sockets_in_the_file_system() throws IOException {
        try (Database database = started()) {
            ProcessHandle process = live().process();
            assertThat(process.info().user()).isPresent().get().isNotEqualTo("root");
            assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/status")))
                    .contains("NoNewPrivs:\t1")
                    .contains("CapBnd:\t0000000000000000");
            String socketFolder =
                    Files.readAllLines(data().resolve("postmaster.pid")).get(4);
            assertThat(socketFolder).isBlank();
        }
    }

    @Test
    void closing_stops_it_cleanly_and_what_was_written_is_there_again() {
        try (Database database = started()) {
            note(database);
        }
        assertThat(Postmaster.find(data())).isEmpty();
        try (Database database = started()) {
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @Test
    void one_that_a_killed_server_left_running_is_adopted() {
        withNote();
        Postmaster before = leftBehind();
        try (Database database = started()) {
            assertThat(live().process()).isEqualTo(before.process());
            assertThat(count(database)).isEqualTo(1);
        }
        assertThat(before.isRunning()).isFalse();
    }

    @Test
    void killed_while_the_server_runs_it_comes_back_and_callers_are_told_meanwhile() throws Exception {
        try (Database database = started()) {
            note(database);
            Postmaster before = live();
            before.process().destroyForcibly();
            before.process().onExit().get();

            Throwable[] seen = new Throwable[1];
            await("PostgreSQL to answer again").atMost(PATIENCE).until(() -> {
                try {
                    return count(database) == 1;
                } catch (RuntimeException gone) {
                    seen[0] = gone;
                    return false;
                }
            });
            if (seen[0] != null) {
                assertThat(DatabaseUnavailable.isBehind(seen[0]))
                        .as(seen[0].toString())
                        .isTrue();
            }
            assertThat(live().process()).isNotEqualTo(before.process());
            assertThat(database.problem()).isEmpty();
        }
    }

    @Test
    void killed_together_with_the_server_it_starts_again_with_its_data() throws Exception {
        withNote();
        leftBehind();
        killAll();
        assertThat(data().resolve("postmaster.pid")).exists();
        try (Database database = started()) {
            assertThat(count(database)).isEqualTo(1);
        }
    }

    private void withNote() {
        try (Database database = started()) {
            note(database);
        }
    }

    /** As a server that is killed leaves it: running, and nobody looks after it. */
    private Postmaster leftBehind() {
        return new EmbeddedPostgres(folder, DEFAULTS).run(0);
    }

    @Test
    void a_stale_pid_file_whose_pid_belongs_to_another_process_now_is_cleared() throws Exception {
        withNote();
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    data().resolve("postmaster.pid"),
                    other.pid() + "\n" + data() + "\n1700000000\n5432\n\n127.0.0.1\n  1  1\nready   \n");
            try (Database database = started()) {
                assertThat(count(database)).isEqualTo(1);
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_data_folder_of_another_major_version_is_refused_with_words() throws IOException {
        started().close();
        Path version = data().resolve("PG_VERSION");
        String right = Files.readString(version);
        Files.writeString(version, "17\n");
        assertThatThrownBy(this::started)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("was written by PostgreSQL 17, but this server brings version 18");
        Files.writeString(version, right);
    }

    @Test
    void a_password_file_that_belongs_to_another_folder_is_told() throws IOException {
        started().close();
        Path keys = shared.resolve("keys");
        Files.move(folder.keys(), keys);
        Files.createDirectory(folder.keys());
        assertThatThrownBy(this::started)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("does not let the server in")
                .hasMessageContaining(folder.keys().toString());
        assertThat(Postmaster.find(data()))
                .as("a start that failed leaves nothing running")
                .isEmpty();
        for (String role : List.of("superuser", "application")) {
            Path lost = folder.keys().resolve("postgres-" + role + ".password");
            Files.delete(lost);
            Files.move(keys.resolve(lost.getFileName()), lost);
        }
        Files.delete(keys);
    }

    @Test
    void a_fixed_port_that_is_taken_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            PostgresSettings fixed = new PostgresSettings(taken.getLocalPort(), "nobody", 32, 60);
            assertThatThrownBy(() -> started(fixed))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " (postgres.port) is taken");
        }
    }

    @Test
    @Tag("root")
    void a_user_who_does_not_exist_is_told() {
        assertThatThrownBy(() -> started(new PostgresSettings(0, "no-such-user", 32, 60)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("no-such-user does not stand in /etc/passwd");
    }

    @Test
    @Tag("root")
    void below_a_folder_that_its_user_cannot_enter_it_runs_in_a_view_of_its_own() throws Exception {
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx------"));
        Predicate<String> bound = line -> line.contains("/graphstead ") && !line.contains(shared.toString() + " ");
        try (Database database = started()) {
            note(database);
            try (var mounts = Files.lines(Path.of("/proc/" + live().process().pid() + "/mountinfo"))) {
                assertThat(mounts.anyMatch(bound)).isTrue();
            }
            assertThat(live().process().info().user()).contains("nobody");
        }
        leftBehind();
        try (Database database = started()) {
            assertThat(count(database))
                    .as("adopted although it sees its folder by another name")
                    .isEqualTo(1);
        }
    }
}
