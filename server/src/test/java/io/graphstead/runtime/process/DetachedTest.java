package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadState;
import io.graphstead.testing.quick.QuickEngine;
import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A workload's process depends on nothing of the server's, nor it on the workload's. */
@Tag("slow")
class DetachedTest extends ProcessRig {

    @Test
    void the_process_is_in_a_session_of_its_own_and_has_nothing_open_of_the_servers() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "only the server's");
        try (FileInputStream held = new FileInputStream(secret.toFile());
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            runAndWait();
            assertThat(held.getFD().valid()).isTrue();
            assertThat(socket.isBound()).isTrue();
            Procfs.Stat stat = Procfs.stat(pid()).orElseThrow();
            assertThat(stat.session()).isEqualTo(pid());
            assertThat(ProcessHandle.of(pid()).orElseThrow().parent().map(ProcessHandle::pid))
                    .isNotEqualTo(java.util.Optional.of(ProcessHandle.current().pid()));
            String java = System.getProperty("java.home");
            assertThat(Procfs.openFiles(pid()).orElseThrow())
                    .contains(
                            "/dev/null",
                            deployment().lock().toString(),
                            deployment().output() + "/output.log")
                    .allMatch(f -> f.startsWith("socket:")
                            || f.startsWith("anon_inode:")
                            || f.startsWith("/dev/")
                            || f.startsWith(java)
                            || f.startsWith(deployment().path().toString())
                            || f.contains("graphstead-quick-"));
            assertThat(Procfs.openFiles(pid()).orElseThrow().stream().filter(f -> f.startsWith("socket:")))
                    .doesNotContainAnyElementsOf(
                            Procfs.openFiles(ProcessHandle.current().pid()).orElseThrow());
        }
    }

    @Test
    void the_environment_is_exactly_the_workloads() throws Exception {
        runAndWait();
        assertThat(ask("environment")).isEqualTo("QUICK=yes;");
    }

    @Test
    void values_of_the_environment_arrive_as_they_are() throws Exception {
        runtime.makeVolume(NAME, FENCE, volume());
        RunRequest request = request(runtime);
        String strange = "a b  $HOME `id` \"quoted\" 'single' \\ * % =x";
        RunRequest withVariables =
                ChangedRequest.environment(request, java.util.Map.of("STRANGE", strange, "PWD", "/made up"));
        runtime.run(NAME, FENCE, withVariables);
        awaitListening(NAME);
        assertThat(ask("environment")).isEqualTo("PWD=/made up;STRANGE=" + strange + ";");
        runtime.stop(NAME, FENCE);
        for (String name : List.of("a-b", "1x", "x y", "gs_control", "")) {
            assertThatThrownBy(() ->
                            runtime.run(NAME, FENCE, ChangedRequest.environment(request, java.util.Map.of(name, "x"))))
                    .isInstanceOf(RuntimeFailure.Lasting.class)
                    .hasMessageContaining("\"" + name + "\"");
        }
    }

    @Test
    void a_taken_port_is_named_with_who_has_it() throws Exception {
        runtime.makeVolume(NAME, FENCE, volume());
        RunRequest request = request(runtime);
        int port = Objects.requireNonNull(request.ports().get(QuickEngine.HTTP));
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(runtime.isPortFree(taken.getLocalPort())).isFalse();
            assertThatThrownBy(() -> runtime.run(NAME, FENCE, request))
                    .isInstanceOfSatisfying(RuntimeFailure.PortTaken.class, e -> {
                        assertThat(e.purpose()).isEqualTo(new PortPurpose("http"));
                        assertThat(e.port()).isEqualTo(port);
                    })
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        try (ServerSocket everywhere = new ServerSocket(port)) {
            assertThat(everywhere.isBound()).isTrue();
            assertThat(runtime.isPortFree(port))
                    .as("a port listened on at every address")
                    .isFalse();
        }
        assertThat(runtime.isPortFree(port)).isTrue();
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void a_program_that_is_not_there_is_a_lasting_failure_that_names_it() {
        runtime.makeVolume(NAME, FENCE, volume());
        RunRequest request = ChangedRequest.command(request(runtime), List.of("/nonexistent/engine", "start"));
        assertThatThrownBy(() -> runtime.run(NAME, FENCE, request))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("/nonexistent/engine");
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void the_end_of_a_process_is_told_at_once() throws Exception {
        runAndWait();
        List<Long> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = runtime.watch(n -> told.add(System.nanoTime()))) {
            try (Pidfd pidfd = Pidfd.open(launched().process()).orElseThrow()) {
                long killed = System.nanoTime();
                pidfd.signal(Signals.KILL);
                await("told")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> !told.isEmpty());
                assertThat(Duration.ofNanos(told.getFirst() - killed)).isLessThan(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void output_is_put_aside_by_size_while_the_process_goes_on_writing() throws Exception {
        runAndWait();
        Output output = new Output(deployment());
        Path older = deployment().output().resolve("output.log.1");
        for (int i = 0; i < 4; i++) {
            assertThat(ask("write 30000")).isEqualTo("ok");
            await("what was written is put aside")
                    .atMost(PATIENCE)
                    .until(() -> Files.exists(older) && !output.isOver(1 << 20));
        }
        assertThat(ask("write 3")).isEqualTo("ok");
        assertThat(Files.size(output.current()))
                .as("written from the beginning again")
                .isLessThan(1000);
        assertThat(runtime.lastOutput(NAME, 5)).hasSize(5).last().asString().startsWith("line 2 of output");
        try (var files = Files.list(deployment().output())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("output.log", "output.log.1", "output.log.2", "output.starts");
        }
    }
}
