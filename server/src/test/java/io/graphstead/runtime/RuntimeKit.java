package io.graphstead.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.testing.quick.QuickClient;
import io.graphstead.testing.quick.QuickEngine;
import io.graphstead.testing.quick.QuickRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link Runtime} in running form: what a fleet may rely on, whatever the place. Each implementation
 * extends this and says how it is opened.
 */
@Tag("slow")
public abstract class RuntimeKit {
    /** Longer than anything here takes on a machine that is busy with other things. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final WorkloadName NAME = new WorkloadName("db-1");
    private static final WorkloadName COPY = new WorkloadName("db-2");
    private static final Fence FENCE = new Fence(5);
    private static final Fence LOWER = new Fence(4);
    private static final Fence HIGHER = new Fence(6);

    private Runtime runtime;

    private final List<Runtime> opened = new ArrayList<>();

    /** A control plane's own view of the place, each time another of the same place. */
    protected abstract Runtime newRuntime();

    protected final Runtime open() {
        Runtime another = newRuntime();
        opened.add(another);
        return another;
    }

    @BeforeEach
    void openTheFirst() {
        runtime = open();
    }

    /** Whatever a test left running is stopped by the means of the runtime itself, as nobody may be orphaned. */
    @AfterEach
    void removeEverything() throws Exception {
        for (WorkloadName name : runtime.workloads()) {
            runtime.stop(name, new Fence(Long.MAX_VALUE));
            runtime.remove(name, new Fence(Long.MAX_VALUE));
        }
        assertThat(runtime.workloads()).isEmpty();
        for (Runtime one : opened) {
            if (one instanceof AutoCloseable closeable) {
                closeable.close();
            }
        }
    }

    private static QuickEngine engine(String... options) {
        return QuickEngine.with(options);
    }

    private RunRequest request(long revision, long generation, QuickEngine engine) {
        return QuickRequest.of(runtime, engine, revision, generation);
    }

    private void makeVolume() {
        runtime.makeVolume(NAME, FENCE, new VolumeRequest(1, Map.of(Path.of("users", "first"), "quick\n")));
    }

    private void runAndWait(QuickEngine engine) {
        makeVolume();
        runtime.run(NAME, FENCE, request(1, 1, engine));
        awaitListening();
    }

