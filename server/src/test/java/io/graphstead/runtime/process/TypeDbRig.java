package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Memory;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.engine.typedb.TypeDbEngine;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Fence;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.JavaNeed;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.PortRange;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.Supply;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import io.graphstead.runtime.process.distribution.DistributionStore;
import io.graphstead.runtime.process.distribution.EngineSettings;
import io.graphstead.testing.typedb.TypeDbClient;
import io.graphstead.testing.typedb.TypeDbDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of TypeDB on this runtime share: a place, its engine's distribution, one deployment, a look behind its back. */
abstract class TypeDbRig {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final WorkloadName NAME = ProcessRig.NAME;
    static final Fence FENCE = new Fence(5);
    static final Credentials BUILT_IN = new Credentials(TypeDbEngine.BUILT_IN_USER, TypeDbEngine.BUILT_IN_PASSWORD);

    static final TypeDbEngine ENGINE = new TypeDbEngine();

    private static final Fence HIGHEST = new Fence(Long.MAX_VALUE);
    private static final Duration ASKED = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    Place place;
    ProcessRuntime runtime;

    private final List<ProcessRuntime> opened = new ArrayList<>();

    @BeforeEach
    void openThePlace() throws Exception {
        place = Place.in(folder);
        runtime = open();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        for (WorkloadName name : runtime.workloads()) {
            runtime.stop(name, HIGHEST);
            runtime.remove(name, HIGHEST);
        }
        opened.forEach(ProcessRuntime::close);
        assertThat(processes()).as("processes that were left").isEmpty();
    }

    ProcessRuntime open() {
        ProcessRuntime another = place.open(programs(folder));
        opened.add(another);
        return another;
    }

    private static DistributionStore store(Path folder) {
        return new DistributionStore(folder.resolve("engines"), EngineSettings.defaults());
    }

    static Programs programs(Path folder) {
        return new Installable(store(folder));
    }

    /** Releases that were brought as tarballs; none of them needs a Java. */
    private record Installable(DistributionStore store) implements Programs {
        @Override
        public void install(Distribution distribution, Supply supply, InstallProgress progress) {
            store.install(distribution, supply, progress);
        }

        @Override
        public void remove(Distribution distribution) {
            store.remove(distribution);
        }

        @Override
        public boolean isInstalled(Distribution distribution) {
            return store.isInstalled(distribution);
        }

        @Override
        public Path folderOf(Distribution distribution) {
            return store.folderOf(distribution);
        }

        @Override
        public Optional<String> origin(Distribution distribution) {
            return store.origin(distribution);
        }

        @Override
        public Optional<String> obstacle(Distribution distribution) {
            return store.obstacle(distribution);
        }

        @Override
        public Optional<Path> findJava(JavaNeed need) {
            return Optional.empty();
        }

        @Override
        public String javaRemedy(JavaNeed need) {
            return "install " + need;
        }
    }

    /** What a control plane in another process runs. */
    record Product(Path folder, String version) implements ControlPlane.Product {
        @Override
        public VolumeRequest volume() {
            return new VolumeRequest(1, Map.of());
        }

        @Override
        public RunRequest request(ProcessRuntime runtime) {
            return TypeDbRig.request(runtime, new Version(version), 1);
        }
    }

    /** Installs the release as an operator does, from the vendor's tarball. */
    void install(TypeDbDistribution distribution) throws IOException {
        Path tarballs = Files.createDirectories(folder.resolve("tarballs"));
        store(folder)
                .installFrom(
                        ENGINE.needs(distribution.version()).distribution(),
                        distribution.tarball(tarballs),
                        InstallProgress.silent());
    }

    static RunRequest request(ProcessRuntime runtime, Version version, long revision) {
        PortRange range = runtime.ports().orElseThrow();
        Map<PortPurpose, Integer> ports = new HashMap<>();
        for (PortPurpose purpose : ENGINE.ports(version)) {
            ports.put(
                    purpose,
                    ThreadLocalRandom.current()
                            .ints(range.first(), range.last() + 1)
                            .filter(runtime::isPortFree)
                            .filter(port -> !ports.containsValue(port))
                            .findFirst()
                            .orElseThrow());
        }
        return new RunRequest(
                revision,
                1,
                ENGINE.needs(version),
                ports,
                ENGINE.workload(new ServerSpec(version, new Memory(1024, 0, 0), 2, ports)));
    }

    void makeVolume() {
        runtime.makeVolume(NAME, FENCE, new VolumeRequest(1, ENGINE.seed(new Version("3.12.3"), BUILT_IN)));
    }

    /** Makes it run and waits until it serves. */
    TypeDbClient start(Version version) throws IOException {
        makeVolume();
        runtime.run(NAME, FENCE, request(runtime, version, 1));
        awaitReady(version, BUILT_IN);
        return client(version);
    }

    /** As the fleet sees it: it listens on all its ports itself, and it answers. */
    void awaitReady(Version version, Credentials credentials) {
        await("it serves")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertReady(version, credentials));
    }

    void assertReady(Version version, Credentials credentials) {
        assertThat(runtime.observe(NAME))
                .as(() -> String.join("\n", runtime.lastOutput(NAME, 20)))
                .isInstanceOfSatisfying(
                        WorkloadState.Running.class,
                        r -> assertThat(r.listening()).isTrue());
        assertThat(ask(version, credentials)).isEqualTo(new Readiness.Ready());
    }

    Readiness ask(Version version, Credentials credentials) {
        return ENGINE.ask(reach(version), credentials, ASKED);
    }

    Reach reach(Version version) {
        return runtime.reach(NAME, ENGINE.askedAt(version)).orElseThrow();
    }

    TypeDbClient client(Version version) throws IOException {
        return client(version, BUILT_IN);
    }

    TypeDbClient client(Version version, Credentials credentials) throws IOException {
        return TypeDbClient.signedIn(reach(version), credentials);
    }

    DeploymentFolder deployment() {
        return new DeploymentFolder(place.root().path().resolve("deployments").resolve(NAME.value()));
    }

    Launched launched() {
        return Launched.read(deployment().record()).orElseThrow();
    }

    long pid() {
        return launched().process().pid();
    }

    /** All servers on this test's data, found without the runtime. */
    List<Long> processes() {
        List<Long> found = new ArrayList<>();
        for (long pid : Procfs.pids()) {
            try {
                String command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
                boolean launcher = command.contains("gs_text");
                if (command.contains(deployment().data().toString()) && !launcher) {
                    found.add(pid);
                }
            } catch (IOException e) {
                // ended
            }
        }
        return found;
    }

    /** Exactly one server, and the one on record. */
    void assertAlone(String when) {
        assertThat(processes()).as(when).containsExactly(pid());
        assertThat(deployment().data().resolve("_second_start"))
                .as("the stand-in's note of a second server, " + when)
                .doesNotExist();
    }
}
