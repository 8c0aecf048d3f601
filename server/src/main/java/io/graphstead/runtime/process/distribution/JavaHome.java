package io.graphstead.runtime.process.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An installed Java.
 *
 * @param home its folder, links followed
 * @param version as its {@code release} file says, such as {@code 25.0.3}
 */
public record JavaHome(Path home, Runtime.Version version) implements Comparable<JavaHome> {
    /** The feature release: 17, 21, 25. */
    public int feature() {
        return version.feature();
    }

    /** Whether it is a release with long-term support, which is what makers of engines test with. */
    boolean isLongTerm() {
        return feature() == 11 || (feature() >= 17 && (feature() - 17) % 4 == 0);
    }

    @Override
    public int compareTo(JavaHome other) {
        return version.compareTo(other.version);
    }

    /** What is in {@code folder} if it is a Java that can be started. */
    static Optional<JavaHome> at(Path folder) {
        try {
            Path home = folder.toRealPath();
            if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
                return Optional.empty();
            }
            return Files.readString(home.resolve("release"), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring("JAVA_VERSION=".length())
                            .replace("\"", "")
                            .strip())
                    // Java 8 and older write 1.8.0_292: too old for every engine and no version in today's sense
                    .filter(text -> text.matches("[1-9][0-9]*(\\.[0-9]+)*") && !text.startsWith("1."))
                    .map(text -> new JavaHome(home, Runtime.Version.parse(text.replaceAll("(\\.0)+$", ""))))
                    .findFirst();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
