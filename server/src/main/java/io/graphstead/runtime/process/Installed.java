package io.graphstead.runtime.process;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The programs of engines. One that has nothing to fetch gets an empty folder, so that it has a place like the others. */
final class Installed {
    private final Path engines;
    private final Programs programs;

    Installed(Path engines, Programs programs) {
        this.engines = engines;
        this.programs = programs;
    }

    private static boolean isEmpty(Distribution distribution) {
        return distribution.source() instanceof Distribution.Source.Brought
                && distribution.mustContain().isEmpty();
    }

    boolean has(Distribution distribution) {
        return isEmpty(distribution) ? Files.isDirectory(folder(distribution)) : programs.isInstalled(distribution);
    }

    void install(Distribution distribution, Supply supply, InstallProgress progress) {
        if (!isEmpty(distribution)) {
            programs.install(distribution, supply, progress);
            return;
        }
        Path folder = folder(distribution);
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    Path folder(Distribution distribution) {
        return isEmpty(distribution)
                ? engines.resolve(distribution.engine()).resolve(distribution.version())
                : programs.folderOf(distribution);
    }

    Optional<String> origin(Distribution distribution) {
        return isEmpty(distribution) ? Optional.empty() : programs.origin(distribution);
    }

    void remove(Distribution distribution) {
        if (!isEmpty(distribution)) {
            programs.remove(distribution);
            return;
        }
        Path folder = folder(distribution);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the folder " + folder + " cannot be removed: " + e.getMessage(), e);
        }
    }

    /** Why a release that is not installed cannot be had; empty when it can, or is here. */
    Optional<String> obstacle(Distribution distribution) {
        return isEmpty(distribution) || has(distribution) ? Optional.empty() : programs.obstacle(distribution);
    }

    Optional<Path> java(Needs needs) {
        return needs.java().flatMap(programs::findJava);
    }

    /** Why a release cannot have the Java that it needs; empty when it can, or needs none. */
    Optional<String> javaObstacle(Needs needs) {
        return needs.java().isPresent() && java(needs).isEmpty()
                ? needs.java().map(programs::javaRemedy)
                : Optional.empty();
    }
}
