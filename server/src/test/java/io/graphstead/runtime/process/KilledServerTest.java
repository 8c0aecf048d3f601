package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.WorkloadState;
import io.graphstead.testing.quick.QuickServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is killed with SIGKILL, and the next one. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledServerTest extends ProcessRig {

    @Test
    void a_workload_outlives_its_killed_server_and_is_adopted_by_the_next() throws Exception {
        try (ControlPlaneProcess server = ControlPlaneProcess.start(folder, 1)) {
            server.ask("run");
            server.ask("await listening");
            server.kill();
        }
        long before = pid();
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Running.class);
        assertThat(ask("put colour green")).isEqualTo("ok");
        runtime.run(NAME, FENCE, request(runtime));
        assertThat(pid()).as("the same process still").isEqualTo(before);

        List<String> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = runtime.watch(n -> told.add(n.value()))) {
            runtime.stop(NAME, FENCE);
            await("the end of what another started is told").atMost(PATIENCE).until(() -> told.contains("db-1"));
        }
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void a_new_server_is_told_of_the_end_of_what_it_found_running() throws Exception {
        try (ControlPlaneProcess server = ControlPlaneProcess.start(folder, 1)) {
            server.ask("run");
            server.ask("await listening");
        }
        ProcessRuntime next = open();
        List<String> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = next.watch(n -> told.add(n.value()))) {
            try (Pidfd pidfd = Pidfd.open(launched().process()).orElseThrow()) {
                pidfd.signal(Signals.KILL);
            }
            await("told").atMost(PATIENCE).until(() -> told.contains("db-1"));
        }
    }

    @Test
    void a_server_that_ends_in_peace_leaves_its_workloads_running() throws Exception {
        ProcessRuntime other = open();
        other.makeVolume(NAME, FENCE, volume());
        other.run(NAME, FENCE, request(other));
        awaitListening(NAME);
        other.close();
        assertThat(ask("ping")).isEqualTo("pong");
    }

    @Test
    void killed_at_any_moment_a_server_leaves_nothing_that_the_next_one_cannot_put_right() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 1; round <= 12; round++) {
            long delay = TimeUnit.MILLISECONDS.toNanos(random.nextInt(700));
            try (ControlPlaneProcess server = ControlPlaneProcess.start(folder, 2L * round)) {
                server.tell("cycle");
                LockSupport.parkNanos(delay); // the moment itself is the subject
                server.kill();
            }
            String when = "seed " + seed + ", round " + round + ", killed after " + delay / 1_000_000 + " ms";
            Fence fence = new Fence(2L * round + 1);
            // Again and again, as a planner does: what runs may have been told to stop just before its server was
            // killed.
            await(when).atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                runtime.makeVolume(NAME, fence, volume());
                runtime.run(NAME, fence, request(runtime));
                assertThat(ask("ping")).isEqualTo("pong");
                assertThat(processes()).containsExactly(pid());
            });
            assertThat(deployment().data().resolve(QuickServer.SECOND_SERVER))
                    .as(when)
                    .doesNotExist();
            runtime.stop(NAME, fence);
            runtime.remove(NAME, fence);
            assertThat(runtime.workloads()).as(when).isEmpty();
            assertThat(processes()).as(when).isEmpty();
        }
    }

    @Test
    void a_server_that_was_started_with_signals_ignored_does_not_pass_that_on() throws Exception {
        try (ControlPlaneProcess server = ControlPlaneProcess.start(
                folder,
                1,
                System.getProperty("java.class.path"),
                List.of("sh", "-c", "trap '' HUP INT TERM; exec \"$@\"", "sh"))) {
            server.ask("run");
            server.ask("await listening");
        }
        long ignored = Long.parseUnsignedLong(status(pid(), "SigIgn"), 16);
        for (int signal : List.of(1, 2, 15)) {
            assertThat(ignored >> (signal - 1) & 1)
                    .as("signal %s is ignored", signal)
                    .isZero();
        }
    }

    @Test
    @Tag("root")
    void where_root_may_not_look_into_processes_of_others_everything_works_by_their_uids() throws Exception {
        assumeThat(Linux.isRoot()).isTrue();
        try (ControlPlaneProcess server = ControlPlaneProcess.start(
                folder,
                1,
                System.getProperty("java.class.path"),
                List.of("setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"))) {
            everyVerb(server);
        }
    }

    @Test
    @Tag("root")
    void root_that_may_not_change_its_uid_says_so_and_works() throws Exception {
        assumeThat(Linux.isRoot()).isTrue();
        try (ControlPlaneProcess server = ControlPlaneProcess.start(
                folder,
                1,
                System.getProperty("java.class.path"),
                List.of("setpriv", "--bounding-set=-setuid,-setgid", "--inh-caps=-setuid,-setgid"))) {
            assertThat(server.ask("isolation"))
                    .contains("lacks=[")
                    .contains("the server may not change to another user id");
            everyVerb(server);
        }
    }

    @Test
    @Tag("root")
    void without_root_everything_works_but_the_isolation_that_is_said_to_lack() throws Exception {
        assumeThat(Linux.isRoot()).isTrue();
        Path own = Files.createDirectory(folder.resolve("unprivileged"));
        int uid = 29_999;
        Files.setAttribute(own, "unix:uid", uid);
        try (ControlPlaneProcess server = ControlPlaneProcess.start(
                own,
                1,
                ControlPlaneProcess.readableClassPath(folder.resolve("class-path")),
                List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups"))) {
            assertThat(server.ask("isolation")).contains("the server does not run as root");
            everyVerb(server);
        }
    }

    private static void everyVerb(ControlPlaneProcess server) throws Exception {
        server.ask("run");
        server.ask("await listening");
        assertThat(server.ask("observe")).contains("listening=true");
        server.ask("copy");
        server.ask("stop");
        assertThat(server.ask("observe")).contains("Stopped");
        server.ask("run");
        server.ask("await listening");
        server.ask("stop");
        server.ask("remove");
        assertThat(server.ask("observe")).contains("Absent");
    }
}
