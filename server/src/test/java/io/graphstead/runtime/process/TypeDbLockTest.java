package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Version;
import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.StopSignal;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadState;
import io.graphstead.testing.typedb.TypeDbClient;
import io.graphstead.testing.typedb.TypeDbDistribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * That there is never a second TypeDB server on a data folder, whoever starts, stops, dies or takes over meanwhile. A
 * second one would destroy data: the stand-in does as the real one, so the next start would fail, and what was written is
 * looked for each time.
 */
@Tag("slow")
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TypeDbLockTest extends TypeDbRig {
    private static final int ROUNDS = 12;
    private static final String THINGS = "things";

    private final TypeDbDistribution newest = TypeDbDistribution.newest();
    private final Version version = newest.version();
    private final List<String> written = new ArrayList<>();

    @BeforeEach
    void installIt() throws Exception {
        install(newest);
    }

    /** What was written is all there, it is alone, and it takes more. */
    private void checkAndWrite(String when) throws Exception {
        assertAlone(when);
        TypeDbClient client = client(version);
        if (written.isEmpty()) {
            client.createDatabase(THINGS);
        }
        assertThat(client.names(THINGS)).as(when).containsExactlyInAnyOrderElementsOf(written);
        String more = "thing " + written.size();
        client.insert(THINGS, more);
        written.add(more);
    }

    @Test
    void what_a_second_server_does_is_seen() throws Exception {
        start(version);
        checkAndWrite("alone");
        List<String> command = new ArrayList<>(
                List.of(Files.readString(Path.of("/proc/" + pid() + "/cmdline")).split("\0")));
        Process second = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(new String(second.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .containsIgnoringCase("in use");
        assertThat(second.waitFor()).as("its exit code proves nothing").isZero();
        runtime.stop(NAME, FENCE);
        runtime.run(NAME, FENCE, request(runtime, version, 2));
        await("the first does not start again")
                .atMost(PATIENCE)
                .until(() -> runtime.observe(NAME) instanceof WorkloadState.Stopped);
        assertThat(String.join("\n", runtime.lastOutput(NAME, 5))).containsIgnoringCase("corruption");
    }

    @Test
    void it_outlives_a_killed_control_plane_and_the_next_adopts_it_and_starts_no_second() throws Exception {
        for (int round = 1; round <= 3; round++) {
            Fence fence = new Fence(2L * round + 1);
            try (ControlPlaneProcess server = ControlPlaneProcess.startForTypeDb(folder, 2L * round, version.text())) {
                server.ask("run");
                server.ask("await listening");
                server.kill();
            }
            long before = pid();
            ProcessRuntime next = open();
            next.run(NAME, fence, request(next, version, 2));
            assertThat(pid()).as("the same process still").isEqualTo(before);
            awaitReady(version, BUILT_IN);
            checkAndWrite("adopted in round " + round);
            next.stop(NAME, fence);
            assertThat(processes()).isEmpty();
        }
    }

    @Test
    void of_two_control_planes_that_start_it_at_once_one_does() throws Exception {
        ProcessRuntime other = open();
        makeVolume(new Fence(1));
        for (int round = 1; round <= ROUNDS; round++) {
            // Every other round both think that it is their turn.
            Fence mine = new Fence(2L * round);
            Fence theirs = round % 2 == 0 ? mine : new Fence(2L * round + 1);
            RunRequest onePort = request(runtime, version, round);
            RunRequest otherPort = request(other, version, round);
            List<Optional<RuntimeFailure>> outcomes =
                    Race.race(() -> runtime.run(NAME, mine, onePort), () -> other.run(NAME, theirs, otherPort));
            assertThat(outcomes.getLast())
                    .as("who has the highest fence, round %s", round)
                    .isEmpty();
            awaitReady(version, BUILT_IN);
            checkAndWrite("round " + round);
            runtime.stop(NAME, theirs);
        }
    }

    private void makeVolume(Fence fence) {
        runtime.makeVolume(NAME, fence, new VolumeRequest(1, Map.of()));
    }

    /** As a planner does: what runs may have been asked to stop before it was seen to run. */
    private void startAgainAndAgain(ProcessRuntime by, Fence fence, String when) {
        await(when)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    by.run(NAME, fence, request(by, version, 1));
                    assertReady(version, BUILT_IN);
                });
    }

    /** Both end and begin it: whoever comes last has the say, and there is one server or none. */
    @Test
    void while_one_restarts_it_and_another_takes_over_there_is_one_server_at_most() throws Exception {
        ProcessRuntime other = open();
        makeVolume(new Fence(1));
        runtime.run(NAME, new Fence(1), request(runtime, version, 1));
        awaitReady(version, BUILT_IN);
        for (int round = 1; round <= ROUNDS; round++) {
            Fence mine = new Fence(2L * round);
            Fence theirs = new Fence(2L * round + 1);
            RunRequest onePort = request(runtime, version, round);
            RunRequest otherPort = request(other, version, round);
            List<Optional<RuntimeFailure>> outcomes = Race.race(
                    () -> {
                        runtime.stop(NAME, mine);
                        runtime.run(NAME, mine, onePort);
                    },
                    () -> {
                        other.stop(NAME, theirs);
                        other.run(NAME, theirs, otherPort);
                    });
            String when = "round " + round + ": " + outcomes;
            startAgainAndAgain(other, theirs, when);
            checkAndWrite(when);
        }
    }

    @Test
    void a_start_during_a_stop_that_a_query_holds_up_starts_no_second() throws Exception {
        makeVolume(new Fence(1));
        RunRequest request = request(runtime, version, 1);
        StopSignal own =
                request.workload().at(SomePlaces.with(request.ports())).stop().getFirst();
        runtime.run(
                NAME,
                new Fence(1),
                ChangedRequest.stop(
                        request,
                        List.of(
                                new StopSignal(own.name(), Duration.ofSeconds(2)),
                                new StopSignal(own.name(), Duration.ofSeconds(20)))));
        awaitReady(version, BUILT_IN);
        checkAndWrite("before");
        TypeDbClient client = client(version);
        client.insert(
                THINGS,
                java.util.stream.IntStream.range(0, 200).mapToObj(i -> "x" + i).toArray(String[]::new));
        var query = client.endlessQuery(THINGS);
        assertThatThrownBy(() -> query.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        long first = pid();
        ProcessRuntime other = open();
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<Optional<RuntimeFailure>> stopping =
                    threads.submit(() -> Race.outcome(() -> runtime.stop(NAME, new Fence(2))));
            await("it was asked to stop")
                    .atMost(PATIENCE)
                    .until(() -> newest.isReal()
                            || runtime.lastOutput(NAME, 5).stream().anyMatch(line -> line.startsWith("Exiting by")));
            other.run(NAME, new Fence(3), request(other, version, 2));
            assertThat(processes()).as("the one that is stopping").containsExactly(first);
            assertThat(stopping.get(60, TimeUnit.SECONDS))
                    .as("whoever began the stop was overtaken and sends nothing more")
                    .get()
                    .isInstanceOf(RuntimeFailure.Fenced.class);
        }
        other.stop(NAME, new Fence(3));
        assertThat(processes()).isEmpty();
        other.run(NAME, new Fence(3), request(other, version, 2));
        awaitReady(version, BUILT_IN);
        assertAlone("afterwards");
        assertThat(client(version).names(THINGS)).hasSize(written.size() + 200);
    }

    /** The launch hangs after it has the lock and before it is on record: nobody may start anything then. */
    @Test
    void between_a_launch_and_its_record_nothing_else_starts_and_after_a_crash_there_everything_goes_on()
            throws Exception {
        makeVolume(new Fence(1));
        runtime.run(NAME, new Fence(1), request(runtime, version, 1));
        awaitReady(version, BUILT_IN);
        checkAndWrite("before");
        runtime.stop(NAME, new Fence(1));

        Path hanging = Path.of(deployment().record() + ".tmp");
        Files.deleteIfExists(hanging);
        assertThat(new ProcessBuilder("mkfifo", hanging.toString()).start().waitFor())
                .isZero();
        try (ControlPlaneProcess server = ControlPlaneProcess.startForTypeDb(folder, 2, version.text())) {
            server.tell("run");
            await("the launch has the lock")
                    .atMost(PATIENCE)
                    .until(() -> Flock.look(deployment().lock()) == Flock.Look.HELD);
            server.kill();
        }
        List<Long> launchers = withLockOpen();
        assertThat(launchers).as("the launch lives on without its server").hasSize(1);
        long launcher = launchers.getFirst();
        RunRequest next = request(runtime, version, 2);
        assertThatThrownBy(() -> runtime.run(NAME, new Fence(3), next)).isInstanceOf(RuntimeFailure.Passing.class);
        assertThatThrownBy(() -> runtime.stop(NAME, new Fence(3))).isInstanceOf(RuntimeFailure.Passing.class);
        assertThat(serving()).isEmpty();

        assertThat(new ProcessBuilder("kill", "-9", Long.toString(launcher))
                        .start()
                        .waitFor())
                .isZero();
        await("its lock went with it")
                .atMost(PATIENCE)
                .until(() -> Flock.look(deployment().lock()) == Flock.Look.FREE);
        Files.delete(hanging);
        runtime.run(NAME, new Fence(3), request(runtime, version, 2));
        awaitReady(version, BUILT_IN);
        checkAndWrite("afterwards");
    }

    private List<Long> withLockOpen() {
        return Procfs.pids().stream()
                .filter(pid -> Procfs.openFiles(pid)
                        .orElse(List.of())
                        .contains(deployment().lock().toString()))
                .toList();
    }

    private List<Long> serving() {
        return processes().stream()
                .filter(pid -> !Procfs.environmentHas(pid, "gs_launching").orElse(false))
                .toList();
    }

    @Test
    void killed_at_any_moment_a_control_plane_leaves_data_that_the_next_one_serves() throws Exception {
        makeVolume(new Fence(1));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 1; round <= ROUNDS; round++) {
            long delay = TimeUnit.MILLISECONDS.toNanos(random.nextInt(900));
            try (ControlPlaneProcess server = ControlPlaneProcess.startForTypeDb(folder, 2L * round, version.text())) {
                server.tell("restart");
                LockSupport.parkNanos(delay); // the moment itself is the subject
                server.kill();
            }
            String when = "seed " + seed + ", round " + round + ", killed after " + delay / 1_000_000 + " ms";
            Fence fence = new Fence(2L * round + 1);
            startAgainAndAgain(runtime, fence, when);
            checkAndWrite(when);
        }
    }
}
