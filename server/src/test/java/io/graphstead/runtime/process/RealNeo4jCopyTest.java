package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Memory;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.engine.neo4j.Neo4jEngine;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Fence;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.JavaNeed;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.Supply;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.testing.RealNeo4j;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Neo4j that is written to without end is copied, and each copy opened. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealNeo4jCopyTest {
    private static final Logger LOG = LoggerFactory.getLogger(RealNeo4jCopyTest.class);
    private static final Neo4jEngine ENGINE = new Neo4jEngine();
    private static final Version VERSION = RealNeo4j.VERSIONS.getFirst();
    private static final Credentials FIRST = new Credentials("neo4j", "long enough");
    private static final Fence FENCE = new Fence(1);
    private static final WorkloadName SOURCE = new WorkloadName("source");
    private static final WorkloadName COPY = new WorkloadName("copy");
    private static final int WRITERS = 2;
    private static final int ROUNDS = Integer.getInteger("graphstead.test.rounds", 3);

    @TempDir
    Path folder;

    private final List<Writer> writers = new ArrayList<>();

    @AfterEach
    void stopWriting() {
        writers.forEach(Writer::end);
    }

    @Test
    void a_copy_of_a_database_under_load_opens_and_has_every_transaction_that_was_acknowledged() throws Exception {
        Place place = Place.in(folder);
        Programs programs = new OneRelease(
                RealNeo4j.installed(VERSION), RealNeo4j.java(VERSION).home());
        try (ProcessRuntime runtime = new ProcessRuntime(place.root(), place.settings(), programs, Clock.systemUTC())) {
            try {
                runtime.makeVolume(SOURCE, FENCE, new VolumeRequest(1, ENGINE.seed(VERSION, FIRST)));
                Reach source = run(runtime, SOURCE);
                try (Driver driver = driver(source)) {
                    for (int i = 0; i < WRITERS; i++) {
                        writers.add(new Writer(driver, i));
                    }
                    for (int round = 1; round <= ROUNDS; round++) {
                        round(runtime, round);
                    }
                    stopWriting();
                }
            } finally {
                for (WorkloadName name : runtime.workloads()) {
                    runtime.stop(name, FENCE);
                    runtime.remove(name, FENCE);
                }
            }
        }
    }

    private void round(ProcessRuntime runtime, int round) {
        writers.forEach(w -> w.longest.set(0));
        List<AtomicLong> acknowledged =
                writers.stream().map(w -> new AtomicLong()).toList();
        long begun = System.nanoTime();
        runtime.makeVolumeFrom(
                COPY, FENCE, new VolumeCopy(SOURCE, 1, Set.of(Path.of("server_id"))), (done, total, what) -> {
                    if (!what.startsWith("copied")) {
                        for (int i = 0; i < WRITERS; i++) {
                            acknowledged.get(i).set(writers.get(i).acknowledged);
                        }
                    }
                });
        LOG.info(
                "round {}: copied in {} ms, longest transaction {} ms, acknowledged {}",
                round,
                (System.nanoTime() - begun) / 1_000_000,
                writers.stream().mapToLong(w -> w.longest.get()).max().orElse(0) / 1_000_000,
                acknowledged);
        Reach copy = run(runtime, COPY);
        try (Driver driver = driver(copy);
                Session session = driver.session()) {
            for (int i = 0; i < WRITERS; i++) {
                List<Long> first = numbers(session, "First", i);
                assertThat(first)
                        .as("round %s: nothing is missing in between", round)
                        .isEqualTo(
                                LongStream.rangeClosed(1, first.size()).boxed().toList())
                        .as("round %s: what was acknowledged is there", round)
                        .hasSizeGreaterThanOrEqualTo((int) acknowledged.get(i).get());
                assertThat(numbers(session, "Second", i))
                        .as("round %s: no transaction is half there", round)
                        .isEqualTo(first);
            }
        }
        runtime.stop(COPY, FENCE);
        runtime.remove(COPY, FENCE);
        assertThat(writers).as("writers that met no failure").allMatch(w -> w.thread.isAlive());
    }

    private static List<Long> numbers(Session session, String label, int writer) {
        return session.run(
                        "MATCH (n:" + label + " {writer: $writer}) RETURN n.number AS number ORDER BY number",
                        Map.of("writer", writer))
                .list(r -> r.get("number").asLong());
    }

    private static Driver driver(Reach reach) {
        return GraphDatabase.driver(
                URI.create("bolt://" + reach.host() + ":" + reach.port()),
                AuthTokens.basic(FIRST.username(), FIRST.password()));
    }

    private static Reach run(ProcessRuntime runtime, WorkloadName name) {
        Map<PortPurpose, Integer> ports = new HashMap<>();
        for (PortPurpose purpose : ENGINE.ports()) {
            ports.put(purpose, freePort(runtime, ports));
        }
        Memory memory = new Memory(1024, 384, 64);
        runtime.run(
                name,
                FENCE,
                new RunRequest(
                        1,
                        1,
                        ENGINE.needs(VERSION),
                        ports,
                        ENGINE.workload(new ServerSpec(VERSION, memory, 1, ports))));
        Reach reach = runtime.reach(name, ENGINE.ports().getFirst()).orElseThrow();
        await(name + " answers")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> assertThat(runtime.reach(name, ENGINE.ports().getFirst()))
                        .as("%s", runtime.lastOutput(name, 20))
                        .isPresent())
                .until(() -> ENGINE.ask(reach, FIRST, Duration.ofSeconds(5)) instanceof Readiness.Ready);
        return reach;
    }

    private static int freePort(ProcessRuntime runtime, Map<PortPurpose, Integer> taken) {
        return java.util.concurrent.ThreadLocalRandom.current()
                .ints(20_000, 30_000)
                .filter(p -> !taken.containsValue(p) && runtime.isPortFree(p))
                .findFirst()
                .orElseThrow();
    }

    /** The one release that is there, and its Java. */
    private record OneRelease(Path installed, Path java) implements Programs {
        @Override
        public void install(Distribution distribution, Supply supply, InstallProgress progress) {}

        @Override
        public void remove(Distribution distribution) {
            throw new UnsupportedOperationException("it is other tests' too");
        }

        @Override
        public boolean isInstalled(Distribution distribution) {
            return true;
        }

        @Override
        public Path folderOf(Distribution distribution) {
            return installed;
        }

        @Override
        public Optional<String> origin(Distribution distribution) {
            return Optional.empty();
        }

        @Override
        public Optional<String> obstacle(Distribution distribution) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> findJava(JavaNeed need) {
            return Optional.of(java);
        }

        @Override
        public String javaRemedy(JavaNeed need) {
            return "install " + need;
        }
    }

    /** Writes numbers, each in two places in one transaction, until it is ended. */
    private static final class Writer {
        private final AtomicLong longest = new AtomicLong();
        private final Thread thread;
        private volatile long acknowledged;
        private volatile boolean ending;

        Writer(Driver driver, int id) {
            this.thread = Thread.ofPlatform().start(() -> write(driver, id));
        }

        private void write(Driver driver, int id) {
            try (Session session = driver.session()) {
                for (long n = 1; !ending; n++) {
                    long begun = System.nanoTime();
                    session.run(
                                    "CREATE (:First {writer: $writer, number: $n})"
                                            + " CREATE (:Second {writer: $writer, number: $n, text: $text})",
                                    Map.of("writer", id, "n", n, "text", "x".repeat(200)))
                            .consume();
                    acknowledged = n;
                    longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
                }
            }
        }

        void end() {
            ending = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
