package io.graphstead.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.testing.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Snapshots, clones and restores of a Neo4j of 1 GB, beside {@code cp -r} of the same folder onto the same disk, in turn:
 * what clients that write meanwhile notice, and how long the steps that copy take. Once on the machine's own file system
 * and once on one with reflinks.
 *
 * <p>The system property {@code graphstead.bench.store-mb} makes the store smaller.
 */
final class Snapshotting {
    private static final String NAME = "snapshots";
    private static final int STORE_MB = Integer.getInteger("graphstead.bench.store-mb", 1024);
    private static final int ROUNDS = Integer.getInteger("graphstead.bench.rounds", 3);

    /** The program, PostgreSQL, and the store in as many forms as there are at once. */
    private static final long DISK = (4096L + 6L * STORE_MB) << 20;

    private static final int TEXT_BYTES = 96 * 1024;
    private static final int TEXTS_AT_ONCE = 64;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(5);

    List<Figure> measure(Path folder) throws IOException, InterruptedException {
        List<Figure> figures =
                new ArrayList<>(new OnDisk("", new Bounds(300, 0.9, 0.9, 1)).measure(folder.resolve("own")));
        Optional<ReflinkDisk> xfs = ReflinkDisk.in(folder, DISK);
        if (xfs.isPresent()) {
            try (ReflinkDisk disk = xfs.get()) {
                // What is copied there is copied by nobody: cp is told to copy, or there would be nothing to compare.
                figures.addAll(new OnDisk("reflink: ", new Bounds(100, 0.9, 0.9, 1)).measure(disk.mount()));
            }
        }
        return figures;
    }

    /**
     * @param pause in milliseconds
     * @param restores as a share of copying and starting
     */
    private record Bounds(double pause, double snapshots, double clones, double restores) {}

    /** All that is measured on one file system. */
    private static final class OnDisk {
        private final String disk;
        private final Bounds bounds;
        private final Samples quiet = new Samples();
        private final Samples pauses = new Samples();
        private final Samples copies = new Samples();
        private final Samples snapshots = new Samples();
        private final Samples snapshotShares = new Samples();
        private final Samples archives = new Samples();
        private final Samples clones = new Samples();
        private final Samples cloneShares = new Samples();
        private final Samples starts = new Samples();
        private final Samples restores = new Samples();
        private final Samples restoreShares = new Samples();

        OnDisk(String disk, Bounds bounds) {
            this.disk = disk;
            this.bounds = bounds;
        }

        List<Figure> measure(Path folder) throws IOException, InterruptedException {
            Files.createDirectories(folder);
            double megabytes;
            try (BenchServer server = new BenchServer(folder)) {
                JsonNode made = server.create("graphneo", "ds1", "measured");
                server.awaitOperation(made.path("operationId").asText());
                String id = made.path("database").path("id").asText();
                try (Driver driver = driver(server, id)) {
                    fill(driver);
                    underLoad(server, id, driver);
                }
                megabytes = megabytes(server.volume(id));
                for (int round = 0; round < ROUNDS; round++) {
                    inTurn(server, id, folder, round);
                }
            }
            return figures(megabytes);
        }

        private static void fill(Driver driver) {
            SecureRandom random = new SecureRandom();
            byte[] bytes = new byte[TEXT_BYTES / 4 * 3];
            for (long written = 0; written < (long) STORE_MB << 20; written += (long) TEXT_BYTES * TEXTS_AT_ONCE) {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < TEXTS_AT_ONCE; i++) {
                    random.nextBytes(bytes);
                    texts.add(Base64.getEncoder().encodeToString(bytes));
                }
                driver.executableQuery("UNWIND $texts AS text CREATE (:Filler {text: text})")
                        .withParameters(Map.of("texts", texts))
                        .execute();
            }
        }

        /** What clients notice, and what they notice when there is nothing to be noticed. */
        private void underLoad(BenchServer server, String id, Driver driver) throws InterruptedException {
            try (WriteLoad load = new WriteLoad(driver)) {
                Thread.sleep(QUIET);
                for (int round = 0; round <= ROUNDS; round++) {
                    load.startCounting();
                    Thread.sleep(QUIET);
                    double before = load.longestMillis();
                    load.startCounting();
                    JsonNode asked = server.api().post("/databases/" + id + "/snapshots", Map.of());
                    server.awaitStep(asked.path("operationId").asText(), "keep-moment");
                    double during = load.longestMillis();
                    server.awaitOperation(asked.path("operationId").asText());
                    forget(server, id, asked);
                    if (round > 0) {
                        // The first round warms the page cache and the server's own code.
                        quiet.add(before);
                        pauses.add(during);
                    }
                }
            }
        }

