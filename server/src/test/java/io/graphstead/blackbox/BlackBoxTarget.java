package io.graphstead.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.quickstart.QuickstartFile;
import io.graphstead.testing.QuickstartProcess;
import io.graphstead.testing.ServerProcess;
import io.graphstead.testing.typedb.TypeDbDistribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The server that the black-box suites are aimed at, and who they are there. Each part is given by an environment variable
 * of the name that {@code quickstart.env} uses, or by a system property of the same name; so
 * {@code set -a; . graphstead-data/quickstart.env; set +a; ./dev/test} aims them at what quickstart started.
 *
 * @param caFile the only authority that is trusted
 * @param adminToken the installation's own token; without it the cases that make API clients are skipped
 */
record BlackBoxTarget(
        URI url,
        Path caFile,
        Optional<String> adminToken,
        String organizationId,
        String organizationSlug,
        String environmentId,
        String projectSlug,
        ClientCredentials grapheneDb,
        ClientCredentials typeDb) {

    /** An API client's id and secret. */
    record ClientCredentials(String id, String secret) {
        @Override
        public String toString() {
            return id + ":***";
        }
    }

    /** What the suites make there. All of it can be chosen, so that a test engine can stand in for a real one. */
    static final class Choice {
        private Choice() {}

        static String vendor() {
            return setting("GRAPHSTEAD_BLACKBOX_VENDOR").orElse("graphneo");
        }

        /** The vendor's default where none is chosen. */
        static Optional<String> version() {
            return setting("GRAPHSTEAD_BLACKBOX_VERSION");
        }

        /** The first of the list of plans where none is chosen. */
        static Optional<String> plan() {
            return setting("GRAPHSTEAD_BLACKBOX_PLAN");
        }

        /** Whether what runs there answers Cypher. */
        static boolean speaksCypher() {
            return vendor().equals("graphneo");
        }

        /**
         * One version of every engine that clusters can be made of, the newest; those of TypeDB last. Only the chosen one
         * where one is chosen.
         */
        static List<String> clusterVersions(Http http) {
            Map<String, String> newest = new LinkedHashMap<>();
            for (JsonNode version : http.send("GET", "/api/v1/cluster-versions", Map.of())
                    .expect(200)
                    .json()
                    .get("availableVersions")) {
                String text = version.asText();
                newest.put(text.contains("-") ? text.substring(0, text.lastIndexOf('-')) : "typedb", text);
            }
            if (setting("GRAPHSTEAD_BLACKBOX_VENDOR").isPresent()) {
                newest.keySet().retainAll(Set.of(vendor().equals("graphneo") ? "neo4j" : vendor().substring(5)));
                version()
                        .ifPresent(number -> newest.replaceAll(
                                (engine, _) -> engine.equals("typedb") ? number : engine + "-" + number));
            }
            if (newest.isEmpty()) {
                throw new AssertionError("no version can be deployed");
            }
            return List.copyOf(newest.values());
        }

        /** How long a database may take to come up: the first one may need a download. */
        static Duration patience() {
            return setting("GRAPHSTEAD_BLACKBOX_PATIENCE").map(Duration::parse).orElse(Duration.ofMinutes(10));
        }
    }

    private static Optional<Runnable> started = Optional.empty();

    /**
     * The target that is set; else one that is started here.
     *
     * @return empty when neither is possible
     */
    static Optional<BlackBoxTarget> find() {
        return setting("GRAPHSTEAD_URL").isPresent() ? Optional.of(read(BlackBoxTarget::required)) : startedHere();
    }

    /** Ends what {@link #find} has started. */
    static void end() {
        started.ifPresent(Runnable::run);
    }

    /** What quickstart makes on a folder of its own. */
    private static Optional<BlackBoxTarget> startedHere() {
        try {
            Path folder = Files.createTempDirectory("graphstead-blackbox");
            installTypeDb(folder);
            QuickstartProcess quickstart = QuickstartProcess.start(folder.resolve("data"), ServerProcess.freePort());
            started = Optional.of(() -> end(quickstart, folder));
            quickstart.awaitUp();
            Map<String, String> words = QuickstartFile.read(folder.resolve("data"));
            return Optional.of(read(name -> Objects.requireNonNull(words.get(name), name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stand-in, or the real one where one is named, from its tarball and by the command that people use. */
    private static void installTypeDb(Path folder) throws IOException {
        TypeDbDistribution typeDb = TypeDbDistribution.newest();
        Path output = folder.resolve("install.out");
        Process install = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.graphstead.cli.Main",
                        "engine",
                        "install",
                        "typedb",
                        typeDb.version().text(),
                        "--from",
                        typeDb.tarball(folder).toString(),
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (install.onExit().join().exitValue() != 0) {
            throw new AssertionError(Files.readString(output));
        }
    }

    private static void end(QuickstartProcess quickstart, Path folder) {
        try {
            quickstart.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("left behind: " + folder + ": " + e);
        }
    }

    /** A target from the words of {@code quickstart.env}. */
    static BlackBoxTarget read(Function<String, String> words) {
        return new BlackBoxTarget(
                URI.create(words.apply("GRAPHSTEAD_URL").replaceAll("/+$", "")),
                Path.of(words.apply("GRAPHSTEAD_CA_FILE")),
                readable(words.apply("GRAPHSTEAD_ADMIN_TOKEN_FILE")),
                words.apply("ORGANIZATION_ID"),
                words.apply("ORGANIZATION_SLUG"),
                words.apply("ENVIRONMENT_ID"),
                words.apply("PROJECT_SLUG"),
                new ClientCredentials(words.apply("GRAPHENEDB_CLIENT_ID"), words.apply("GRAPHENEDB_CLIENT_SECRET")),
                new ClientCredentials(words.apply("TYPEDB_CLIENT_ID"), words.apply("TYPEDB_CLIENT_SECRET")));
    }

    private static Optional<String> readable(String file) {
        try {
            return file.isBlank()
                    ? Optional.empty()
                    : Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static String required(String name) {
        return setting(name)
                .or(() -> name.equals("GRAPHSTEAD_ADMIN_TOKEN_FILE") ? Optional.of("") : Optional.empty())
                .orElseThrow(() -> new IllegalStateException("GRAPHSTEAD_URL is set and " + name
                        + " is not: the black-box suites need what quickstart.env holds"));
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .filter(value -> !value.isBlank());
    }
}
