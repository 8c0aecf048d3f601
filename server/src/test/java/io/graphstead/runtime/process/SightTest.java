package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is seen when things are not as they should be, and that nothing is destroyed then. */
@Tag("slow")
class SightTest extends ProcessRig {

    @Test
    void a_lock_held_by_somebody_else_is_unknown_and_nothing_is_done() throws Exception {
        runtime.makeVolume(NAME, FENCE, volume());
        Process holder = start("flock", deployment().lock().toString(), "sleep", "600");
        await("the lock is held")
                .atMost(PATIENCE)
                .until(() -> Flock.look(deployment().lock()) == Flock.Look.HELD);

        assertThat(runtime.observe(NAME))
                .isInstanceOfSatisfying(
                        WorkloadState.Unknown.class,
                        u -> assertThat(u.why())
                                .contains("locked")
                                .containsPattern("by process \\d+ \\((flock|sleep)\\)"));
        RunRequest request = request(runtime);
        assertThatThrownBy(() -> runtime.run(NAME, FENCE, request)).isInstanceOf(RuntimeFailure.Passing.class);
        assertThatThrownBy(() -> runtime.stop(NAME, FENCE)).isInstanceOf(RuntimeFailure.Passing.class);
        assertThatThrownBy(() -> runtime.remove(NAME, FENCE)).isInstanceOf(RuntimeFailure.Passing.class);
        assertThat(holder.isAlive()).isTrue();
        assertThat(deployment().data().resolve("users/first")).exists();

        holder.descendants().forEach(ProcessHandle::destroyForcibly);
        awaitStopped();
    }

    @Test
    void a_lock_held_by_somebody_else_after_a_run_is_unknown_too_and_not_taken_for_the_workload() throws Exception {
        runAndWait();
        runtime.stop(NAME, FENCE);
        Process holder = start("flock", deployment().lock().toString(), "sleep", "600");
        await("the lock is held")
                .atMost(PATIENCE)
                .until(() -> Flock.look(deployment().lock()) == Flock.Look.HELD);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Unknown.class);
        assertThatThrownBy(() -> runtime.stop(NAME, FENCE)).isInstanceOf(RuntimeFailure.Passing.class);
        assertThat(holder.isAlive()).isTrue();
        holder.descendants().forEach(ProcessHandle::destroyForcibly);
        awaitStopped();
    }

    @Test
    void after_a_start_of_the_machine_everything_is_stopped_whoever_has_the_pids_now() throws Exception {
        runAndWait();
        ask("put colour green");
        runtime.stop(NAME, FENCE);
        Process innocent = start("sleep", "600");
        record(new ProcessId(innocent.pid(), startTicks(innocent), "00000000-0000-0000-0000-000000000000"));
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        runtime.stop(NAME, FENCE);
        assertThat(innocent.isAlive()).isTrue();
        runtime.run(NAME, FENCE, request(runtime));
        awaitListening(NAME);
        assertThat(ask("get colour")).isEqualTo("value green");
    }

    @Test
    void a_pid_that_was_given_to_another_process_is_not_taken_for_the_workload() throws Exception {
        runAndWait();
        runtime.stop(NAME, FENCE);
        Process innocent = start("sleep", "600");
        record(new ProcessId(innocent.pid(), startTicks(innocent) - 1, Procfs.bootId()));
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        runtime.stop(NAME, FENCE);
        assertThat(innocent.isAlive()).isTrue();
        assertThat(Pidfd.open(launched().process())).isEmpty();
    }

    @Test
    void a_process_on_record_that_does_not_hold_the_lock_is_unknown_and_left_alone() throws Exception {
        runAndWait();
        runtime.stop(NAME, FENCE);
        Process innocent = start("sleep", "600");
        record(new ProcessId(innocent.pid(), startTicks(innocent), Procfs.bootId()));
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Unknown.class);
        assertThatThrownBy(() -> runtime.stop(NAME, FENCE)).isInstanceOf(RuntimeFailure.Passing.class);
        RunRequest request = request(runtime);
        assertThatThrownBy(() -> runtime.run(NAME, FENCE, request)).isInstanceOf(RuntimeFailure.Passing.class);
        assertThat(innocent.isAlive()).isTrue();
        innocent.destroyForcibly().onExit().join();
    }

    @Test
    void what_a_dead_server_left_running_keeps_a_second_one_away_until_it_is_stopped() throws Exception {
        assumeThat(runtime.isolation().holds()).anyMatch(h -> h.contains("cgroup"));
        runAndWait();
        long child = Long.parseLong(ask("spawn").substring("pid ".length()));
        start("kill", "-9", Long.toString(pid())).onExit().join();
        await("the server is dead")
                .atMost(PATIENCE)
                .until(() -> !Procfs.isAlive(launched().process()));

        assertThat(runtime.observe(NAME))
                .isInstanceOfSatisfying(
                        WorkloadState.Running.class,
                        r -> assertThat(r.listening()).isFalse());
        RunRequest request = request(runtime);
        assertThatThrownBy(() -> runtime.run(NAME, FENCE, request))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("still live");
        runtime.stop(NAME, FENCE);
        assertThat(Procfs.stat(child).filter(Procfs.Stat::isAlive)).isEmpty();
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void a_port_of_another_process_does_not_count_as_listening() throws Exception {
        runtime.makeVolume(NAME, FENCE, volume());
        RunRequest request = request(runtime, "delayMillis", "600000");
        runtime.run(NAME, FENCE, request);
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int port : request.ports().values()) {
                taken.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            }
            assertThat(runtime.observe(NAME))
                    .isInstanceOfSatisfying(
                            WorkloadState.Running.class,
                            r -> assertThat(r.listening()).isFalse());
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    private void record(ProcessId process) throws IOException {
        String json = "{\"process\":{\"pid\":%d,\"startTicks\":%d,\"boot\":\"%s\"},\"start\":%s}"
                .formatted(
                        process.pid(),
                        process.startTicks(),
                        process.boot(),
                        launched().start().toJson());
        Files.writeString(deployment().record(), json);
        assertThat(launched().process()).isEqualTo(process);
    }

    private static long startTicks(Process process) {
        return Procfs.stat(process.pid()).orElseThrow().startTicks();
    }
}
