package io.graphstead.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.UUID;

/** Archives as files of a folder. Each is written under another name, and is there from its rename on. */
final class FolderStore implements ArchiveStore {
    private static final String ENDING = ".tar.zst";

    private final Path folder;

    FolderStore(Path folder) {
        this.folder = folder;
    }

    private Path file(ArchiveId id) {
        return folder.resolve(id + ENDING);
    }

    private void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    @Override
    public long put(ArchiveId id, Writing writing) throws IOException {
        make();
        deleteUnfinished(id);
        Path unfinished = folder.resolve("." + id + "." + UUID.randomUUID());
        try {
            try (FileChannel file = FileChannel.open(
                            unfinished,
                            java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    OutputStream out = Channels.newOutputStream(file)) {
                writing.to(new StaysOpen(out));
                file.force(true);
            }
            Files.move(unfinished, file(id), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel names = FileChannel.open(folder)) {
                names.force(true);
            }
            return Files.size(file(id));
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void deleteUnfinished(ArchiveId id) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "." + id + ".*")) {
                for (Path one : left) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }

    @Override
    public InputStream open(ArchiveId id) throws IOException {
        return Files.newInputStream(file(id));
    }

    @Override
    public OptionalLong size(ArchiveId id) throws IOException {
        return Files.isRegularFile(file(id)) ? OptionalLong.of(Files.size(file(id))) : OptionalLong.empty();
    }

    @Override
    public void delete(ArchiveId id) throws IOException {
        deleteUnfinished(id);
        Files.deleteIfExists(file(id));
    }

    @Override
    public OptionalLong room() throws IOException {
        make();
        return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
    }

    @Override
    public String place() {
        return "the folder " + folder;
    }

    /** What is done with a stream does not end the file, which has to be forced to disk first. */
    private static final class StaysOpen extends OutputStream {
        private final OutputStream out;

        StaysOpen(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
