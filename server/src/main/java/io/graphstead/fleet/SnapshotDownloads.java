package io.graphstead.fleet;

import io.graphstead.fleet.Snapshot.Status;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.Unavailable;
import io.graphstead.refusal.Refused;
import io.graphstead.snapshot.Archives;
import jakarta.inject.Singleton;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** Gives snapshots out as files: the archive as it was before it was encrypted, which can be imported again. */
@Singleton
public class SnapshotDownloads {
    private static final int DAY = 10;

    private final Snapshots snapshots;
    private final Archives archives;

    SnapshotDownloads(Snapshots snapshots, Archives archives) {
        this.snapshots = snapshots;
        this.archives = archives;
    }

    /**
     * The archive of a snapshot: a tar in zstd of what was in its volume.
     *
     * @param snapshot that the caller was shown with the role of a writer, as whoever has its file has the data
     * @throws Refused when it is not complete
     */
    public Download of(Caller caller, Snapshot snapshot) {
        snapshots.require(caller, Role.WRITER, snapshot);
        if (snapshot.status() != Status.READY) {
            throw Snapshots.notReady("download", snapshot);
        }
        try {
            long bytes = archives.plainSize(snapshot.id().archive())
                    .orElseThrow(() ->
                            new Refused(new NotFound("snapshot", snapshot.id().toString())));
            String day = snapshot.createdAt().toString().substring(0, DAY);
            return new Plain(
                    archives, snapshot.id(), snapshot.database() + "-" + day + ".tar.zst", bytes, snapshot.createdAt());
        } catch (IOException e) {
            throw new Refused(
                    new Unavailable("snapshots cannot be read in " + archives.place() + ": " + e.getMessage()));
        }
    }

    private record Plain(Archives archives, SnapshotId snapshot, String name, long bytes, Instant made)
            implements Download {
        @Override
        public Optional<Instant> expiry() {
            return Optional.empty();
        }

        /** What comes before is read, too, since it is decrypted from its beginning. */
        @Override
        public InputStream open(long from) throws IOException {
            InputStream archive = archives.open(snapshot.archive());
            try {
                archive.skipNBytes(from);
                return archive;
            } catch (EOFException e) {
                archive.close();
                throw new IOException("it is shorter than it should be", e);
            } catch (IOException e) {
                archive.close();
                throw e;
            }
        }
    }
}
