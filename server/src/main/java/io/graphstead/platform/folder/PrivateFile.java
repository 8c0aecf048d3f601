package io.graphstead.platform.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Files that only the server's own user may read (0600), written whole or not at all. */
public final class PrivateFile {
    private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFile() {}

    /** Replaces the file in one rename. */
    public static void write(Path file, byte[] content) throws IOException {
        Path temporary = writeBeside(file, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the file holds; if there is none, makes it. Whoever comes first decides, all others read what he wrote. */
    public static byte[] readOrCreate(Path file, Supplier<byte[]> content) throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException absent) {
            Path temporary = writeBeside(file, content.get());
            try {
                Files.createLink(file, temporary);
            } catch (FileAlreadyExistsException someoneWasFaster) {
                return read(file);
            } catch (UnsupportedOperationException | IOException noHardLinks) {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return read(file);
        }
    }

    /** Reads it, and takes away what others could do with it. */
    private static byte[] read(Path file) throws IOException {
        Set<PosixFilePermission> owners = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        byte[] content = Files.readAllBytes(file);
        if (!owners.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, owners);
        }
        return content;
    }

    private static Path writeBeside(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try (FileChannel out = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ONLY_OWNER)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        return temporary;
    }
}
