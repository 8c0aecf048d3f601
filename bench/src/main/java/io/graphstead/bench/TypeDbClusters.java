package io.graphstead.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Memory;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.engine.typedb.TypeDbEngine;
import io.graphstead.runtime.Places;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Workload;
import io.graphstead.testing.ServerProcess;
import io.graphstead.testing.typedb.TypeDbClient;
import io.graphstead.testing.typedb.TypeDbDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TypeDB clusters through the TypeDB dialect, beside a bare start of the same program by hand in the same round; and what
 * clusters that idle cost the server. The stand-in, whose start is a JVM's, or the real one: see CONTRIBUTING.md.
 */
final class TypeDbClusters {
    private static final String NAME = "typedb-clusters";
    private static final int ROUNDS = 5;
    private static final int IDLE_CLUSTERS = 20;
    private static final long IDLE_MILLIS = 60_000;
    private static final long POLL_MILLIS = 5;
    private static final double MILLIS_A_TICK = 10;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Credentials FIRST = new Credentials("admin", TypeDbEngine.BUILT_IN_PASSWORD);

    private final TypeDbEngine engine = new TypeDbEngine();
    private final TypeDbDistribution distribution = TypeDbDistribution.newest();
    private final Version version = distribution.version();

    List<Figure> measure(Path folder) throws IOException, InterruptedException {
        Samples bare = new Samples();
        Samples deploys = new Samples();
        Samples ratios = new Samples();
        Samples suspends = new Samples();
        Samples resumes = new Samples();
        Samples idle = new Samples();
        Path programs = distribution.unpacked(folder.resolve("programs"));
        try (BenchServer server =
                BenchServer.offering(folder, engine.needs(version).distribution(), distribution.tarball(folder))) {
            String clusters = server.clusters();
            for (int round = 0; round <= ROUNDS; round++) {
                Duration alone = bareStart(programs, folder.resolve("bare" + round));
                String id = "bench" + round;
                Duration deploy = timed(() -> {
                    deploy(server, clusters, id);
                    firstQuery(server);
                });
                awaitStatus(server, clusters, id, "running");
                Duration suspend = timed(() -> command(server, clusters, id, "suspend", "suspended"));
                Duration resume = timed(() -> {
                    server.api().post(clusters + "/" + id + "/resume", Map.of());
                    awaitServing(server);
                });
                awaitStatus(server, clusters, id, "running");
                destroy(server, clusters, id);
                if (round > 0) {
                    // The first round warms the page cache.
                    bare.addSeconds(alone);
                    deploys.addSeconds(deploy);
                    ratios.add(deploys.at(round - 1) / bare.at(round - 1));
                    suspends.addSeconds(suspend);
                    resumes.addSeconds(resume);
                }
            }
            double none = cpuSecondsInAMinute(server.process().pid());
            for (int n = 0; n < IDLE_CLUSTERS; n++) {
                deploy(server, clusters, "idle" + n);
            }
            for (int n = 0; n < IDLE_CLUSTERS; n++) {
                awaitStatus(server, clusters, "idle" + n, "running");
            }
            Thread.sleep(POLL_MILLIS * 1000);
            idle.add(cpuSecondsInAMinute(server.process().pid()) - none);
            for (int n = 0; n < IDLE_CLUSTERS; n++) {
                destroy(server, clusters, "idle" + n);
            }
        }
        return List.of(
                bare.figure(NAME, "bare start to first query, s", Double.POSITIVE_INFINITY),
                deploys.figure(NAME, "deploy to first query, s", 0.6),
                ratios.figure(NAME, "deploy / bare start", Double.POSITIVE_INFINITY),
                suspends.figure(NAME, "suspend, s", 1.0),
                resumes.figure(NAME, "resume to health, s", 0.5),
                idle.figure(NAME, "20 idle clusters, CPU s in a minute", 0.6));
    }

    private interface Act {
        void run() throws IOException, InterruptedException;
    }

