package io.graphstead.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An XFS with reflinks in a file of its own. Needs root, xfsprogs and a kernel that knows loop devices and XFS. */
final class ReflinkDisk implements AutoCloseable {
    private final Path mount;

    private ReflinkDisk(Path mount) {
        this.mount = mount;
    }

    /** Empty where it cannot be made, which is said. */
    static Optional<ReflinkDisk> in(Path folder, long bytes) throws IOException, InterruptedException {
        Path image = folder.resolve("xfs.image");
        Path mount = Files.createDirectories(folder.resolve("xfs"));
        boolean made = succeeds("truncate", "-s", Long.toString(bytes), image.toString())
                && succeeds("mkfs.xfs", "-q", "-m", "reflink=1", image.toString())
                && succeeds("mount", "-o", "loop", image.toString(), mount.toString());
        if (!made) {
            System.err.println("no XFS can be mounted here (root and xfsprogs are needed): nothing is measured on one");
            return Optional.empty();
        }
        return Optional.of(new ReflinkDisk(mount));
    }

    Path mount() {
        return mount;
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException notInstalled) {
            System.err.println(notInstalled.getMessage());
            return false;
        }
    }

    /** Lazily: an engine in a mount namespace of its own may just be ending. */
    @Override
    public void close() {
        try {
            succeeds("umount", "-l", mount.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
