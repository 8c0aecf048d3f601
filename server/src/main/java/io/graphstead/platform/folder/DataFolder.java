package io.graphstead.platform.folder;

import io.graphstead.platform.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that one running server owns, held by a lock on {@code server.lock} that ends with the process. Says where
 * in it everything of the server lies.
 */
public final class DataFolder implements AutoCloseable {
    private static final long LEAST_FREE_BYTES = 1L << 30;
    /** Enough for the digits of any process id. */
    private static final int LONGEST_PID = 20;

    private final Path root;
    private final FileChannel lockFile;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder if it is not there, and takes it for this process.
     *
     * @throws CannotStart if it cannot be written, holds too little free space or belongs to another running server
     */
    public static DataFolder open(Path folder) {
        return open(folder, DataFolder::freeBytes);
    }

    static DataFolder open(Path folder, ToLongFunction<Path> freeBytes) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root);
                // Others may pass through, since PostgreSQL and databases run as users of their own, but not look.
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
            }
            DataFolder opened = new DataFolder(root, lock(root));
            try {
                opened.check(freeBytes);
                opened.forgetUploads();
            } catch (RuntimeException | IOException refused) {
                opened.close();
                throw refused;
            }
            return opened;
        } catch (AccessDeniedException denied) {
            throw new CannotStart(notWritable(root, "permission denied for " + denied.getFile()), denied);
        } catch (FileSystemException broken) {
            String reason = Optional.ofNullable(broken.getReason()).orElse("there is a file in its place");
            throw new CannotStart(notWritable(root, reason), broken);
        } catch (IOException broken) {
            throw new CannotStart(notWritable(root, broken.getMessage()), broken);
        }
    }

    private static String notWritable(Path root, @Nullable String reason) {
        return "the data folder " + root + " cannot be written: " + reason
                + "; make it writable for this user or choose another with --data";
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel file = FileChannel.open(
                root.resolve("server.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Answered like any other holder: two servers in one process are two servers.
        }
        if (lock == null) {
            String holder = read(file);
            file.close();
            throw new CannotStart("the data folder " + root + " belongs to a running server"
                    + (holder.isEmpty() ? "" : " (process " + holder + ")")
                    + "; stop it, or give this one another folder with --data");
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return file;
    }

    private static String read(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_PID);
        file.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    }

    private void check(ToLongFunction<Path> freeBytes) throws IOException {
        long free = freeBytes.applyAsLong(root);
        if (free < LEAST_FREE_BYTES) {
            throw new CannotStart("only " + (free >> 20) + " MB are free where the data folder " + root
                    + " lies, and a server needs at least " + (LEAST_FREE_BYTES >> 20)
                    + " MB; free some or choose another folder with --data");
        }
        Files.createDirectories(
                keys(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectories(
                logs(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static long freeBytes(Path root) {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException unknown) {
            throw new UncheckedIOException(unknown);
        }
    }

    public Path root() {
        return root;
    }

    /** Only the server's user may enter. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** Only the server's user may enter. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** The embedded PostgreSQL's, which runs as a user of its own. */
    /** What a server that was killed had taken in and not looked at to the end. */
    private void forgetUploads() throws IOException {
        if (Files.isDirectory(uploads())) {
            try (Stream<Path> left = Files.walk(uploads())) {
                for (Path one : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    /** Where uploads are kept while they are looked at. */
    public Path uploads() {
        return root.resolve("uploads");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    /** The certificate of the local CA, for clients. */
    public Path caCertificate() {
        return root.resolve("ca.pem");
    }

    Path adminToken() {
        return root.resolve("admin.token");
    }

    /** Gives the folder up for the next server. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }
}
