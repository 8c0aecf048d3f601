package io.graphstead.fleet;

import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.ServerSpec;
import io.graphstead.fleet.Step.Act;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadName;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries out one step through the runtime. Each can be repeated; what fails throws {@link RuntimeFailure}. */
@Singleton
class Effects {
    private static final Duration PROGRESS_EVERY = Duration.ofMillis(500);
    private static final int MOST_PORTS_TRIED = 5;

    private final Runtime runtime;
    private final Engines engines;
    private final Passwords passwords;
    private final PortAllocation ports;
    private final RevisionStore revisions;
    private final ServerSpecs servers;
    private final StepStore steps;
    private final FirstPasswords firstPasswords;
    private final UrlTrade trade;
    private final ImportEffects imports;
    private final ExportEffects exports;
    private final SnapshotEffects snapshots;
    private final VerifyEffects verifying;
    private final OperationStore operations;
    private final Clock clock;

    Effects(
            Runtime runtime,
            Engines engines,
            Passwords passwords,
            PortAllocation ports,
            RevisionStore revisions,
            ServerSpecs servers,
            StepStore steps,
            FirstPasswords firstPasswords,
            UrlTrade trade,
            ImportEffects imports,
            ExportEffects exports,
            SnapshotEffects snapshots,
            VerifyEffects verifying,
            OperationStore operations,
            Clock clock) {
        this.runtime = runtime;
        this.engines = engines;
        this.passwords = passwords;
        this.ports = ports;
        this.revisions = revisions;
        this.servers = servers;
        this.steps = steps;
        this.firstPasswords = firstPasswords;
        this.trade = trade;
        this.imports = imports;
        this.exports = exports;
        this.snapshots = snapshots;
        this.verifying = verifying;
        this.operations = operations;
        this.clock = clock;
    }

    void perform(Act act, Turn turn) {
        Deployment deployment = turn.deployment();
        Engine engine = engines.named(deployment.spec().engine());
        switch (act) {
            case Step.InstallEngine install ->
                runtime.install(engine.needs(deployment.spec().version()).distribution(), showing(turn, act.name()));
            case Step.MakeVolume make ->
                runtime.makeVolume(
                        deployment.workload(),
                        turn.fence(),
                        new VolumeRequest(
                                deployment.spec().storageGb(),
                                engine.seed(deployment.spec().version(), passwords.of(deployment.id()))));
            case Step.CopyData copy ->
                runtime.makeVolumeFrom(
                        deployment.workload(),
                        turn.fence(),
                        new VolumeCopy(source(turn), deployment.spec().storageGb(), engine.identity()),
                        showing(turn, act.name()));
            case Step.SetPassword set -> setPassword(turn);
            case Step.KeepCopy keep -> runtime.keepCopy(deployment.workload(), turn.fence(), label(turn));
            case Step.KeepMoment keep -> snapshots.keepMoment(turn, stoppable(turn, act.name()));
            case Step.StoreSnapshot store -> snapshots.store(turn, stoppable(turn, act.name()));
            case Step.VerifySnapshot verify -> verifying.verify(turn, stoppable(turn, act.name()));
            case Step.LoadSnapshot load -> snapshots.load(turn, stoppable(turn, act.name()));
            case Step.PutInPlace put -> snapshots.putInPlace(turn);
            case Step.BringBackCopy back -> runtime.bringBackCopy(deployment.workload(), turn.fence(), label(turn));
            case Step.LoadArchive load -> imports.load(turn, stoppable(turn, act.name()));
            case Step.PackExport pack -> exports.pack(turn, stoppable(turn, act.name()));
            case Step.ForgetCopy forget -> forget(turn);
            case Step.Start start -> start(turn, engine);
            case Step.Switch trading -> trade.make(turn);
            case Step.Stop stop -> runtime.stop(deployment.workload(), turn.fence());
            case Step.Remove remove -> runtime.remove(deployment.workload(), turn.fence());
        }
    }

    private void setPassword(Turn turn) {
        turn.operation()
                .flatMap(Turn.Running::snapshot)
                .ifPresentOrElse(
                        snapshot -> firstPasswords.restore(turn.deployment(), snapshots.credentials(snapshot)),
                        () -> firstPasswords.set(turn.deployment()));
    }

