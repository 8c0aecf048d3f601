package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program that installs {@code test:app:1.0}: arguments are the engines' folder and a settings.xml. */
final class InstallInAnotherProcess {
    private InstallInAnotherProcess() {}

    public static void main(String[] args) {
        var settings = new EngineSettings(Optional.empty(), Optional.of(Path.of(args[1])), Optional.empty());
        var distribution = new Distribution("app", "1.0", List.of("test:app:1.0"), List.of("lib/app-1.0.jar"));
        new DistributionStore(Path.of(args[0]), settings).install(distribution, InstallProgress.silent());
    }
}
