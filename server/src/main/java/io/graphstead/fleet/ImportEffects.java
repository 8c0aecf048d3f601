package io.graphstead.fleet;

import io.graphstead.archive.ArchiveLimits;
import io.graphstead.archive.CheckedEntries;
import io.graphstead.archive.RefusedArchive;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.PackedData;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeContent;
import io.graphstead.runtime.VolumeEntries;
import io.graphstead.runtime.WorkloadName;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The steps of imports that are theirs alone. Each can be repeated; what fails throws {@link RuntimeFailure}. */
@Singleton
class ImportEffects {
    /** What a server has beside its users' data. */
    private static final long MOST_BESIDE = 4L << 30;

    private static final long MOST_ENTRIES_BESIDE = 1_000_000;

    private final Runtime runtime;
    private final Engines engines;
    private final TransferFolder folder;

    ImportEffects(Runtime runtime, Engines engines, TransferFolder folder) {
        this.runtime = runtime;
        this.engines = engines;
        this.folder = folder;
    }

    /**
     * Looks the archive through, then puts beside the data what is to take its place: the archive's, and of what is there
     * now all that is the server's own, so that who could sign in before still can.
     */
    void load(Turn turn, InstallProgress progress) {
        Deployment deployment = turn.deployment();
        Engine engine = engines.named(deployment.spec().engine());
        WorkloadName workload = deployment.workload();
        ArchiveLimits limits = ArchiveLimits.ofData((long) deployment.spec().storageGb() << 30);
        PackedData data = look(engine, turn, limits, progress);
        runtime.keepMoment(workload, turn.fence(), servers(turn), engine.usersFolders(), progress);
        runtime.makeCopy(
                workload,
                turn.fence(),
                loaded(turn),
                new VolumeContent(
                        data.bytes(),
                        new VolumeContent.Most(limits.bytes() + MOST_BESIDE, limits.entries() + MOST_ENTRIES_BESIDE),
                        volume -> {
                            runtime.readCopy(workload, servers(turn), withoutUsersData(engine, volume));
                            write(data, volume, progress);
                        }));
        runtime.forgetCopy(workload, turn.fence(), servers(turn));
    }

    private PackedData look(Engine engine, Turn turn, ArchiveLimits limits, InstallProgress progress) {
        Path archive = folder.incoming(turn.operation().orElseThrow().id());
        if (!Files.isRegularFile(archive)) {
            throw new RuntimeFailure.Lasting(
                    "the archive is not with this server, which took the database over from the one that it was sent to;"
                            + " send it again");
        }
        try {
            return engine.look(
                    archive,
                    Imports.ARCHIVE,
                    turn.deployment().spec().version(),
                    limits,
                    read -> progress.at(0, 0, "looking through the archive: " + (read >> 20) + " MiB"));
        } catch (RefusedArchive refused) {
            throw new RuntimeFailure.Lasting(refused.words(), refused);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the archive cannot be read: " + e.getMessage(), e);
        }
    }

    private static VolumeEntries withoutUsersData(Engine engine, VolumeEntries volume) {
        return new VolumeEntries() {
            @Override
            public void folder(String path) throws IOException {
                if (!engine.isUsersData(path + "/")) {
                    volume.folder(path);
                }
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException {
                if (!engine.isUsersData(path)) {
                    volume.file(path, size, content);
                }
            }
        };
    }

    private static void write(PackedData data, VolumeEntries volume, InstallProgress progress) throws IOException {
        try {
            data.filling().writeTo(new CheckedEntries.Contents() {
                private long done;

                @Override
                public void folder(String path) throws IOException {
                    volume.folder(path);
                }

                @Override
                public void file(String path, long size, InputStream content) throws IOException {
                    progress.at(done, data.bytes(), "loading " + data.what());
                    volume.file(path, size, content);
                    done += size;
                }
            });
        } catch (RefusedArchive changed) {
            throw new RuntimeFailure.Lasting(changed.words(), changed);
        }
    }

    /** The label of what takes the data's place. */
    static String loaded(Turn turn) {
        return turn.operation().orElseThrow().id() + "-loaded";
    }

    /** The label of what is the server's own. */
    private static String servers(Turn turn) {
        return turn.operation().orElseThrow().id() + "-servers";
    }

    /** Does away with what an import leaves. */
    void tidyUp(Turn turn) {
        WorkloadName workload = turn.deployment().workload();
        runtime.forgetCopy(workload, turn.fence(), servers(turn));
        runtime.forgetCopy(workload, turn.fence(), loaded(turn));
        new UploadedArchive(folder.incoming(turn.operation().orElseThrow().id()), Imports.ARCHIVE).delete();
    }
}
