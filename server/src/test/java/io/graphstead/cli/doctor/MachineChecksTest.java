package io.graphstead.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.cli.doctor.Finding.Level;
import io.graphstead.runtime.PortRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineChecksTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"1048576, PROBLEM", "4194304, OK"})
    void a_machine_needs_memory_for_the_server_and_one_database(long availableKb, Level level) throws IOException {
        write("proc/meminfo", "MemTotal:       8388608 kB\nMemAvailable:   " + availableKb + " kB\n");
        assertThat(machine().memory().level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"512, PROBLEM", "4096, WARNING", "20000, OK", "unlimited, OK"})
    void few_open_files_are_said(String hard, Level level) throws IOException {
        write(
                "proc/self/limits",
                "Limit   Soft  Hard\nMax open files            256                  " + hard + "  files\n");
        assertThat(machine().openFiles().level()).isEqualTo(level);
    }

    @Test
    void cgroups_of_version_1_are_seen_with_their_controllers() throws IOException {
        assertThat(machine().cgroups().level()).isEqualTo(Level.WARNING);
        Files.createDirectories(root.resolve("sys/fs/cgroup/memory"));
        Files.createDirectories(root.resolve("sys/fs/cgroup/cpu"));
        assertThat(machine().cgroups()).isEqualTo(Finding.ok("cgroups", "version 1: memory, cpu"));
    }

    @Test
    void cgroups_of_version_2_are_seen_with_their_controllers() throws IOException {
        write("sys/fs/cgroup/cgroup.controllers", "cpu io memory pids\n");
        write("proc/self/cgroup", "0::/app\n");
        Files.createDirectories(root.resolve("sys/fs/cgroup/app"));
        assertThat(machine().cgroups()).isEqualTo(Finding.ok("cgroups", "version 2: cpu, io, memory, pids"));
        write("sys/fs/cgroup/cgroup.controllers", "pids\n");
        assertThat(machine().cgroups().what()).isEqualTo("version 2 without memory, cpu");
    }

    @Test
    void a_taken_port_of_the_server_is_said() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            assertThat(machine().serverPort(taken.getLocalPort()).level()).isEqualTo(Level.WARNING);
        }
    }

    @Test
    void ports_in_use_are_counted_and_an_overlap_with_outgoing_connections_is_said() throws IOException {
        write("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
        // 0x4E20 is 20000; state 0A listens, 01 is a connection
        write(
                "proc/net/tcp",
                "  sl  local_address rem_address   st\n   0: 0100007F:4E20 00000000:0000 0A x\n"
                        + "   1: 0100007F:4E21 00000000:0000 01 x\n");
        assertThat(machine().processPorts(new PortRange(20000, 20009)))
                .isEqualTo(Finding.ok("ports 20000-20009", "9 free"));
        assertThat(machine().processPorts(new PortRange(40000, 40009)).level()).isEqualTo(Level.WARNING);
        assertThat(machine().processPorts(new PortRange(20000, 20000)).level()).isEqualTo(Level.PROBLEM);
    }

    @Test
    void a_folder_that_others_cannot_enter_is_found_from_the_top() throws IOException {
        Path closed = Files.createDirectories(root.resolve("home"));
        Path below = Files.createDirectories(closed.resolve("deep/data"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        assertThat(AccessChecks.closedToOthers(below)).contains(closed);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx--x--x"));
        assertThat(AccessChecks.closedToOthers(below)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0000000000000000, 4294967295, WARNING, not root",
        "0,    0000000000000000, 4294967295, WARNING, without the right",
        "0,    00000000a80425fb, 1000,       WARNING, only 1000 user ids",
        "0,    00000000a80425fb, 4294967295, OK,      each database"
    })
    void who_we_are_decides_how_well_databases_are_kept_apart(
            int uid, String capabilities, String ids, Level level, String words) throws IOException {
        write(
                "proc/self/status",
                "Name:\tjava\nUid:\t%d\t%d\t%d\t%d\nCapEff:\t%s\n".formatted(uid, uid, uid, uid, capabilities));
        write("proc/self/uid_map", "         0          0 " + ids + "\n");
        Finding finding = new AccessChecks(root).user();
        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.what()).contains(words);
    }

    private MachineChecks machine() {
        return new MachineChecks(root);
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content);
    }
}
