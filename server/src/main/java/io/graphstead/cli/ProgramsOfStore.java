package io.graphstead.cli;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.JavaNeed;
import io.graphstead.runtime.Supply;
import io.graphstead.runtime.process.Programs;
import io.graphstead.runtime.process.distribution.DistributionStore;
import io.graphstead.runtime.process.distribution.JavaHome;
import io.graphstead.runtime.process.distribution.JavaHomes;
import java.nio.file.Path;
import java.util.Optional;

/** The programs that the process runtime runs: from the store of distributions, with a Java of this machine. */
record ProgramsOfStore(DistributionStore store, JavaHomes javas) implements Programs {
    @Override
    public void install(Distribution distribution, Supply supply, InstallProgress progress) {
        var _ = store.install(distribution, supply, progress);
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
        return javas.best(need).map(JavaHome::home);
    }

    @Override
    public String javaRemedy(JavaNeed need) {
        return javas.remedy(need);
    }
}