    private static Duration timed(Act act) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        act.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void deploy(BenchServer server, String clusters, String id) {
        server.api()
                .post(
                        clusters + "/deploy",
                        Map.of(
                                "id",
                                id,
                                "serverCount",
                                1,
                                "storageSizeGB",
                                10,
                                "provider",
                                "gcp",
                                "region",
                                "europe-west2",
                                "isFree",
                                false,
                                "machineType",
                                "c2d-highcpu-2",
                                "storageType",
                                "standard-rwo",
                                "version",
                                version.text()));
    }

    private static void command(BenchServer server, String clusters, String id, String command, String status)
            throws InterruptedException {
        server.api().post(clusters + "/" + id + "/" + command, Map.of());
        awaitStatus(server, clusters, id, status);
    }

    private static void awaitStatus(BenchServer server, String clusters, String id, String status)
            throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            JsonNode cluster = server.api().get(clusters + "/" + id);
            if (cluster.path("status").asText().equals(status)) {
                return;
            }
            if (System.nanoTime() > end || cluster.has("message")) {
                throw new IllegalStateException("not " + status + ": " + cluster);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static void destroy(BenchServer server, String clusters, String id) throws InterruptedException {
        server.api().delete(clusters + "/" + id);
        long end = System.nanoTime() + LIMIT.toNanos();
        while (server.api().get(clusters).findValuesAsText("id").contains(id)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(id + " is not gone");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void firstQuery(BenchServer server) throws IOException, InterruptedException {
        query(awaitServing(server));
    }

    private static void query(Reach reach) throws IOException {
        TypeDbClient client = TypeDbClient.signedIn(reach, FIRST);
        client.createDatabase("bench");
        client.insert("bench", "first");
        client.names("bench");
    }

    /** The one server that runs there: its HTTP port stands in its start record, since no client is told of it yet. */
    private Reach awaitServing(BenchServer server) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        Path deployments = server.process().data().resolve("runtime").resolve("deployments");
        while (System.nanoTime() < end) {
            Optional<Reach> reach = http(deployments);
            if (reach.isPresent() && engine.serves(reach.get(), () -> FIRST, Duration.ofSeconds(2))) {
                return reach.get();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("nothing serves");
    }

    private static Optional<Reach> http(Path deployments) throws IOException {
        if (!Files.isDirectory(deployments)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(deployments)) {
            for (Path one : all.toList()) {
                Path record = one.resolve("start.json");
                if (Files.exists(record)) {
                    int port = new ObjectMapper()
                            .readTree(record.toFile())
                            .path("start")
                            .path("ports")
                            .path("http")
                            .asInt();
                    return Optional.of(new Reach("127.0.0.1", port));
                }
            }
        }
        return Optional.empty();
    }

    /** The same program with the same arguments, its folders made before. */
    private Duration bareStart(Path programs, Path folder) throws IOException, InterruptedException {
        Map<PortPurpose, Integer> ports = Map.of(
                engine.ports().getFirst(),
                ServerProcess.freePort(),
                engine.ports().getLast(),
                ServerProcess.freePort());
        Places places = new Places(
                programs,
                Optional.empty(),
                Files.createDirectories(folder.resolve("data")),
                Files.createDirectories(folder.resolve("config")),
                folder.resolve("attachments"),
                Files.createDirectories(folder.resolve("logs")),
                "127.0.0.1",
                ports);
        Workload workload = engine.workload(new ServerSpec(version, new Memory(1024, 0, 0), 2, ports))
                .at(places);
        for (Map.Entry<Path, String> file : workload.files().entrySet()) {
            Files.writeString(places.config().resolve(file.getKey()), file.getValue());
        }
        Reach reach = new Reach("127.0.0.1", places.port(engine.ports().getLast()));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(workload.command())
                .directory(workload.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        try {
            while (!engine.serves(reach, () -> FIRST, Duration.ofSeconds(2))) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(Files.readString(folder.resolve("output.log")));
                }
                Thread.sleep(POLL_MILLIS);
            }
            query(reach);
            return Duration.ofNanos(System.nanoTime() - begun);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static double cpuSecondsInAMinute(long pid) throws IOException, InterruptedException {
        long before = ticks(pid);
        Thread.sleep(IDLE_MILLIS);
        return (ticks(pid) - before) * MILLIS_A_TICK / 1000;
    }

    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
