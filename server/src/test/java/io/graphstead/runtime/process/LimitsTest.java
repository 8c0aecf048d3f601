package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Memory;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import io.graphstead.testing.quick.QuickEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one workload can do to the others, to the server and to the machine. */
@Tag("slow")
@Tag("root")
class LimitsTest extends ProcessRig {
    private static final WorkloadName OTHER = new WorkloadName("db-2");

    @BeforeEach
    void asRoot() {
        assumeThat(Linux.isRoot()).as("the server may choose uids").isTrue();
    }

    @Test
    void a_workload_reads_its_own_files_and_nobody_elses() throws Exception {
        Path secret = Files.writeString(folder.resolve("admin.token"), "token");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        runAndWait(OTHER, request(runtime));
        runAndWait();

        assertThat(ask("read " + deployment().data().resolve("users/first"))).isEqualTo("content quick ");
        assertThat(ask("read " + deployment().config().resolve("quick.properties")))
                .startsWith("content ");
        for (Path forbidden : List.of(
                secret,
                deployment(OTHER).data().resolve("users/first"),
                deployment(OTHER).config().resolve("quick.properties"),
                deployment(OTHER).output().resolve("output.log"),
                deployment().record(),
                deployment().lock(),
                deployment().output().resolve("output.log"),
                place.root().path().resolve("fences/db-1"),
                place.settings().uidClaims().resolve("last"))) {
            assertThat(forbidden).exists();
            if (!forbidden.startsWith(place.settings().uidClaims())) {
                assertThat(ask("read " + forbidden)).as("%s", forbidden).isEqualTo("failed AccessDeniedException");
            }
        }
        for (Path forbidden : List.of(
                deployment(OTHER).path(),
                deployment().path().getParent(),
                place.root().path())) {
            assertThat(ask("list " + forbidden)).as("%s", forbidden).isEqualTo("failed AccessDeniedException");
        }
    }

    @Test
    void a_workload_runs_as_a_user_of_its_own_with_no_right_to_become_another() throws Exception {
        runAndWait(OTHER, request(runtime));
        runAndWait();
        String uid = status(pid(), "Uid");
        long other = Launched.read(deployment(OTHER).record())
                .orElseThrow()
                .process()
                .pid();
        assertThat(uid).isNotEqualTo(status(other, "Uid")).matches("(3\\d{4})\\s+\\1\\s+\\1\\s+\\1");
        assertThat(status(pid(), "Gid")).isEqualTo(uid);
        assertThat(status(pid(), "Groups")).isEmpty();
        for (String capabilities : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            assertThat(status(pid(), capabilities)).as(capabilities).isEqualTo("0000000000000000");
        }
        assertThat(status(pid(), "NoNewPrivs")).isEqualTo("1");
        assertThat(Files.readString(Path.of("/proc", Long.toString(pid()), "oom_score_adj"))
                        .strip())
                .isEqualTo("500");
        assertThat(Files.getAttribute(deployment().path(), "unix:uid", LinkOption.NOFOLLOW_LINKS))
                .as("an engine cannot change what the server trusts")
                .isEqualTo(0);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(deployment().data())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(deployment().config().resolve("quick.properties"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void a_uid_is_free_again_when_the_folder_is_gone_and_kept_until_then() throws Exception {
        runAndWait();
        int uid = (Integer) Files.getAttribute(deployment().data(), "unix:uid");
        Path claim = place.settings().uidClaims().resolve(Integer.toString(uid));
        assertThat(claim).content().isEqualTo(deployment().path() + "\n");
        runtime.stop(NAME, FENCE);
        Files.delete(claim);
        open();
        assertThat(claim).as("a lost claim is restored from the files' owner").exists();
        runtime.remove(NAME, FENCE);
        assertThat(claim).doesNotExist();
    }

    @Test
    void more_memory_than_its_ceiling_ends_the_workload_and_nothing_else() throws Exception {
        assumeThat(runtime.isolation().holds()).anyMatch(h -> h.startsWith("memory limit"));
        runAndWait(OTHER, request(runtime));
        runAndWait(new Memory(150, 32, 0));
        List<WorkloadName> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = runtime.watch(told::add)) {
            assertThatThrownBy(() -> ask("allocate 300")).isInstanceOf(IOException.class);
            await("its end is told").atMost(PATIENCE).until(() -> told.contains(NAME));
            awaitStopped();
            assertThat(ask(OTHER, "allocate 20")).isEqualTo("ok");
        }
    }

    @Test
    void a_frozen_workload_can_be_stopped() throws Exception {
        assumeThat(runtime.isolation().holds()).anyMatch(h -> h.startsWith("freezing"));
        runAndWait();
        for (String group : launched().start().cgroups()) {
            Path v1 = Path.of(group, "freezer.state");
            Path v2 = Path.of(group, "cgroup.freeze");
            if (Files.exists(v1)) {
                Files.writeString(v1, "FROZEN");
            } else if (Files.exists(v2)) {
                Files.writeString(v2, "1");
            }
        }
        assertThatThrownBy(() -> QuickEngineAsk.briefly(runtime, NAME)).isInstanceOf(IOException.class);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Running.class);
        runtime.stop(NAME, FENCE);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void nothing_is_left_of_the_cgroups_of_a_removed_workload() {
        runAndWait();
        List<String> groups = launched().start().cgroups();
        assumeThat(groups).isNotEmpty();
        assertThat(groups).allMatch(g -> Files.exists(Path.of(g)));
        runtime.stop(NAME, FENCE);
        runtime.remove(NAME, FENCE);
        assertThat(groups).noneMatch(g -> Files.exists(Path.of(g)));
    }

    @Test
    void below_a_folder_that_others_cannot_enter_workloads_run_in_a_view_of_their_own(@TempDir Path mounts)
            throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(mounts, PosixFilePermissions.fromString("rwx--x--x"));
        ProcessSettings s = place.settings();
        place = new Place(
                folder,
                new ProcessSettings(
                        s.root(),
                        s.ports(),
                        s.uids(),
                        s.uidClaims(),
                        mounts,
                        s.memoryShare(),
                        s.minFreeDiskMb(),
                        s.outputMb()));
        runtime = open();
        runAndWait();
        assertThat(ask("put colour green")).isEqualTo("ok");
        assertThat(deployment().data().resolve("store")).content().isEqualTo("colour green\n");
        assertThat(ask("read " + deployment().data().resolve("store"))).isEqualTo("failed AccessDeniedException");
        try (var places = Files.list(mounts)) {
            assertThat(places)
                    .allSatisfy(
                            p -> assertThat(p).as("seen by the workload alone").isEmptyDirectory());
        }
        runtime.stop(NAME, FENCE);
        runtime.run(NAME, FENCE, request(runtime));
        awaitListening(NAME);
        assertThat(ask("get colour")).isEqualTo("value green");
    }

    /** Asks without the patience for an answer that cannot come. */
    private static final class QuickEngineAsk {
        static String briefly(ProcessRuntime runtime, WorkloadName name) throws IOException {
            return io.graphstead.testing.quick.QuickClient.ask(
                    runtime.reach(name, QuickEngine.CLIENT).orElseThrow(), "ping", Duration.ofMillis(300));
        }
    }
}
