package io.graphstead.testing.quick;

import io.graphstead.engine.Memory;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.PortRange;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.Runtime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Requests to run a quick server of the first release, with ports that are free now. */
public final class QuickRequest {
    private QuickRequest() {}

    public static RunRequest of(Runtime runtime, QuickEngine engine, long revision, long generation) {
        return of(runtime, engine, revision, generation, new Memory(256, 32, 0));
    }

    public static RunRequest of(Runtime runtime, QuickEngine engine, long revision, long generation, Memory memory) {
        Version version = QuickEngine.RELEASES.getFirst();
        Needs needs = engine.needs(version);
        runtime.install(needs.distribution(), InstallProgress.silent());
        Map<PortPurpose, Integer> ports = new HashMap<>();
        for (PortPurpose purpose : engine.ports()) {
            runtime.ports().ifPresent(range -> ports.put(purpose, freePort(runtime, range)));
        }
        return new RunRequest(
                revision, generation, needs, ports, engine.workload(new ServerSpec(version, memory, 2, ports)));
    }

    /** At random, so that tests that run at the same time seldom choose the same. */
    private static int freePort(Runtime runtime, PortRange range) {
        return ThreadLocalRandom.current()
                .ints(range.first(), range.last() + 1)
                .filter(runtime::isPortFree)
                .findFirst()
                .orElseThrow();
    }
}
