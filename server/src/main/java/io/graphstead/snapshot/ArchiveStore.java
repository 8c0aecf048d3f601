package io.graphstead.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Where archives lie, each under its id. One that is only half written is never seen. */
sealed interface ArchiveStore permits FolderStore, S3Store {
    /** Writes to a stream that is closed by whoever gave it. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Stores it, over one that is there under this id.
     *
     * @return how many bytes it takes
     */
    long put(ArchiveId id, Writing writing) throws IOException;

    /** @throws java.nio.file.NoSuchFileException when there is none */
    InputStream open(ArchiveId id) throws IOException;

    /** How many bytes it takes; empty when there is none. */
    OptionalLong size(ArchiveId id) throws IOException;

    /** Deletes it, and what unfinished tries to write it left. */
    void delete(ArchiveId id) throws IOException;

    /** How many bytes there is room for; empty where nobody can tell. */
    OptionalLong room() throws IOException;

    /** Where that is, in words for people. */
    String place();
}