    private void forget(Turn turn) {
        runtime.forgetCopy(turn.deployment().workload(), turn.fence(), label(turn));
        switch (turn.operation().orElseThrow().kind()) {
            case IMPORT -> imports.tidyUp(turn);
            case EXPORT -> exports.tidyUp(turn);
            case VERIFY -> verifying.tidyUp(turn);
            default -> snapshots.tidyUp(turn);
        }
    }

    private static WorkloadName source(Turn turn) {
        return turn.operation()
                .flatMap(Turn.Running::source)
                .map(Deployment::workload)
                .orElseThrow(() -> new IllegalStateException("only an operation with a source copies data"));
    }

    static String label(Turn turn) {
        return turn.operation()
                .map(operation -> operation.id().toString())
                .orElseThrow(() -> new IllegalStateException("copies belong to operations"));
    }

    /** A port that something else has taken meanwhile is chosen again: clients connect to another, the gateway's. */
    private void start(Turn turn, Engine engine) {
        Draft wanted = revisions.wanted(turn.deployment());
        Deployment deployment = withAllPorts(turn, engine.ports(wanted.spec().version()));
        for (int tries = 1; ; tries++) {
            try {
                runtime.run(
                        deployment.workload(),
                        turn.fence(),
                        request(deployment, engine, servers.of(deployment, wanted)));
                return;
            } catch (RuntimeFailure.PortTaken taken) {
                if (tries == MOST_PORTS_TRIED) {
                    throw new RuntimeFailure.Passing(
                            taken.getMessage() + "; so were all that were tried before it: end what uses them, or give"
                                    + " the server another range (runtime.ports)",
                            taken);
                }
                deployment = ports.chooseAgain(turn, taken.purpose());
            }
        }
    }

    /** One that was made before there was a gateway listened where its clients connect, and has fewer. */
    private Deployment withAllPorts(Turn turn, List<PortPurpose> listenedOn) {
        Deployment deployment = turn.deployment();
        if (runtime.ports().isPresent()) {
            for (PortPurpose purpose : listenedOn) {
                if (!deployment.ports().process().containsKey(purpose)) {
                    deployment = ports.chooseAgain(turn, purpose);
                }
            }
        }
        return deployment;
    }

    private static RunRequest request(Deployment deployment, Engine engine, ServerSpec server) {
        return new RunRequest(
                deployment.intent().revision(),
                deployment.intent().generation(),
                engine.needs(server.version()),
                portsOf(deployment, engine.ports(server.version())),
                engine.workload(server));
    }

    private static Map<PortPurpose, Integer> portsOf(Deployment deployment, List<PortPurpose> listenedOn) {
        Map<PortPurpose, Integer> ports = new HashMap<>(deployment.ports().process());
        ports.keySet().retainAll(listenedOn);
        return ports;
    }

    /** Ends what is going on when somebody calls the operation off; the planner then says what follows. */
    private InstallProgress stoppable(Turn turn, StepName step) {
        InstallProgress shown = showing(turn, step);
        return new InstallProgress() {
            private Instant asked = Instant.EPOCH;

            @Override
            public synchronized void at(long doneBytes, long totalBytes, String what) {
                shown.at(doneBytes, totalBytes, what);
                Instant now = clock.instant();
                if (Duration.between(asked, now).compareTo(PROGRESS_EVERY) >= 0) {
                    asked = now;
                    if (turn.operation()
                            .filter(operation -> operations.isCancelAsked(operation.id()))
                            .isPresent()) {
                        throw new RuntimeFailure.Passing(Planner.CANCELLED);
                    }
                }
            }
        };
    }

    private InstallProgress showing(Turn turn, StepName step) {
        return new InstallProgress() {
            private Instant shown = Instant.EPOCH;

            @Override
            public synchronized void at(long doneBytes, long totalBytes, String what) {
                Instant now = clock.instant();
                if (Duration.between(shown, now).compareTo(PROGRESS_EVERY) >= 0) {
                    shown = now;
                    double progress = totalBytes == 0 ? 0 : Math.min(1.0, (double) doneBytes / totalBytes);
                    steps.showProgress(turn, step, progress, what);
                }
            }
        };
    }
}
