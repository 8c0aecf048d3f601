package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.JavaNeed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the Javas that are installed on this machine, anew each time it is asked, so that one that is installed while the
 * server runs is found.
 */
public final class JavaHomes {
    private final List<Path> extra;
    private final Map<String, String> environment;
    private final Path root;

    /** @param extra homes to look at beside the usual places */
    public JavaHomes(List<Path> extra) {
        this(extra, System.getenv(), Path.of("/"));
    }

    JavaHomes(List<Path> extra, Map<String, String> environment, Path root) {
        this.extra = List.copyOf(extra);
        this.environment = Map.copyOf(environment);
        this.root = root;
    }

    /** Every Java found, newest first, each once. */
    public List<JavaHome> found() {
        return candidates()
                .flatMap(folder -> JavaHome.at(folder).stream())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** The Java to run {@code need} on: the newest that fits, one with long-term support before others. */
    public Optional<JavaHome> best(JavaNeed need) {
        return found().stream()
                .filter(java -> need.fits(java.feature()))
                .max(Comparator.comparing(JavaHome::isLongTerm).thenComparing(Comparator.naturalOrder()));
    }

    /** What to do when nothing fits, beginning with what is missing. */
    public String remedy(JavaNeed need) {
        List<JavaHome> found = found();
        String there = found.isEmpty()
                ? "no Java was found"
                : "found: "
                        + String.join(
                                ", ",
                                found.stream()
                                        .map(java -> "Java " + java.feature() + " in " + java.home())
                                        .toList());
        int wanted = need.fits(25) ? 25 : need.fits(21) ? 21 : need.fits(17) ? 17 : need.atMost();
        return need + " is needed and not installed here (" + there + "); install one, such as the package openjdk-"
                + wanted + "-jre-headless or temurin-" + wanted
                + "-jre, or name its home in the setting engines.java-homes";
    }

    private Stream<Path> candidates() {
        List<Path> folders = new ArrayList<>(extra);
        folders.add(Path.of(System.getProperty("java.home")));
        Optional.ofNullable(environment.get("JAVA_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .ifPresent(folders::add);
        folders.addAll(foldersIn(root.resolve("usr/lib/jvm")));
        folders.addAll(foldersIn(root.resolve("opt")));
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isBlank()) {
                homeOfLauncher(Path.of(folder).resolve("java")).ifPresent(folders::add);
            }
        }
        return folders.stream();
    }

    private static List<Path> foldersIn(Path parent) {
        try (Stream<Path> folders = Files.isDirectory(parent) ? Files.list(parent) : Stream.empty()) {
            return folders.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            return List.of(); // not readable for us, so nothing in it could be started either
        }
    }

    private static Optional<Path> homeOfLauncher(Path launcher) {
        try {
            return Optional.ofNullable(launcher.toRealPath().getParent()).map(Path::getParent);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
