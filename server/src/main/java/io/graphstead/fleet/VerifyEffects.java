package io.graphstead.fleet;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.Version;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.PortRange;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import io.graphstead.snapshot.BrokenArchive;
import jakarta.inject.Singleton;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The step that sees whether a snapshot can be restored. What is in it becomes a volume under a name of the operation's own,
 * and a server of the release that wrote it is started there, which nobody else knows of, until it has answered a query.
 * A try that was cut off is begun anew.
 */
@Singleton
class VerifyEffects {
    private static final String LOADED = "loaded";
    private static final String SEED = "seed";
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final int LAST_LINES = 10;
    private static final int MOST_PORTS_TRIED = 50;

    private final Runtime runtime;
    private final Engines engines;
    private final ServerSpecs servers;
    private final SnapshotEffects snapshots;
    private final SnapshotStore store;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    VerifyEffects(
            Runtime runtime,
            Engines engines,
            ServerSpecs servers,
            SnapshotEffects snapshots,
            SnapshotStore store,
            Clock clock) {
        this.runtime = runtime;
        this.engines = engines;
        this.servers = servers;
        this.snapshots = snapshots;
        this.store = store;
        this.clock = clock;
    }

    void verify(Turn turn, InstallProgress progress) {
        Snapshot snapshot = snapshots.snapshot(turn);
        clear(turn);
        try {
            load(turn, snapshot, progress);
        } catch (RuntimeFailure.Lasting failed) {
            boolean isBroken =
                    failed.getCause() instanceof BrokenArchive || failed.getCause() instanceof NoSuchFileException;
            throw isBroken ? broken(snapshot, failed) : failed;
        }
        try {
            start(turn, snapshot);
            awaitAnswer(turn, snapshot, progress);
        } finally {
            clear(turn);
        }
        store.verified(snapshot.id(), clock.instant());
    }

    private RuntimeFailure.Lasting broken(Snapshot snapshot, RuntimeFailure.Lasting why) {
        store.broken(snapshot.id(), Optional.ofNullable(why.getMessage()).orElse("it cannot be restored"));
        return why;
    }

    private void load(Turn turn, Snapshot snapshot, InstallProgress progress) {
        Engine engine = engines.named(snapshot.engine());
        Version version = snapshot.version();
        runtime.install(engine.needs(version).distribution(), progress);
        runtime.makeVolume(
                scratch(turn),
                turn.fence(),
                new VolumeRequest(snapshot.storageGb(), engine.seed(version, snapshots.credentials(snapshot.id()))));
        runtime.makeCopy(scratch(turn), turn.fence(), LOADED, snapshots.content(snapshot, progress));
        runtime.swapCopy(scratch(turn), turn.fence(), LOADED, SEED);
    }

    /** With nothing of the deployment's own configuration: what is looked at is the data. */
    private void start(Turn turn, Snapshot snapshot) {
        Engine engine = engines.named(snapshot.engine());
        Version version = snapshot.version();
        Draft draft = new Draft(turn.deployment().spec().of(version), List.of(), List.of());
        runtime.run(
                scratch(turn),
                turn.fence(),
                new RunRequest(
                        1,
                        0,
                        engine.needs(version),
                        ports(engine.ports(version)),
                        engine.workload(servers.of(turn.deployment(), draft))));
    }

    /** For minutes only, so nobody else is told of them: a deployment whose port this is chooses another when it starts. */
    private Map<PortPurpose, Integer> ports(List<PortPurpose> purposes) {
        Map<PortPurpose, Integer> chosen = new HashMap<>();
        runtime.ports().ifPresent(range -> purposes.forEach(purpose -> chosen.put(purpose, free(range, chosen))));
        return chosen;
    }

    private int free(PortRange range, Map<PortPurpose, Integer> chosen) {
        for (int tried = 0; tried < MOST_PORTS_TRIED; tried++) {
            int port = random.nextInt(range.first(), range.last() + 1);
            if (!chosen.containsValue(port) && runtime.isPortFree(port)) {
                return port;
            }
        }
        throw new RuntimeFailure.Passing("no port is free to start a server on, of " + range.first() + " to "
                + range.last() + "; give the server another range (runtime.ports)");
    }

    private void awaitAnswer(Turn turn, Snapshot snapshot, InstallProgress progress) {
        Credentials credentials = snapshots.credentials(snapshot.id());
        Instant end = clock.instant().plus(Planner.START_LIMIT);
        while (true) {
            Optional<Readiness> answer = ask(turn, snapshot, credentials);
            // One whose password was changed inside answers that it takes another.
            if (answer.filter(said -> !(said instanceof Readiness.NotYet)).isPresent()) {
                return;
            }
            // Not to know what became of it says nothing against the snapshot.
            if (runtime.observe(scratch(turn)) instanceof WorkloadState.Stopped) {
                throw broken(
                        snapshot,
                        new RuntimeFailure.Lasting(
                                "the snapshot cannot be restored: the server on a copy of it ended by itself"
                                        + lastWords(turn)));
            }
            if (clock.instant().isAfter(end)) {
                throw broken(
                        snapshot,
                        new RuntimeFailure.Lasting(
                                "the snapshot cannot be restored: the server on a copy of it did not answer within "
                                        + Planner.START_LIMIT.toMinutes() + " minutes" + why(answer)
                                        + lastWords(turn)));
            }
            progress.at(0, 0, "a server starts on a copy of it" + why(answer));
            sleep();
        }
    }

    private Optional<Readiness> ask(Turn turn, Snapshot snapshot, Credentials credentials) {
        Engine engine = engines.named(snapshot.engine());
        return runtime.reach(scratch(turn), engine.askedAt(snapshot.version()))
                .map(reach -> engine.ask(reach, credentials, ANSWER_LIMIT));
    }

    private static String why(Optional<Readiness> answer) {
        return answer.filter(said -> said instanceof Readiness.NotYet)
                .map(said -> " (" + ((Readiness.NotYet) said).why() + ")")
                .orElse("");
    }

    private String lastWords(Turn turn) {
        List<String> lines = runtime.lastOutput(scratch(turn), LAST_LINES);
        return lines.isEmpty() ? "" : "; it said last:\n" + String.join("\n", lines);
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure.Passing("interrupted while a snapshot was checked", e);
        }
    }

    private static WorkloadName scratch(Turn turn) {
        return new WorkloadName("verify-" + turn.operation().orElseThrow().id());
    }

    private void clear(Turn turn) {
        if (!(runtime.observe(scratch(turn)) instanceof WorkloadState.Absent)) {
            runtime.stop(scratch(turn), turn.fence());
            runtime.forgetCopy(scratch(turn), turn.fence(), LOADED);
            runtime.forgetCopy(scratch(turn), turn.fence(), SEED);
        }
        runtime.remove(scratch(turn), turn.fence());
    }

    /** Does away with what a check that was cut off or called off has left. */
    void tidyUp(Turn turn) {
        clear(turn);
    }
}
