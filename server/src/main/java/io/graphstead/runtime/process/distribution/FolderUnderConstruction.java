package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.Distribution;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A release's folder while it is being put together, beside its place: {@code <engines>/.partial/<engine>-<version>}. Only
 * whoever holds the release's {@link InstallLock} may use it.
 */
final class FolderUnderConstruction implements AutoCloseable {
    private final Distribution distribution;
    private final VersionProof proof;
    private final Path partial;
    private final Path place;
    private Path folder;
    private Links links = new Links();

    /** Starts empty, throwing away what an earlier try left. */
    FolderUnderConstruction(Path engines, Distribution distribution, VersionProof proof) throws IOException {
        this.distribution = distribution;
        this.proof = proof;
        this.partial = partial(engines, distribution);
        this.place = place(engines, distribution);
        this.folder = partial;
        throwAway();
        Files.createDirectories(partial);
    }

    private static Path partial(Path engines, Distribution distribution) {
        return engines.resolve(".partial").resolve(distribution.engine() + "-" + distribution.version());
    }

    private static Path place(Path engines, Distribution distribution) {
        return engines.resolve(distribution.engine()).resolve(distribution.version());
    }

    /** Takes a release away: out of its place in one rename, so that what is left half-way never counts. */
    static void remove(Path engines, Distribution distribution) throws IOException {
        Path place = place(engines, distribution);
        Path partial = partial(engines, distribution);
        removeAll(partial);
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(partial.getParent());
            Files.move(place, partial, StandardCopyOption.ATOMIC_MOVE);
            removeAll(partial);
        }
    }

    /** Where an archive may be kept while it is fetched. */
    Path download() {
        return partial.resolveSibling(partial.getFileName() + ".partial");
    }

    /** Links that belong into it once everything else is there. */
    void take(Links found) {
        links = found;
    }

    void makeLinks() throws IOException, Links.Refused {
        links.makeWithin(folder);
    }

    /** What will become the release's folder. */
    Path folder() {
        return folder;
    }

    /** @param link whether the jars may share their disk blocks with the repository, since it is the store's own */
    void addJars(List<Path> jars, boolean link) throws IOException {
        if (jars.isEmpty()) {
            return;
        }
        Path lib = Files.createDirectories(folder.resolve("lib"));
        for (Path jar : jars) {
            Path copy = lib.resolve(jar.getFileName());
            for (int again = 2; Files.exists(copy); again++) {
                // Two groups may have an artifact of the same name and version; both belong on the class path.
                copy = lib.resolve(again + "-" + jar.getFileName());
            }
            if (!link || !linked(jar, copy)) {
                Files.copy(jar, copy);
            }
        }
    }

    /** The archive held the release in one folder instead of at its top: that folder is meant. */
    void useOnlyTopFolder() throws IOException {
        try (Stream<Path> top = Files.list(partial)) {
            List<Path> all = top.toList();
            if (all.size() == 1 && Files.isDirectory(all.getFirst(), LinkOption.NOFOLLOW_LINKS)) {
                folder = all.getFirst();
            }
        }
    }

    /** Writes the manifest, takes write permissions away, and moves the folder to its place in one rename. */
    Path finish(String source) throws IOException {
        Files.deleteIfExists(folder.resolve(Manifest.FILE_NAME));
        Manifest.of(distribution.engine(), distribution.version(), source, folder)
                .write(folder);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    return FileVisitResult.CONTINUE;
                }
                boolean executable = Files.getPosixFilePermissions(file).stream()
                        .anyMatch(permission -> permission.name().equals("OWNER_EXECUTE"));
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(executable ? "r-xr-xr-x" : "r--r--r--"));
                flush(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.setPosixFilePermissions(visited, PosixFilePermissions.fromString("rwxr-xr-x"));
                flush(visited);
                return FileVisitResult.CONTINUE;
            }
        });
        Path parent = Files.createDirectories(place.getParent());
        for (Path passed : List.of(parent, parent.getParent(), partial.getParent(), partial)) {
            Files.setPosixFilePermissions(passed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        proof.check(distribution, folder);
        // A folder in its place that does not count as installed is damaged: its place is needed.
        removeAll(place);
        Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
        flush(parent);
        return place;
    }

    /** Throws away what was not finished. */
    @Override
    public void close() throws IOException {
        throwAway();
    }

    private void throwAway() throws IOException {
        removeAll(partial);
        Files.deleteIfExists(download());
    }

    private static boolean linked(Path jar, Path copy) {
        try {
            Files.createLink(copy, jar);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // another file system, or one without hard links: it is copied instead
        }
    }

    /** A rename that survives a power cut must not name files whose content did not. */
    private static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void removeAll(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
