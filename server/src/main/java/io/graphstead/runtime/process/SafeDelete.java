package io.graphstead.runtime.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Deletes folders whose content is not ours. Goes from open folder to open folder, never by a path, so that no link in
 * it, not even one put there meanwhile, leads outside. What is gone already is fine.
 */
final class SafeDelete {
    private SafeDelete() {}

    static void tree(Path path) throws IOException {
        Path parent = path.getParent();
        Path name = path.getFileName();
        if (parent == null || name == null) {
            throw new IOException("will not delete " + path);
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            delete(secure(stream, parent), name);
        } catch (NoSuchFileException e) {
            // nor is there anything in it
        }
    }

    private static void delete(SecureDirectoryStream<Path> in, Path name) throws IOException {
        try {
            boolean folder = in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isDirectory();
            if (!folder) {
                in.deleteFile(name);
                return;
            }
            try {
                deleteContent(in, name);
            } catch (AccessDeniedException e) {
                // The owner, which the server is when it is not root, may always let itself in again.
                in.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setPermissions(PosixFilePermissions.fromString("rwx------"));
                deleteContent(in, name);
            }
            in.deleteDirectory(name);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // gone, or replaced, while we looked: who removes at the same time finishes it
        }
    }

    private static void deleteContent(SecureDirectoryStream<Path> in, Path name) throws IOException {
        try (SecureDirectoryStream<Path> below = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : below) {
                delete(below, entry.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream, Path parent) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new IOException("the file system of " + parent + " cannot be walked safely");
    }
}
