package io.graphstead.testing;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.process.distribution.DistributionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Libraries for tests, fetched once per machine as engines are. */
public final class Jars {
    private Jars() {}

    /** The artifacts and everything that they need at run time. */
    public static List<Path> of(String name, String version, String... coordinates) {
        var bundle = new Distribution(name, version, List.of(coordinates), List.of());
        Path folder = new DistributionStore(RealNeo4j.engines(), RealNeo4j.settings())
                .install(bundle, InstallProgress.silent());
        try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That of these which is the artifact itself. */
    public static Path named(List<Path> jars, String start) {
        return jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + start + " among " + jars));
    }
}
