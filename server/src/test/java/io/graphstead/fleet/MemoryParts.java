package io.graphstead.fleet;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Region;
import io.graphstead.catalog.StorageType;
import io.graphstead.engine.Engine;
import io.graphstead.identity.Project;
import io.graphstead.runtime.Runtime;
import java.util.List;
import java.util.UUID;

/** What a fleet stands on, in memory, for tests of other packages. */
public final class MemoryParts {
    private MemoryParts() {}

    /** With room for as many deployments as a test may want. */
    public static Runtime runtime() {
        MemoryRuntime runtime = new MemoryRuntime("host-" + UUID.randomUUID());
        runtime.memoryMb = 1_000_000_000;
        return runtime;
    }

    public static Engine engine() {
        return new MemoryEngine();
    }

    /** From now on every deployment of the runtime has written this. */
    public static void writes(Runtime runtime, List<String> lines) {
        ((MemoryRuntime) runtime).output = List.copyOf(lines);
    }

    /** Offers that engine in one plan. */
    public static Catalog catalog(List<Region> regions) {
        return new Catalog(
                List.of(FleetFixture.release("1.0")),
                List.of(FleetFixture.size()),
                List.of(new StorageType("gp2", "aws")),
                regions);
    }

    /** One of it, as the catalogue offers it. */
    public static NewDeployment wanted(Project project, DeploymentName name) {
        return new NewDeployment(
                project,
                name,
                FleetFixture.release("1.0"),
                FleetFixture.size(),
                10,
                "gp2",
                project.placement(),
                false,
                List.of(),
                FirstPassword.GENERATED);
    }
}
