package io.graphstead.fleet;

import io.graphstead.archive.TarGzWriter;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Packing;
import io.graphstead.engine.Version;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.VolumeEntries;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The steps of exports that are theirs alone. The data of one moment becomes a volume under a name of the operation's own;
 * what packs it runs there as any workload does: as a user of its own, within limits, alone, outliving the server. A try
 * that was cut off is begun anew.
 */
@Singleton
class ExportEffects {
    private static final Duration LONGEST_JOB = Duration.ofHours(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int LAST_LINES = 10;

    private final Runtime runtime;
    private final Engines engines;
    private final RevisionStore revisions;
    private final ServerSpecs servers;
    private final TransferFolder folder;
    private final Clock clock;

    ExportEffects(
            Runtime runtime,
            Engines engines,
            RevisionStore revisions,
            ServerSpecs servers,
            TransferFolder folder,
            Clock clock) {
        this.runtime = runtime;
        this.engines = engines;
        this.revisions = revisions;
        this.servers = servers;
        this.folder = folder;
        this.clock = clock;
    }

    void pack(Turn turn, InstallProgress progress) {
        Deployment deployment = turn.deployment();
        OperationId operation = turn.operation().orElseThrow().id();
        if (folder.export(operation).isPresent()) {
            return;
        }
        clear(turn);
        Engine engine = engines.named(deployment.spec().engine());
        Version version = deployment.spec().version();
        runtime.makeVolumeFrom(
                scratch(turn),
                turn.fence(),
                new VolumeCopy(deployment.workload(), deployment.spec().storageGb(), engine.identity()),
                progress);
        Packing packing = engine.packing(servers.of(deployment, revisions.wanted(deployment)));
        int job = 0;
        for (Packing.Job each : packing.jobs()) {
            job++;
            RunRequest request = new RunRequest(job, 0, engine.needs(version), Map.of(), each.workload());
            run(turn, request, each.over(), progress);
        }
        try {
            write(turn, engine, packing, folder.making(operation), progress);
            folder.finish(operation, packing.ending());
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the export cannot be written: " + e.getMessage(), e);
        }
        runtime.remove(scratch(turn), turn.fence());
    }

    /** Until its end: what came of it, what it leaves tells. */
    private void run(Turn turn, RunRequest job, Optional<String> over, InstallProgress progress) {
        Instant end = clock.instant().plus(LONGEST_JOB);
        runtime.run(scratch(turn), turn.fence(), job);
        while (!(runtime.observe(scratch(turn)) instanceof WorkloadState.Stopped)) {
            if (clock.instant().isAfter(end)) {
                runtime.stop(scratch(turn), turn.fence());
                throw new RuntimeFailure.Lasting("packing the data did not end within " + LONGEST_JOB.toHours()
                        + " hours; its program said last: " + lastWords(turn));
            }
            if (over.filter(lastWords(turn)::contains).isPresent()) {
                runtime.stop(scratch(turn), turn.fence());
            } else {
                progress.at(job.revision(), job.revision() + 2, "packing the data");
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure.Passing("interrupted while the data was packed", e);
        }
    }

    private void write(Turn turn, Engine engine, Packing packing, Path file, InstallProgress progress)
            throws IOException {
        AtomicBoolean found = new AtomicBoolean();
        progress.at(0, 0, "writing the export");
        try (OutputStream out = Files.newOutputStream(file)) {
            if (packing.file().isPresent()) {
                runtime.readVolume(scratch(turn), files((path, size, content) -> {
                    if (path.equals(packing.file().get())) {
                        content.transferTo(out);
                        found.set(true);
                    }
                }));
            } else {
                try (TarGzWriter tar = new TarGzWriter(out)) {
                    runtime.readVolume(scratch(turn), files((path, size, content) -> {
                        if (engine.isUsersData(path)) {
                            tar.file(path, size, content);
                        }
                    }));
                }
                found.set(true);
            }
        }
        if (!found.get()) {
            throw new RuntimeFailure.Lasting(
                    "the data could not be packed; the vendor's program said last: " + lastWords(turn));
        }
    }

    @FunctionalInterface
    private interface OfFile {
        void take(String path, long size, InputStream content) throws IOException;
    }

    private static VolumeEntries files(OfFile files) {
        return new VolumeEntries() {
            @Override
            public void folder(String path) {
                // is made with what is in it
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException {
                files.take(path, size, content);
            }
        };
    }

    private String lastWords(Turn turn) {
        return String.join("\n", runtime.lastOutput(scratch(turn), LAST_LINES));
    }

    private static WorkloadName scratch(Turn turn) {
        return new WorkloadName("export-" + turn.operation().orElseThrow().id());
    }

    private void clear(Turn turn) {
        if (!(runtime.observe(scratch(turn)) instanceof WorkloadState.Absent)) {
            runtime.stop(scratch(turn), turn.fence());
        }
        runtime.remove(scratch(turn), turn.fence());
    }

    /** Does away with what an export leaves, and with what it made when it failed. */
    void tidyUp(Turn turn) {
        clear(turn);
        Turn.Running operation = turn.operation().orElseThrow();
        try {
            Files.deleteIfExists(folder.making(operation.id()));
            Optional<Path> made = folder.export(operation.id());
            if (operation.failing().isPresent() && made.isPresent()) {
                Files.deleteIfExists(made.get());
            }
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("what was packed cannot be deleted: " + e.getMessage(), e);
        }
    }
}
