package io.graphstead.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.testing.QuickstartProcess;
import io.graphstead.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Quickstart as a newcomer runs it: a process of its own, a real Neo4j, a real question. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuickstartTest {
    /** Design: what scripts rely on finding there. */
    private static final List<String> NAMES = List.of(
            "GRAPHSTEAD_URL",
            "GRAPHSTEAD_CA_FILE",
            "GRAPHSTEAD_ADMIN_TOKEN_FILE",
            "GRAPHSTEAD_OWNER_EMAIL",
            "GRAPHSTEAD_OWNER_PASSWORD",
            "ORGANIZATION_ID",
            "ORGANIZATION_SLUG",
            "ENVIRONMENT_ID",
            "PROJECT_SLUG",
            "GRAPHENEDB_CLIENT_ID",
            "GRAPHENEDB_CLIENT_SECRET",
            "TYPEDB_CLIENT_ID",
            "TYPEDB_CLIENT_SECRET",
            "DATABASE_ID",
            "NEO4J_URI",
            "NEO4J_USERNAME",
            "NEO4J_PASSWORD");

    @TempDir
    static Path folder;

    private static Map<String, String> first = Map.of();

    @Test
    @Order(1)
    void from_nothing_it_shows_the_rows_of_an_answer_and_leaves_nothing_running() throws Exception {
        Path data = folder.resolve("data");
        QuickstartProcess quickstart = QuickstartProcess.start(data, ServerProcess.freePort(), "--exit");
        assertThat(quickstart.awaitEnd()).as(quickstart.output()).isZero();
        assertThat(quickstart.output())
                .containsPattern("Ada +2")
                .containsPattern("Edsger +1")
                .contains("--cacert");
        first = new QuickstartEnv(data).read();
        assertThat(first.keySet()).containsExactlyElementsOf(NAMES);
        assertThat(first.values()).doesNotContain("");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("quickstart.env"))))
                .isEqualTo("rw-------");
        assertThat(processesOn(data)).isEmpty();
    }

    @Test
    @Order(2)
    void run_again_on_another_port_it_reuses_what_is_there_and_ctrl_c_leaves_no_process() throws Exception {
        Path data = folder.resolve("data");
        int port = ServerProcess.freePort();
        try (QuickstartProcess quickstart = QuickstartProcess.start(data, port)) {
            quickstart.awaitUp();
            Map<String, String> second = new QuickstartEnv(data).read();
            assertThat(second.get("GRAPHSTEAD_URL")).endsWith(":" + port);
            for (String name : NAMES.subList(1, NAMES.size())) {
                assertThat(second).as(name).containsEntry(name, first.get(name));
            }
            assertThat(processesOn(data)).isNotEmpty();
        }
        assertThat(processesOn(data)).isEmpty();
    }

    @Test
    @Order(3)
    void a_port_that_is_taken_is_named_and_nothing_is_left() throws Exception {
        Path data = folder.resolve("taken");
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            QuickstartProcess quickstart = QuickstartProcess.start(data, taken.getLocalPort(), "--exit");
            assertThat(quickstart.awaitEnd()).isEqualTo(1);
            assertThat(quickstart.output())
                    .contains(Integer.toString(taken.getLocalPort()))
                    .doesNotContain("Exception");
        }
        assertThat(processesOn(data)).isEmpty();
    }

    @Test
    @Order(4)
    void a_setting_that_is_wrong_is_named_and_ends_it_at_once() throws Exception {
        Path data = folder.resolve("wrong");
        QuickstartProcess quickstart = QuickstartProcess.start(data, 99_999, "--exit");
        assertThat(quickstart.awaitEnd()).isEqualTo(1);
        assertThat(quickstart.output()).contains("99999").doesNotContain("Exception");
        assertThat(data).doesNotExist();
    }

    /** The database's processes may see their folder elsewhere, but under its name. */
    private static List<String> processesOn(Path data) {
        String id = first.getOrDefault("DATABASE_ID", "-")
                .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        return ProcessHandle.allProcesses()
                .map(process -> commandLine(process.pid()))
                .filter(line -> line.contains(data + "/") || line.contains(id))
                .toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException ended) {
            return "";
        }
    }
}
