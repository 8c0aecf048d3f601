package io.graphstead.snapshot;

import io.graphstead.runtime.VolumeContent;
import io.graphstead.runtime.VolumeEntries;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** The archives of this installation, whole or not there. All methods stream; none holds an archive in memory. */
@Singleton
public class Archives {
    private static final int BUFFER = 256 * 1024;

    private final ArchiveStore store;
    private final Encryption encryption;
    private final boolean encrypt;

    Archives(ArchiveStore store, Encryption encryption, SnapshotSettings settings) {
        this.store = store;
        this.encryption = encryption;
        this.encrypt = settings.encrypt();
    }

    /**
     * What was stored.
     *
     * @param bytes that the archive takes
     * @param volumeBytes of the files in it
     */
    public record Stored(long bytes, long volumeBytes) {}

    /**
     * Archives content. Asked again it writes it anew, over what it has written.
     *
     * @param written told how many bytes of the content are in it by now; may throw to stop it
     */
    public Stored write(ArchiveId id, Provenance provenance, VolumeContent.Source content, LongConsumer written)
            throws IOException {
        AtomicLong volumeBytes = new AtomicLong();
        long bytes = store.put(id, out -> {
            try (OutputStream sealed =
                            encrypt ? encryption.encrypting(id, out) : new BufferedOutputStream(out, BUFFER);
                    ArchiveWriter writer = new ArchiveWriter(sealed, provenance, written)) {
                content.writeTo(writer);
                writer.finish();
                volumeBytes.set(writer.bytes());
            }
        });
        return new Stored(bytes, volumeBytes.get());
    }

    /**
     * Gives an archive's content. Only at its end is it known to be what was written.
     *
     * @param read told how many bytes of the content were read by now; may throw to stop it
     * @throws BrokenArchive when it is not what was written
     */
    public void read(ArchiveId id, VolumeEntries to, LongConsumer read) throws IOException {
        try (InputStream from = store.open(id);
                InputStream plain = encryption.decrypting(id, from)) {
            ArchiveReader.read(plain, to, read);
        }
    }

    /** How long it is as {@link #open} gives it; empty when there is none. */
    public OptionalLong plainSize(ArchiveId id) throws IOException {
        OptionalLong stored = store.size(id);
        if (stored.isEmpty()) {
            return stored;
        }
        try (InputStream from = store.open(id)) {
            return OptionalLong.of(encryption.plainSize(from, stored.getAsLong()));
        }
    }

    /** An archive as a plain {@code .tar.zst}, whether it is stored encrypted or not. */
    public InputStream open(ArchiveId id) throws IOException {
        InputStream from = store.open(id);
        try {
            return encryption.decrypting(id, from);
        } catch (IOException | RuntimeException e) {
            from.close();
            throw e;
        }
    }

    /** Bytes that it takes; empty when there is none. */
    public OptionalLong size(ArchiveId id) throws IOException {
        return store.size(id);
    }

    /** Does nothing when there is none. */
    public void delete(ArchiveId id) throws IOException {
        store.delete(id);
    }

    /** How many bytes there is room for; empty where nobody can tell. */
    public OptionalLong room() throws IOException {
        return store.room();
    }

    /** Where archives are stored, in words for people. */
    public String place() {
        return store.place();
    }
}