    private void awaitListening() {
        await("the workload listens on all its ports")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> runtime.observe(NAME) instanceof WorkloadState.Running r && r.listening());
    }

    private void awaitStopped(Runtime on) {
        await("the workload is seen as stopped")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> on.observe(NAME) instanceof WorkloadState.Stopped);
    }

    private String ask(String line) throws IOException {
        return QuickClient.ask(runtime.reach(NAME, QuickEngine.CLIENT).orElseThrow(), line);
    }

    @Test
    void what_was_never_made_is_absent() {
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
        assertThat(runtime.workloads()).isEmpty();
        assertThat(runtime.reach(NAME, QuickEngine.CLIENT)).isEmpty();
        assertThat(runtime.usage(NAME)).isEmpty();
        assertThat(runtime.lastOutput(NAME, 10)).isEmpty();
        runtime.stop(NAME, FENCE);
        runtime.remove(NAME, FENCE);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
    }

    @Test
    void a_host_keeps_its_id() {
        assertThat(open().hostId()).isEqualTo(runtime.hostId()).isNotBlank();
    }

    @Test
    void a_volume_is_made_once_with_its_seed_in_it() throws Exception {
        makeVolume();
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        assertThat(runtime.workloads()).containsExactly(NAME);
        runtime.makeVolume(NAME, FENCE, new VolumeRequest(1, Map.of(Path.of("users", "first"), "another\n")));
        RunRequest request = request(1, 1, engine());
        runtime.run(NAME, FENCE, request);
        awaitListening();
        assertThat(ask("read users/first")).isEqualTo("content quick ");
    }

    @Test
    void a_running_workload_tells_what_it_was_started_for_and_answers() throws Exception {
        makeVolume();
        runtime.run(NAME, FENCE, request(7, 3, engine()));
        awaitListening();
        assertThat(runtime.observe(NAME)).isInstanceOfSatisfying(WorkloadState.Running.class, r -> {
            assertThat(r.revision()).isEqualTo(7);
            assertThat(r.generation()).isEqualTo(3);
        });
        assertThat(ask("ping")).isEqualTo("pong");
        assertThat(runtime.reach(NAME, QuickEngine.HTTP)).isPresent();
        assertThat(runtime.usage(NAME)).hasValueSatisfying(u -> {
            assertThat(u.memoryBytes()).isBetween(5_000_000L, 256L * 1024 * 1024);
            assertThat(u.cpuTime()).isPositive();
            assertThat(u.volumeBytes()).isPositive();
            assertThat(u.startedAt()).isBetween(java.time.Instant.now().minusSeconds(60), java.time.Instant.now());
        });
    }

    @Test
    void a_workload_that_does_not_listen_yet_is_running_and_not_listening() {
        makeVolume();
        runtime.run(NAME, FENCE, request(1, 1, engine("delayMillis", "600000")));
        assertThat(runtime.observe(NAME))
                .isInstanceOfSatisfying(
                        WorkloadState.Running.class,
                        r -> assertThat(r.listening()).isFalse());
    }

    @Test
    void running_what_runs_does_nothing_even_with_another_revision() {
        runAndWait(engine());
        WorkloadState before = runtime.observe(NAME);
        runtime.run(NAME, FENCE, request(2, 2, engine()));
        assertThat(runtime.observe(NAME)).isEqualTo(before);
    }

    @Test
    void data_survives_a_stop_and_the_next_run_is_told_apart() throws Exception {
        runAndWait(engine());
        assertThat(ask("put colour green")).isEqualTo("ok");
        runtime.stop(NAME, FENCE);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        assertThat(runtime.reach(NAME, QuickEngine.CLIENT)).isEmpty();
        runtime.stop(NAME, FENCE);
        runtime.run(NAME, FENCE, request(2, 1, engine()));
        awaitListening();
        assertThat(ask("get colour")).isEqualTo("value green");
        assertThat(runtime.observe(NAME))
                .isInstanceOfSatisfying(
                        WorkloadState.Running.class,
                        r -> assertThat(r.revision()).isEqualTo(2));
    }

    @Test
    void a_workload_that_ignores_its_stop_signal_is_killed_when_its_grace_is_over() {
        runAndWait(engine("ignoreTerm", "true"));
        long start = System.nanoTime();
        runtime.stop(NAME, FENCE);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));
    }

    @Test
    void a_workload_is_asked_by_each_of_its_signals_in_turn_and_not_after_it_has_ended() throws Exception {
        makeVolume();
        RunRequest once = request(1, 1, engine("endsAtSignal", "2"));
        List<StopSignal> three = List.of(
                new StopSignal("TERM", Duration.ofMillis(300)),
                new StopSignal("TERM", PATIENCE),
                new StopSignal("TERM", PATIENCE));
        runtime.run(NAME, FENCE, stoppedBy(once, three));
        awaitListening();
        long start = System.nanoTime();
        open().stop(NAME, HIGHER);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(15));
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        assertThat(runtime.lastOutput(NAME, 10))
                .filteredOn("asked to stop"::equals)
                .hasSize(2);
    }

    @Test
    void after_its_last_signal_a_workload_is_killed() throws Exception {
        makeVolume();
        RunRequest never = request(1, 1, engine("endsAtSignal", "99"));
        runtime.run(
                NAME,
                FENCE,
                stoppedBy(
                        never,
                        List.of(
                                new StopSignal("TERM", Duration.ofMillis(200)),
                                new StopSignal("TERM", Duration.ofMillis(200)))));
        awaitListening();
        runtime.stop(NAME, FENCE);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        assertThat(runtime.lastOutput(NAME, 10))
                .filteredOn("asked to stop"::equals)
                .hasSize(2);
    }

    private static RunRequest stoppedBy(RunRequest of, List<StopSignal> signals) {
        return new RunRequest(of.revision(), of.generation(), of.needs(), of.ports(), places -> {
            Workload w = of.workload().at(places);
            return new Workload(
                    w.command(),
                    w.files(),
                    w.attachments(),
                    w.environment(),
                    w.workingDirectory(),
                    signals,
                    w.oldLogs(),
                    w.reservation());
        });
    }

    @Test
    void nothing_is_removed_while_it_runs_and_everything_afterwards() {
        runAndWait(engine());
        assertThatThrownBy(() -> runtime.remove(NAME, FENCE))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("still runs");
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Running.class);
        runtime.stop(NAME, FENCE);
        runtime.remove(NAME, FENCE);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
        assertThat(runtime.workloads()).isEmpty();
        runtime.remove(NAME, FENCE);
    }

    @Test
    void whoever_is_behind_the_highest_fence_changes_nothing() {
        runAndWait(engine());
        runtime.run(NAME, HIGHER, request(1, 1, engine()));
        WorkloadState before = runtime.observe(NAME);
        RunRequest request = request(1, 1, engine());
        assertThatThrownBy(() -> runtime.stop(NAME, FENCE)).isInstanceOf(RuntimeFailure.Fenced.class);
        assertThatThrownBy(() -> runtime.run(NAME, FENCE, request)).isInstanceOf(RuntimeFailure.Fenced.class);
        assertThatThrownBy(() -> runtime.remove(NAME, LOWER)).isInstanceOf(RuntimeFailure.Fenced.class);
        assertThatThrownBy(this::makeVolume).isInstanceOf(RuntimeFailure.Fenced.class);
        assertThat(runtime.observe(NAME)).isEqualTo(before);
    }

    @Test
    void whoever_was_left_behind_cannot_bring_back_what_another_removed() {
        makeVolume();
        open().remove(NAME, HIGHER);
        assertThatThrownBy(this::makeVolume).isInstanceOf(RuntimeFailure.Fenced.class);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
    }

    @Test
    void without_a_volume_nothing_runs() {
        RunRequest request = request(1, 1, engine());
        assertThatThrownBy(() -> runtime.run(NAME, FENCE, request))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("volume");
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
    }

    @Test
    void every_listener_is_told_of_an_end_once() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        runAndWait(engine());
        try (AutoCloseable first = runtime.watch(n -> told.add("first " + n));
                AutoCloseable second = runtime.watch(n -> told.add("second " + n))) {
            assertThatThrownBy(() -> ask("crash")).isInstanceOf(IOException.class);
            await("both are told").atMost(PATIENCE).until(() -> told.size() >= 2);
            awaitStopped(runtime);
            runtime.run(NAME, FENCE, request(1, 1, engine()));
            awaitListening();
            runtime.stop(NAME, FENCE);
            await("both are told again").atMost(PATIENCE).until(() -> told.size() >= 4);
        }
        assertThat(told).containsExactlyInAnyOrder("first db-1", "second db-1", "first db-1", "second db-1");
    }

    @Test
    void another_control_plane_finds_what_this_one_started() throws Exception {
        runAndWait(engine());
        Runtime other = open();
        List<WorkloadName> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = other.watch(told::add)) {
            assertThat(other.observe(NAME)).isEqualTo(runtime.observe(NAME));
            assertThat(other.workloads()).containsExactly(NAME);
            other.stop(NAME, HIGHER);
            assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
            await("the other is told of the end").atMost(PATIENCE).until(() -> told.contains(NAME));
        }
    }

    @Test
    void a_control_plane_is_told_of_the_end_of_what_another_started_after_it() throws Exception {
        Runtime other = open();
        List<WorkloadName> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = other.watch(told::add)) {
            runAndWait(engine("crashAfterMillis", "3000"));
            await("the other is told of the crash").atMost(PATIENCE).until(() -> told.contains(NAME));
        }
    }

    @Test
    void a_workload_that_refuses_to_start_has_said_why() {
        makeVolume();
        try {
            runtime.run(NAME, FENCE, request(1, 1, engine("refuse", "no licence to start")));
        } catch (RuntimeFailure.Lasting e) {
            assertThat(e).hasMessageContaining("no licence");
        }
        awaitStopped(runtime);
        assertThat(runtime.lastOutput(NAME, 10)).contains("no licence to start");
        runtime.run(NAME, FENCE, request(2, 1, engine()));
        awaitListening();
        assertThat(runtime.lastOutput(NAME, 10)).containsExactly("no licence to start", "quick 1.0.0 is up");
        assertThat(runtime.lastOutput(NAME, 1)).containsExactly("quick 1.0.0 is up");
    }

    @Test
    void output_is_read_on_from_where_a_reader_was_across_restarts() throws Exception {
        runAndWait(engine());
        assertThat(ask("write 5")).isEqualTo("ok");
        await("all is there")
                .atMost(PATIENCE)
                .until(() -> texts(Optional.empty(), 10).size() == 6);
        List<OutputLine> last = runtime.output(NAME, Optional.empty(), 4);
        assertThat(last).hasSize(4);
        List<OutputLine> on = runtime.output(NAME, Optional.of(last.getFirst().position()), 2);
        assertThat(on).isEqualTo(last.subList(1, 3));
        Optional<OutputPosition> end = Optional.of(last.getLast().position());
        assertThat(runtime.output(NAME, end, 10)).isEmpty();

        runtime.stop(NAME, FENCE);
        runtime.run(NAME, FENCE, request(2, 1, engine()));
        awaitListening();
        await("the new line comes").atMost(PATIENCE).until(() -> !texts(end, 10).isEmpty());
        assertThat(open().output(NAME, end, 10)).extracting(OutputLine::text).containsExactly("quick 1.0.0 is up");
        assertThat(texts(Optional.of(new OutputPosition("of-another-runtime")), 1))
                .containsExactly("quick 1.0.0 is up");
    }

    @Test
    void parts_of_a_volume_are_measured_running_or_not() throws Exception {
        assertThat(runtime.bytesOnDisk(NAME, Path.of("users"))).isEmpty();
        makeVolume();
        assertThat(runtime.bytesOnDisk(NAME, Path.of("users")).orElseThrow()).isPositive();
        assertThat(runtime.bytesOnDisk(NAME, Path.of("")).orElseThrow()).isPositive();
        assertThat(runtime.bytesOnDisk(NAME, Path.of("nothing"))).isEmpty();
        assertThat(runtime.bytesOnDisk(NAME, Path.of("../.."))).isEmpty();
    }

    private List<String> texts(Optional<OutputPosition> after, int lines) {
        return runtime.output(NAME, after, lines).stream().map(OutputLine::text).toList();
    }

    @Test
    void files_are_never_written_outside_of_their_folder() {
        for (String hostile : List.of("../escaped", "/tmp/escaped", "a/../../escaped", "..", "")) {
            assertThatThrownBy(() ->
                            runtime.makeVolume(NAME, FENCE, new VolumeRequest(1, Map.of(Path.of(hostile), "content"))))
                    .as("a seed named \"%s\"", hostile)
                    .isInstanceOf(RuntimeFailure.Lasting.class)
                    .hasMessageContaining("\"" + hostile + "\"");
            assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
        }
        makeVolume();
        RunRequest good = request(1, 1, engine());
        for (String hostile : List.of("../data/escaped", "/tmp/escaped", "a/../../escaped")) {
            RunRequest bad = new RunRequest(1, 1, good.needs(), good.ports(), places -> {
                Workload w = good.workload().at(places);
                return new Workload(
                        w.command(),
                        Map.of(Path.of(hostile), "content"),
                        w.attachments(),
                        w.environment(),
                        w.workingDirectory(),
                        w.stop(),
                        w.oldLogs(),
                        w.reservation());
            });
            assertThatThrownBy(() -> runtime.run(NAME, FENCE, bad))
                    .isInstanceOf(RuntimeFailure.Lasting.class)
                    .hasMessageContaining(hostile);
            assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        }
    }

    @Test
    void what_is_not_installed_does_not_run_and_installing_again_is_fine() {
        makeVolume();
        RunRequest request = request(1, 1, engine());
        runtime.install(request.needs().distribution(), InstallProgress.silent());
        assertThat(runtime.isInstalled(request.needs().distribution())).isTrue();
        Needs second = engine().needs(QuickEngine.RELEASES.getLast());
        assertThat(runtime.isInstalled(second.distribution())).isFalse();
        assertThatThrownBy(() ->
                        runtime.run(NAME, FENCE, new RunRequest(1, 1, second, request.ports(), request.workload())))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("quick 2.0.0 is not installed");
        assertThat(runtime.obstacles(request.needs())).isEmpty();
    }

    @Test
    void there_is_room_to_tell() {
        assertThat(runtime.capacity().memoryMb()).isPositive();
        assertThat(runtime.capacity().freeDiskBytes()).isPositive();
        assertThat(runtime.isolation().holds()).isNotNull();
    }

    private static Attachment attachment(String name, String content) {
        return attachment(name, content, content);
    }

    private static Attachment attachment(String name, String promised, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Attachment(name, bytes.length, sha256(promised), () -> new ByteArrayInputStream(bytes));
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request whose workload has these attachments, and tells where they are as the file {@code where}. */
    private RunRequest attached(long revision, Attachment... attachments) {
        RunRequest plain = request(revision, 1, engine());
        return new RunRequest(revision, 1, plain.needs(), plain.ports(), places -> {
            Workload w = plain.workload().at(places);
            Map<Path, String> files = new HashMap<>(w.files());
            files.put(Path.of("where"), places.attachments().toString());
            return new Workload(
                    w.command(),
                    files,
                    List.of(attachments),
                    Map.of("WHERE", places.attachments().toString()),
                    w.workingDirectory(),
                    w.stop(),
                    w.oldLogs(),
                    w.reservation());
        });
    }

    private String whereAttached() throws IOException {
        return ask("environment")
                .lines()
                .flatMap(line -> List.of(line.split(";")).stream())
                .filter(variable -> variable.startsWith("WHERE="))
                .map(variable -> variable.substring("WHERE=".length()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void attachments_are_there_as_they_were_given_and_no_others() throws Exception {
        makeVolume();
        runtime.run(NAME, FENCE, attached(1, attachment("one.jar", "1"), attachment("two.jar", "2")));
        awaitListening();
        assertThat(ask("read " + whereAttached() + "/one.jar")).isEqualTo("content 1");
        assertThat(ask("read " + whereAttached() + "/two.jar")).isEqualTo("content 2");
        runtime.stop(NAME, FENCE);
        Attachment stays = new Attachment("two.jar", 1, sha256("2"), () -> {
            throw new IOException("what is there is not brought again");
        });
        runtime.run(NAME, FENCE, attached(2, stays, attachment("three.jar", "3")));
        awaitListening();
        assertThat(ask("read " + whereAttached() + "/two.jar")).isEqualTo("content 2");
        assertThat(ask("read " + whereAttached() + "/three.jar")).isEqualTo("content 3");
        assertThat(ask("read " + whereAttached() + "/one.jar")).startsWith("failed");
    }

    @Test
    void an_attachment_that_is_not_what_was_stored_starts_nothing() {
        makeVolume();
        assertThatThrownBy(() -> runtime.run(NAME, FENCE, attached(1, attachment("one.jar", "promised", "other"))))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("one.jar");
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void a_copy_that_is_kept_can_be_brought_back_once() throws Exception {
        runAndWait(engine());
        ask("put colour green");
        assertThatThrownBy(() -> runtime.keepCopy(NAME, FENCE, "before"))
                .as("not while something writes")
                .isInstanceOf(RuntimeFailure.Passing.class);
        runtime.stop(NAME, FENCE);
        runtime.keepCopy(NAME, FENCE, "before");
        runtime.run(NAME, FENCE, request(1, 1, engine()));
        awaitListening();
        ask("put colour red");
        assertThatThrownBy(() -> runtime.bringBackCopy(NAME, FENCE, "before"))
                .isInstanceOf(RuntimeFailure.Passing.class);
        runtime.stop(NAME, FENCE);
        runtime.keepCopy(NAME, FENCE, "before"); // is there already, and stays as it was
        assertThatThrownBy(() -> runtime.bringBackCopy(NAME, LOWER, "before"))
                .isInstanceOf(RuntimeFailure.Fenced.class);
        runtime.bringBackCopy(NAME, FENCE, "before");
        runtime.bringBackCopy(NAME, FENCE, "before"); // repeated after a crash it finds itself done
        runtime.run(NAME, FENCE, request(1, 1, engine()));
        awaitListening();
        assertThat(ask("get colour")).isEqualTo("value green");
    }

    @Test
    void a_copy_that_is_forgotten_is_gone_and_nothing_else() throws Exception {
        runAndWait(engine());
        ask("put colour green");
        runtime.stop(NAME, FENCE);
        runtime.keepCopy(NAME, FENCE, "before");
        runtime.forgetCopy(NAME, FENCE, "before");
        runtime.forgetCopy(NAME, FENCE, "before");
        runtime.bringBackCopy(NAME, FENCE, "before");
        runtime.run(NAME, FENCE, request(1, 1, engine()));
        awaitListening();
        assertThat(ask("get colour")).isEqualTo("value green");
    }

    private static VolumeCopy copyOfFirst(String... leaveOut) {
        return new VolumeCopy(NAME, 1, Stream.of(leaveOut).map(Path::of).collect(Collectors.toSet()));
    }

    private void copy(String... leaveOut) {
        runtime.makeVolumeFrom(COPY, FENCE, copyOfFirst(leaveOut), InstallProgress.silent());
    }

    private String askCopy(String line) throws IOException {
        runtime.run(COPY, FENCE, request(1, 1, engine()));
        await("the copy listens")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> runtime.observe(COPY) instanceof WorkloadState.Running r && r.listening());
        return QuickClient.ask(runtime.reach(COPY, QuickEngine.CLIENT).orElseThrow(), line);
    }

    @Test
    void a_volume_is_copied_while_a_workload_runs_on_it() throws Exception {
        runAndWait(engine());
        ask("put colour green");
        WorkloadState before = runtime.observe(NAME);
        copy();
        assertThat(runtime.observe(COPY)).isInstanceOf(WorkloadState.Stopped.class);
        assertThat(runtime.observe(NAME)).isEqualTo(before);
        assertThat(ask("put colour red")).isEqualTo("ok");
        assertThat(askCopy("get colour")).isEqualTo("value green");
        assertThat(ask("get colour")).isEqualTo("value red");
    }

    @Test
    void a_volume_is_copied_while_nothing_runs_on_it_and_only_once() throws Exception {
        runAndWait(engine());
        ask("put colour green");
        runtime.stop(NAME, FENCE);
        List<Long> told = new CopyOnWriteArrayList<>();
        runtime.makeVolumeFrom(COPY, FENCE, copyOfFirst(), (done, total, what) -> told.add(total - done));
        assertThat(told).as("what was left to copy, in the end").endsWith(0L);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        assertThat(askCopy("get colour")).isEqualTo("value green");
        runtime.stop(COPY, FENCE);
        runtime.run(NAME, FENCE, request(1, 1, engine()));
        awaitListening();
        ask("put colour red");
        copy();
        assertThat(askCopy("get colour")).as("what is there stays").isEqualTo("value green");
    }

    @Test
    void a_copy_lacks_what_makes_a_server_itself() throws Exception {
        runtime.makeVolume(
                NAME,
                FENCE,
                new VolumeRequest(
                        1,
                        Map.of(Path.of("users", "first"), "1", Path.of("users", "second"), "2", Path.of("id"), "3")));
        copy("id", "users/second", "not/there");
        assertThat(runtime.bytesOnDisk(COPY, Path.of("users"))).isPresent();
        assertThat(askCopy("read id")).startsWith("failed");
        assertThat(askCopy("read users/second")).startsWith("failed");
        assertThat(askCopy("read users/first")).isEqualTo("content 1");
    }

    @Test
    void a_volume_that_does_not_exist_is_not_copied() {
        assertThatThrownBy(this::copy)
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining(NAME.value());
        makeVolume();
        runtime.remove(NAME, FENCE);
        assertThatThrownBy(this::copy).isInstanceOf(RuntimeFailure.Lasting.class);
        assertThat(runtime.observe(COPY)).isInstanceOf(WorkloadState.Absent.class);
        assertThat(runtime.workloads()).isEmpty();
    }

    @Test
    void whoever_was_left_behind_copies_nothing() {
        makeVolume();
        open().remove(COPY, HIGHER);
        assertThatThrownBy(this::copy).isInstanceOf(RuntimeFailure.Fenced.class);
        assertThat(runtime.observe(COPY)).isInstanceOf(WorkloadState.Absent.class);
        assertThat(runtime.workloads()).containsExactly(NAME);
        assertThatThrownBy(() -> runtime.makeVolumeFrom(
                        new WorkloadName("db-3"),
                        FENCE,
                        copyOfFirst(),
                        (done, total, what) -> open().remove(new WorkloadName("db-3"), HIGHER)))
                .as("overtaken while it copied")
                .isInstanceOf(RuntimeFailure.class);
        assertThat(runtime.workloads()).containsExactly(NAME);
    }

    private static final VolumeContent.Most MUCH = new VolumeContent.Most(1 << 20, 100);

    /** Reads a kept copy into memory; folders have no content. */
    private Map<String, String> read(String label) {
        Map<String, String> found = new HashMap<>();
        runtime.readCopy(NAME, label, new VolumeEntries() {
            @Override
            public void folder(String path) {
                found.put(path + "/", "");
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException {
                byte[] bytes = content.readAllBytes();
                assertThat(bytes).as(path).hasSize((int) size);
                found.put(path, new String(bytes, StandardCharsets.UTF_8));
            }
        });
        return found;
    }

    @Test
    void a_volume_is_read_while_nothing_runs_on_it() throws Exception {
        makeVolume();
        Map<String, String> found = new HashMap<>();
        VolumeEntries to = new VolumeEntries() {
            @Override
            public void folder(String path) {
                // has no content
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException {
                found.put(path, new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        };
        runtime.readVolume(NAME, to);
        assertThat(found).isNotEmpty();

        runtime.run(NAME, FENCE, request(1, 1, engine()));
        assertThatThrownBy(() -> runtime.readVolume(NAME, to)).isInstanceOf(RuntimeFailure.Passing.class);
        assertThatThrownBy(() -> runtime.readVolume(new WorkloadName("none"), to))
                .isInstanceOf(RuntimeFailure.Lasting.class);
    }

    private static VolumeContent content(Map<String, String> files) {
        return new VolumeContent(10, MUCH, to -> {
            for (Map.Entry<String, String> file : files.entrySet()) {
                put(to, file.getKey(), file.getValue());
            }
        });
    }

    private static void put(VolumeEntries to, String path, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        to.file(path, bytes.length, new ByteArrayInputStream(bytes));
    }

    @Test
    void a_copy_of_one_moment_is_kept_while_a_workload_runs_and_can_be_read() throws Exception {
        makeVolume();
        runtime.run(NAME, FENCE, request(1, 1, engine()));
        awaitListening();
        ask("put colour green");
        WorkloadState before = runtime.observe(NAME);
        assertThatThrownBy(() -> runtime.keepMoment(NAME, LOWER, "snap", Set.of(), InstallProgress.silent()))
                .isInstanceOf(RuntimeFailure.Fenced.class);
        runtime.keepMoment(NAME, FENCE, "snap", Set.of(Path.of("users")), InstallProgress.silent());
        assertThat(runtime.observe(NAME)).isEqualTo(before);
        Map<String, String> kept = read("snap");
        assertThat(kept.toString()).contains("green").doesNotContain("quick\n");
        ask("put colour red");
        runtime.keepMoment(NAME, FENCE, "snap", Set.of(), InstallProgress.silent());
        assertThat(read("snap")).as("what is kept stays as it is").isEqualTo(kept);
        runtime.forgetCopy(NAME, FENCE, "snap");
        assertThatThrownBy(() -> read("snap")).isInstanceOf(RuntimeFailure.Lasting.class);
        assertThat(ask("get colour")).isEqualTo("value red");
    }

    @Test
    void a_copy_made_of_content_takes_the_volumes_place_and_gives_it_back() throws Exception {
        makeVolume();
        RunRequest request = request(1, 1, engine());
        runtime.makeCopy(NAME, FENCE, "new", content(Map.of("users/first", "made\n", "deep/er/f", "", "ünder", "x")));
        assertThat(read("new")).containsEntry("users/first", "made\n").containsKeys("deep/", "deep/er/", "ünder");
        runtime.makeCopy(NAME, FENCE, "new", content(Map.of("other", "1")));
        assertThat(read("new")).as("what is kept stays as it is").doesNotContainKey("other");
        assertThatThrownBy(() -> runtime.swapCopy(NAME, LOWER, "new", "old")).isInstanceOf(RuntimeFailure.Fenced.class);
        runtime.swapCopy(NAME, FENCE, "new", "old");
        runtime.swapCopy(NAME, FENCE, "new", "old"); // repeated after a crash it finds itself done
        assertThat(read("old")).containsEntry("users/first", "quick\n");
        runtime.run(NAME, FENCE, request);
        awaitListening();
        assertThat(ask("read users/first")).isEqualTo("content made ");
        assertThat(ask("put colour green"))
                .as("what was made belongs to the workload")
                .isEqualTo("ok");
        assertThatThrownBy(() -> runtime.swapCopy(NAME, FENCE, "old", "new"))
                .isInstanceOf(RuntimeFailure.Passing.class);
        runtime.stop(NAME, FENCE);
        runtime.swapCopy(NAME, FENCE, "old", "new");
        assertThat(read("new")).containsEntry("users/first", "made\n");
        runtime.run(NAME, FENCE, request);
        awaitListening();
        assertThat(ask("read users/first")).isEqualTo("content quick ");
    }

    @Test
    void a_swap_without_a_copy_or_over_another_changes_nothing() {
        makeVolume();
        assertThatThrownBy(() -> runtime.swapCopy(NAME, FENCE, "new", "old"))
                .isInstanceOf(RuntimeFailure.Lasting.class);
        runtime.makeCopy(NAME, FENCE, "new", content(Map.of("a", "new")));
        runtime.makeCopy(NAME, FENCE, "old", content(Map.of("a", "old")));
        assertThatThrownBy(() -> runtime.swapCopy(NAME, FENCE, "new", "old"))
                .isInstanceOf(RuntimeFailure.Lasting.class);
        assertThat(read("old")).containsEntry("a", "old");
        assertThat(read("new")).containsEntry("a", "new");
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void hostile_content_is_refused_and_nothing_of_it_is_kept() {
        makeVolume();
        for (String path :
                List.of("../out", "/etc/x", "a/../../b", "a//b", "", ".", "a/./b", "a\0b", "x".repeat(300))) {
            refused(path, content(Map.of(path, "evil")));
        }
        refused("too large", new VolumeContent(0, new VolumeContent.Most(3, 9), to -> put(to, "a", "four")));
        refused("too many", new VolumeContent(0, new VolumeContent.Most(9, 2), to -> {
            put(to, "a", "1");
            put(to, "b/c", "1");
        }));
        refused("twice", new VolumeContent(0, MUCH, to -> {
            put(to, "a", "1");
            put(to, "a", "2");
        }));
        refused("file and folder", new VolumeContent(0, MUCH, to -> {
            put(to, "a", "1");
            put(to, "a/b", "2");
        }));
        assertThatThrownBy(() -> runtime.makeCopy(NAME, FENCE, "evil", new VolumeContent(1L << 60, MUCH, to -> {})))
                .as("no room")
                .isInstanceOf(RuntimeFailure.Passing.class);
        assertThatThrownBy(() -> runtime.makeCopy(NAME, FENCE, "evil", new VolumeContent(0, MUCH, to -> {
                    put(to, "a", "1");
                    throw new IOException("cut off");
                })))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("cut off");
        assertThatThrownBy(() -> read("evil")).isInstanceOf(RuntimeFailure.Lasting.class);
    }

    private void refused(String what, VolumeContent content) {
        assertThatThrownBy(() -> runtime.makeCopy(NAME, FENCE, "evil", content))
                .as(what)
                .isInstanceOf(RuntimeFailure.Lasting.class);
        assertThatThrownBy(() -> read("evil")).as(what).isInstanceOf(RuntimeFailure.Lasting.class);
    }

    @Test
    void whoever_is_overtaken_while_making_a_copy_keeps_none() {
        makeVolume();
        assertThatThrownBy(() -> runtime.makeCopy(NAME, FENCE, "late", new VolumeContent(0, MUCH, to -> {
                    put(to, "a", "1");
                    open().forgetCopy(NAME, HIGHER, "late");
                })))
                .isInstanceOf(RuntimeFailure.class);
        assertThatThrownBy(() -> read("late")).isInstanceOf(RuntimeFailure.Lasting.class);
        assertThatThrownBy(() -> runtime.makeCopy(COPY, FENCE, "none", content(Map.of())))
                .as("beside no volume")
                .isInstanceOf(RuntimeFailure.Lasting.class);
    }
}
