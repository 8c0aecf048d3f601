package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Memory;
import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import io.graphstead.testing.quick.QuickClient;
import io.graphstead.testing.quick.QuickEngine;
import io.graphstead.testing.quick.QuickRequest;
import io.graphstead.testing.quick.QuickServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of this implementation share: a place, a runtime over it, and a look behind its back. */
abstract class ProcessRig {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final WorkloadName NAME = new WorkloadName("db-1");
    static final WorkloadName COPY = new WorkloadName("db-2");
    static final Fence FENCE = new Fence(5);
    static final Fence HIGHER = new Fence(6);
    private static final Fence HIGHEST = new Fence(Long.MAX_VALUE);

    @TempDir
    Path folder;

    Place place;
    ProcessRuntime runtime;

    private final List<ProcessRuntime> opened = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void openThePlace() throws Exception {
        place = Place.in(folder);
        runtime = open();
    }

    @AfterEach
    void leaveNothing() {
        started.forEach(Process::destroyForcibly);
        started.forEach(p -> p.onExit().join());
        for (WorkloadName name : runtime.workloads()) {
            runtime.stop(name, HIGHEST);
            runtime.remove(name, HIGHEST);
        }
        opened.forEach(ProcessRuntime::close);
        assertThat(processes()).as("processes that were left").isEmpty();
    }

    ProcessRuntime open() {
        ProcessRuntime another = place.open();
        opened.add(another);
        return another;
    }

    /** Starts a process of the test's own, ended with the test. */
    Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    DeploymentFolder deployment(WorkloadName name) {
        return new DeploymentFolder(place.root().path().resolve("deployments").resolve(name.value()));
    }

    DeploymentFolder deployment() {
        return deployment(NAME);
    }

    static RunRequest request(ProcessRuntime runtime, String... options) {
        return QuickRequest.of(runtime, QuickEngine.with(options), 1, 1);
    }

    static VolumeRequest volume() {
        return new VolumeRequest(1, Map.of(Path.of("users", "first"), "quick\n"));
    }

    void runAndWait(String... options) {
        runAndWait(NAME, request(runtime, options));
    }

    void runAndWait(Memory memory) {
        runAndWait(NAME, QuickRequest.of(runtime, new QuickEngine(), 1, 1, memory));
    }

    void runAndWait(WorkloadName name, RunRequest request) {
        runtime.makeVolume(name, FENCE, volume());
        runtime.run(name, FENCE, request);
        awaitListening(name);
    }

    void awaitListening(WorkloadName name) {
        await(name + " listens on all its ports")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> runtime.observe(name) instanceof WorkloadState.Running r && r.listening());
    }

    void awaitStopped() {
        await("the workload is seen as stopped")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> runtime.observe(NAME) instanceof WorkloadState.Stopped);
    }

    String ask(String line) throws IOException {
        return ask(NAME, line);
    }

    String ask(WorkloadName name, String line) throws IOException {
        return QuickClient.ask(runtime.reach(name, QuickEngine.CLIENT).orElseThrow(), line);
    }

    Launched launched() {
        return Launched.read(deployment().record()).orElseThrow();
    }

    long pid() {
        return launched().process().pid();
    }

    /** All quick servers whose data are below this test's folder, found without the runtime. */
    List<Long> processes() {
        List<Long> found = new ArrayList<>();
        for (long pid : Procfs.pids()) {
            try {
                String command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
                if (command.contains(QuickServer.class.getName()) && command.contains(folder.toString())) {
                    found.add(pid);
                }
            } catch (IOException e) {
                // ended
            }
        }
        return found;
    }

    /** The value of one line of {@code /proc/PID/status}. */
    static String status(long pid, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(l -> l.startsWith(key + ":"))
                .map(l -> l.substring(key.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}
