package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.runtime.Reservation;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cgroups are found and what is written to them, on folders that look like the kernel's. */
class CgroupsTest {
    private static final WorkloadName NAME = new WorkloadName("db-1");
    private static final String HOST = "12345678-aaaa-bbbb-cccc-1234567890ab";

    @TempDir
    Path mount;

    @Test
    void version_1_has_a_tree_for_each_controller() throws IOException {
        for (String tree : List.of("memory/own", "cpu,cpuacct", "freezer")) {
            Files.createDirectories(mount.resolve(tree));
        }
        Cgroups cgroups = Cgroups.find(
                List.of(
                        "32 31 0:29 / " + mount.resolve("memory") + " rw,relatime - cgroup cgroup rw,memory",
                        "33 31 0:30 / " + mount.resolve("cpu,cpuacct") + " rw shared:1 - cgroup cgroup rw,cpu,cpuacct",
                        "34 31 0:31 / " + mount.resolve("freezer") + " rw - cgroup cgroup rw,freezer"),
                List.of("4:memory:/own", "2:cpu,cpuacct:/", "6:freezer:/", "0::/"),
                HOST);
        assertThat(cgroups.lacks()).isEmpty();
        assertThat(cgroups.holds())
                .containsExactly("memory limit (cgroup v1)", "processor limit (cgroup v1)", "freezing (cgroup v1)");
        List<Path> groups = cgroups.prepare(NAME, new Reservation(512, 0.5));
        assertThat(groups)
                .containsExactly(
                        mount.resolve("memory/own/graphstead-12345678/db-1"),
                        mount.resolve("cpu,cpuacct/graphstead-12345678/db-1"),
                        mount.resolve("freezer/graphstead-12345678/db-1"));
        assertThat(groups.get(0).resolve("memory.limit_in_bytes")).content().isEqualTo("536870912");
        assertThat(groups.get(1).resolve("cpu.cfs_quota_us")).content().isEqualTo("50000");
    }

    @Test
    void version_2_has_one_tree_and_needs_a_group_that_was_delegated() throws IOException {
        Path service = kernelFolder(mount.resolve("system.slice/graphstead.service"));
        Path own = kernelFolder(service.resolve("server"));
        Files.writeString(service.resolve("cgroup.controllers"), "cpu io memory pids\n");
        Cgroups cgroups = find2("/system.slice/graphstead.service/server");
        assertThat(cgroups.lacks()).isEmpty();
        assertThat(cgroups.holds()).hasSize(3).allMatch(h -> h.endsWith("(cgroup v2)"));
        List<Path> groups = cgroups.prepare(NAME, new Reservation(1024, 2));
        assertThat(groups).containsExactly(service.resolve("graphstead-12345678/db-1"));
        assertThat(groups.getFirst().resolve("memory.max")).content().isEqualTo("1073741824");
        assertThat(groups.getFirst().resolve("cpu.max")).content().isEqualTo("200000 100000");
        assertThat(service.resolve("cgroup.subtree_control")).content().isEqualTo("+memory +cpu");
        assertThat(own.resolve("graphstead-12345678")).doesNotExist();
    }

    @Test
    void in_a_group_of_version_2_that_others_are_in_there_are_no_limits_and_it_is_said_why() throws IOException {
        kernelFolder(mount);
        kernelFolder(mount.resolve("user.slice"));
        kernelFolder(mount.resolve("user.slice/session-1.scope"));
        Cgroups cgroups = find2("/user.slice/session-1.scope");
        assertThat(cgroups.holds()).isEmpty();
        assertThat(cgroups.lacks()).hasSize(3).allMatch(l -> l.contains("DelegateSubgroup=server"));
        assertThat(cgroups.prepare(NAME, new Reservation(1024, 2))).isEmpty();
    }

    @Test
    void in_a_container_the_server_moves_out_of_the_topmost_group() throws IOException {
        kernelFolder(mount);
        Files.writeString(mount.resolve("cgroup.controllers"), "cpu memory\n");
        Files.writeString(mount.resolve("cgroup.procs"), "1\n");
        Cgroups cgroups = find2("/");
        assertThat(cgroups.lacks()).isEmpty();
        assertThat(mount.resolve("server/cgroup.procs")).content().isEqualTo("1");
        assertThat(cgroups.prepare(NAME, new Reservation(64, 1)))
                .containsExactly(mount.resolve("graphstead-12345678/db-1"));
    }

    @Test
    void without_cgroups_it_is_said_what_is_lacking() {
        Cgroups cgroups = Cgroups.find(List.of("1 0 0:1 / / rw - ext4 /dev/sda rw"), List.of("0::/"), HOST);
        assertThat(cgroups.holds()).isEmpty();
        assertThat(cgroups.lacks()).hasSize(3).allMatch(l -> l.contains("no cgroups are mounted"));
    }

    @Test
    void a_path_outside_of_the_mount_is_not_used() {
        CgroupMounts mounts = CgroupMounts.parse(
                List.of("1 0 0:1 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw"), List.of("0::/../other"));
        assertThat(mounts.v2()).isEmpty();
        CgroupMounts inside = CgroupMounts.parse(
                List.of("1 0 0:1 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw"), List.of("0::/docker/abc/x"));
        assertThat(inside.v2()).contains(Path.of("/sys/fs/cgroup/x"));
    }

    private Cgroups find2(String own) {
        return Cgroups.find(
                List.of("41 31 0:38 / " + mount + " rw,relatime - cgroup2 cgroup2 rw"), List.of("0::" + own), HOST);
    }

    private static Path kernelFolder(Path group) throws IOException {
        Files.createDirectories(group);
        Files.writeString(group.resolve("cgroup.procs"), "");
        Files.writeString(group.resolve("cgroup.type"), "domain\n");
        return group;
    }
}
