package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.WorkloadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That a freeze freezes all, and ends whatever becomes of the server. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FreezingTest extends ProcessRig {
    /** Much less than the bound of a freeze, so that what ends then was not ended by it. */
    private static final Duration AT_ONCE = Freezer.BOUND.dividedBy(2);

    private FrozenPart frozenPart() {
        RootFolder root = RootFolder.open(place.root().path());
        return new FrozenPart(root, new Sight(root), new Freezer(Tools.find()));
    }

    @AfterEach
    void noGuardIsLeft() {
        await("no guard of a freeze is left").atMost(PATIENCE).until(() -> guards().isEmpty());
    }

    private static List<Long> guards() {
        return Procfs.pids().stream()
                .filter(pid -> Procfs.environmentHas(pid, "gs_bound").orElse(false))
                .toList();
    }

    private boolean isFrozen() {
        return Freezer.isFrozen(launched());
    }

    @Test
    void a_killed_server_leaves_nothing_frozen() throws Exception {
        runAndWait();
        try (ControlPlaneProcess server = ControlPlaneProcess.start(folder, 1)) {
            server.ask("freeze");
            assertThat(isFrozen()).isTrue();
            assertThat(guards()).isNotEmpty();
        }
        await("thawed").atMost(AT_ONCE).until(() -> !isFrozen());
        assertThat(ask("ping")).isEqualTo("pong");
    }

    @Test
    void a_server_that_hangs_has_until_the_bound_and_then_knows_that_its_copy_is_worth_nothing() throws Exception {
        runAndWait();
        try (ControlPlaneProcess server = ControlPlaneProcess.start(folder, 1)) {
            server.ask("freeze");
            assertThat(isFrozen()).isTrue();
            start("kill", "-STOP", Long.toString(server.pid())).waitFor();
            await("thawed").atMost(Freezer.BOUND.plusSeconds(3)).until(() -> !isFrozen());
            assertThat(ask("ping")).isEqualTo("pong");
            start("kill", "-CONT", Long.toString(server.pid())).waitFor();
            server.tell("go on");
            assertThat(server.readUntil("done")).contains("held false");
        }
    }

    @Test
    void what_is_frozen_is_thawed_at_once_when_the_work_fails() {
        runAndWait();
        assertThatThrownBy(() -> frozenPart().whileNothingWrites(NAME, () -> {
                    assertThat(isFrozen()).isTrue();
                    throw new IOException("the disk is gone");
                }))
                .isInstanceOf(IOException.class);
        assertThat(isFrozen()).isFalse();
        assertThat(guards()).isEmpty();
    }

    @Test
    void nobody_stops_or_starts_a_workload_during_a_freeze() throws Exception {
        runAndWait();
        Thread stopping = Thread.ofVirtual().unstarted(() -> runtime.stop(NAME, FENCE));
        assertThat(frozenPart().whileNothingWrites(NAME, () -> {
                    stopping.start();
                    await("it waits").atMost(PATIENCE).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
                    assertThat(isFrozen()).isTrue();
                }))
                .as("stood still from beginning to end")
                .isTrue();
        stopping.join();
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void without_a_cgroup_every_process_of_a_workload_is_stopped_and_goes_on() throws Exception {
        runAndWait("churn", "true");
        long child = Long.parseLong(ask("spawn").substring("pid ".length()));
        Launched.Start s = launched().start();
        Launched bare = new Launched(
                launched().process(),
                new Launched.Start(
                        s.ticket(),
                        s.fence(),
                        s.revision(),
                        s.generation(),
                        s.startedAtMillis(),
                        s.ports(),
                        s.uid(),
                        s.stopSignal(),
                        s.graceMillis(),
                        List.of(),
                        s.later(),
                        s.oldLogs()));
        Path last = deployment().data().resolve("churn/last");
        try (Freezer.Frozen frozen = new Freezer(Tools.find()).freeze(NAME, bare)) {
            assertThat(Procfs.standsStill(pid())).isTrue();
            assertThat(Procfs.standsStill(child)).isTrue();
            long size = Files.size(last);
            new Churned(last.getParent()).assertOneMoment();
            assertThat(last).hasSize(size);
            assertThat(frozen.held()).isTrue();
            start("kill", "-CONT", Long.toString(pid())).waitFor();
            await("one of them went on").atMost(PATIENCE).until(() -> !frozen.held());
        }
        assertThat(Procfs.standsStill(child)).isFalse();
        assertThat(ask("ping")).isEqualTo("pong");
    }

    @Test
    void killed_at_any_moment_of_a_copy_a_server_leaves_its_source_running_and_the_next_one_copies_it()
            throws Exception {
        runAndWait("churn", "true");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 1; round <= 10; round++) {
            long delay = TimeUnit.MILLISECONDS.toNanos(random.nextInt(900));
            try (ControlPlaneProcess server = ControlPlaneProcess.start(folder, 10L * round)) {
                server.tell("copies");
                LockSupport.parkNanos(delay); // the moment itself is the subject
                server.kill();
            }
            String when = "seed " + seed + ", round " + round + ", killed after " + delay / 1_000_000 + " ms";
            await(when).atMost(AT_ONCE).until(() -> !isFrozen() && guards().isEmpty());
            assertThat(ask("ping")).as(when).isEqualTo("pong");
            Fence fence = new Fence(10L * round + 1);
            runtime.makeVolumeFrom(COPY, fence, new VolumeCopy(NAME, 1, Set.of()), InstallProgress.silent());
            new Churned(deployment(COPY).data().resolve("churn")).assertOneMoment();
            try (Stream<Path> left = Files.list(deployment().path().getParent())) {
                assertThat(left.map(p -> p.getFileName().toString()))
                        .as(when)
                        .contains("db-1", "db-2")
                        .noneMatch(n -> n.endsWith(".tmp"));
            }
            runtime.remove(COPY, fence);
        }
    }
}
