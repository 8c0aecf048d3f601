package io.graphstead.runtime.process;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.JavaNeed;
import io.graphstead.runtime.Supply;
import java.nio.file.Path;
import java.util.Optional;

/** Where the programs of engines come from and are: what the runtime asks. Asked only of releases that have programs. */
public interface Programs {
    /** Puts a distribution in place; once there it does nothing. */
    void install(Distribution distribution, Supply supply, InstallProgress progress);

    void remove(Distribution distribution);

    boolean isInstalled(Distribution distribution);

    /** Where it is, or would be. */
    Path folderOf(Distribution distribution);

    /** Where an installed one came from, in words. */
    Optional<String> origin(Distribution distribution);

    /** Why one that is not installed cannot be had, in words that say what to do. */
    Optional<String> obstacle(Distribution distribution);

    /** Home of a Java that fits. */
    Optional<Path> findJava(JavaNeed need);

    /** What to do when none does, in words. */
    String javaRemedy(JavaNeed need);
}
