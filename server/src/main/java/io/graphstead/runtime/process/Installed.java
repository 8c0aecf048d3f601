package io.graphstead.runtime.process;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.RuntimeFailure;
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
        return distribution.mavenCoordinates().isEmpty()
                && distribution.mustContain().isEmpty();
    }

    boolean has(Distribution distribution) {
        return isEmpty(distribution)
                ? Files.isDirectory(folder(distribution))
                : programs.isInstalled().test(distribution);
    }

    void install(Distribution distribution, InstallProgress progress) {
        if (!isEmpty(distribution)) {
            var _ = programs.install().apply(distribution, progress);
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
                : programs.folderOf().apply(distribution);
    }

    Optional<Path> java(Needs needs) {
        return needs.java().flatMap(programs.findJava());
    }

    /** Why a release cannot have the Java that it needs; empty when it can, or needs none. */
    Optional<String> javaObstacle(Needs needs) {
        return needs.java().isPresent() && java(needs).isEmpty()
                ? needs.java().map(programs.javaRemedy())
                : Optional.empty();
    }
}