        private void inTurn(BenchServer server, String id, Path folder, int round)
                throws IOException, InterruptedException {
            double copy = copy(server.volume(id), folder.resolve("copied"));
            JsonNode asked = server.api().post("/databases/" + id + "/snapshots", Map.of());
            String operation = asked.path("operationId").asText();
            double snapshot = server.awaitStep(operation, "keep-moment");
            double archive = server.awaitStep(operation, "store-snapshot");
            server.awaitOperation(operation);

            JsonNode cloned = server.api().post("/databases/" + id + "/clone", Map.of("name", "clone" + round));
            double clone = server.awaitStep(cloned.path("operationId").asText(), "copy-data");
            server.awaitOperation(cloned.path("operationId").asText());
            server.delete(cloned.path("database").path("id").asText());

            server.command(id, "pause");
            long begun = System.nanoTime();
            server.api().post("/databases/" + id + "/resume", Map.of());
            awaitAnswer(server, id);
            double start = seconds(begun);
            server.awaitRest(id);

            begun = System.nanoTime();
            JsonNode restored = server.api()
                    .post(
                            "/databases/" + id + "/snapshots/"
                                    + asked.path("snapshot").path("id").asText() + "/restore",
                            Map.of("newDatabase", Map.of("name", "restored" + round)));
            String other = restored.path("database").path("id").asText();
            awaitAnswer(server, other);
            double restore = seconds(begun);
            server.awaitOperation(restored.path("operationId").asText());
            server.delete(other);
            forget(server, id, asked);

            copies.add(copy);
            snapshots.add(snapshot);
            snapshotShares.add(copy / snapshot);
            archives.add(archive);
            clones.add(clone);
            cloneShares.add(copy / clone);
            starts.add(start);
            restores.add(restore);
            restoreShares.add(restore / (copy + start));
        }

        private List<Figure> figures(double megabytes) {
            return List.of(
                    new Figure(NAME, disk + "folder, MB", megabytes, megabytes, megabytes, Double.POSITIVE_INFINITY),
                    quiet.figure(NAME, disk + "longest query without, ms", 1, Double.POSITIVE_INFINITY),
                    pauses.figure(NAME, disk + "longest query during, ms", 1, bounds.pause()),
                    copies.figure(NAME, disk + "cp -r, s", Double.POSITIVE_INFINITY),
                    snapshots.figure(NAME, disk + "snapshot's copy, s", Double.POSITIVE_INFINITY),
                    snapshotShares.figureAtLeast(NAME, disk + "snapshot / cp -r, speed", bounds.snapshots()),
                    archives.figure(NAME, disk + "compressing it after, s", Double.POSITIVE_INFINITY),
                    clones.figure(NAME, disk + "clone's copy, s", Double.POSITIVE_INFINITY),
                    cloneShares.figureAtLeast(NAME, disk + "clone / cp -r, speed", bounds.clones()),
                    starts.figure(NAME, disk + "resume to answer, s", Double.POSITIVE_INFINITY),
                    restores.figure(NAME, disk + "restore to answer, s", Double.POSITIVE_INFINITY),
                    restoreShares.figure(NAME, disk + "restore / (cp -r + resume)", bounds.restores()));
        }
    }

    private static void forget(BenchServer server, String id, JsonNode asked) {
        server.api()
                .delete("/databases/" + id + "/snapshots/"
                        + asked.path("snapshot").path("id").asText());
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Block by block, onto the same disk. */
    private static double copy(Path from, Path to) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        run("cp", "-r", "--reflink=never", from.toString(), to.toString());
        double took = seconds(begun);
        run("rm", "-r", to.toString());
        return took;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private static double megabytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1e6;
        }
    }

    private static Driver driver(BenchServer server, String id) {
        JsonNode credentials = server.api().get("/databases/" + id + "/credentials");
        return Drivers.trusting(
                server.process().data().resolve("ca.pem"),
                credentials.path("uri").asText(),
                credentials.path("username").asText(),
                credentials.path("password").asText());
    }

    private static void awaitAnswer(BenchServer server, String id) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            try (Driver driver = driver(server, id)) {
                driver.executableQuery("MATCH (n:Written) RETURN count(n)").execute();
                return;
            } catch (Neo4jException notYet) {
                continue;
            }
        }
        throw new IllegalStateException("no answer from " + id);
    }
}
