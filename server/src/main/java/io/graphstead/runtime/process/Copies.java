package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Keeps copies of stopped volumes inside of the deployment's own folder, so that they go with it. A copy is made under
 * another name and counts from its rename on, which the fence guards.
 */
final class Copies {
    private static final String UNFINISHED = ".unfinished";
    private static final String REPLACED = ".replaced";

    private final RootFolder root;
    private final Sight sight;
    private final Admission admission;

    Copies(RootFolder root, Sight sight, Admission admission) {
        this.root = root;
        this.sight = sight;
        this.admission = admission;
    }

    void keep(WorkloadName name, Fence fence, String label) {
        DeploymentFolder folder = root.deployment(name);
        Path copy = copy(folder, label);
        Path unfinished = copy.resolveSibling(UNFINISHED);
        try {
            try (Control.Entered entered = Control.enter(root, name, fence)) {
                checkStopped(name);
                if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
                    return;
                }
                admission.checkDisk();
                Files.createDirectories(copy.getParent());
                Files.setPosixFilePermissions(copy.getParent(), PosixFilePermissions.fromString("rwx------"));
                SafeDelete.tree(unfinished);
            }
            // Long, so nobody is kept out meanwhile: who comes later finds the fence, and no copy.
            copyTree(folder.data(), unfinished);
            try (Control.Entered entered = Control.enter(root, name, fence)) {
                checkStopped(name);
                Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the data of " + name + " cannot be copied: " + e.getMessage(), e);
        }
    }

    /** Two renames; one that was cut off between them is asked again and finds the data's name free. */
    void bringBack(WorkloadName name, Fence fence, String label) {
        DeploymentFolder folder = root.deployment(name);
        Path copy = copy(folder, label);
        Path replaced = copy.resolveSibling(REPLACED);
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            checkStopped(name);
            if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
                if (Files.isDirectory(folder.data(), LinkOption.NOFOLLOW_LINKS)) {
                    SafeDelete.tree(replaced);
                    Files.move(folder.data(), replaced, StandardCopyOption.ATOMIC_MOVE);
                }
                Files.move(copy, folder.data(), StandardCopyOption.ATOMIC_MOVE);
            }
            SafeDelete.tree(replaced);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(
                    "the copy of the data of " + name + " cannot be put back: " + e.getMessage(), e);
        }
    }

    void forget(WorkloadName name, Fence fence, String label) {
        Path copy = copy(root.deployment(name), label);
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            for (Path one : new Path[] {copy, copy.resolveSibling(UNFINISHED), copy.resolveSibling(REPLACED)}) {
                SafeDelete.tree(one);
            }
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the copy " + copy + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static Path copy(DeploymentFolder folder, String label) {
        if (!label.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new RuntimeFailure.Lasting("not a label for a copy: " + label);
        }
        return folder.copies().resolve(label);
    }

    private void checkStopped(WorkloadName name) {
        if (!(sight.lookAlone(name) instanceof Sight.Seen.Stopped stopped) || stopped.leftovers()) {
            throw new RuntimeFailure.Passing("the data of " + name + " is only touched while nothing runs on it");
        }
    }

    /** What engines wrote is not to be trusted: links are copied as links, and what is no file or folder not at all. */
    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                copyOne(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isOther()) {
                    copyOne(file);
                }
                return FileVisitResult.CONTINUE;
            }

            private void copyOne(Path one) throws IOException {
                Files.copy(
                        one,
                        to.resolve(from.relativize(one).toString()),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        });
    }
}
