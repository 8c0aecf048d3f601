package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Takes over a folder that somebody unpacked, by the rules that hold for archives. */
final class FolderCopy {
    private FolderCopy() {}

    /**
     * @param target an empty folder
     * @return the links in it, none of which is made yet
     */
    static Links copy(Path from, Path target, UnpackLimits limits, InstallProgress progress) throws IOException {
        if (target.startsWith(from.toRealPath())) {
            throw new RuntimeFailure.Lasting(
                    from + " holds the folder of engines itself; name the folder of one release");
        }
        UnpackedFolder copy =
                new UnpackedFolder(from.toString(), target, limits, Long.MAX_VALUE / limits.maxRatio(), progress);
        Files.walkFileTree(from.toRealPath(), new SimpleFileVisitor<>() {
            private final Path root = from.toRealPath();

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                copy.folder(root.relativize(folder).toString());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = root.relativize(file).toString();
                if (attributes.isSymbolicLink()) {
                    copy.link(name, Files.readSymbolicLink(file).toString());
                } else if (attributes.isRegularFile()) {
                    try (InputStream in = Files.newInputStream(file)) {
                        copy.file(name, in, (Integer) Files.getAttribute(file, "unix:mode"));
                    }
                } else {
                    throw copy.refused(name, "is a device");
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return copy.finished();
    }
}
