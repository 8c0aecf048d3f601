package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

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
                checkStopped(sight, name);
                if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
                    return;
                }
                admission.checkDisk();
                Files.createDirectories(copy.getParent());
                Files.setPosixFilePermissions(copy.getParent(), PosixFilePermissions.fromString("rwx------"));
                SafeDelete.tree(unfinished);
            }
            // Long, so nobody is kept out meanwhile: who comes later finds the fence, and no copy.
            Path whole = copyTo(unfinished, name, folder);
            try (Control.Entered entered = Control.enter(root, name, fence)) {
                checkStopped(sight, name);
                Files.move(whole, copy, StandardCopyOption.ATOMIC_MOVE);
            }
            SafeDelete.tree(unfinished);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the data of " + name + " cannot be copied: " + e.getMessage(), e);
        }
    }

    private Path copyTo(Path unfinished, WorkloadName name, DeploymentFolder folder) throws IOException {
        int uid = Linux.isRoot()
                ? (Integer) Files.getAttribute(folder.data(), "unix:uid", LinkOption.NOFOLLOW_LINKS)
                : ProcessUsers.SERVERS_OWN;
        Path whole = unfinished.resolve("data");
        Files.createDirectory(unfinished);
        try (TreeCopy copy = new TreeCopy(folder.data(), unfinished.resolve("contents"), Set.of(), looked -> {})) {
            Tree tree = copy.look(Tree.Source.STANDS_STILL);
            if (!copy.canShare(tree)) {
                admission.checkRoom(tree.bytesOnDisk(), "a copy of the data of " + name);
            }
            copy.pass(Tree.Source.STANDS_STILL);
            copy.putTogether(whole, uid);
        }
        Volumes.owned(uid).apply(whole);
        sync(whole);
        return whole;
    }

    /** Two renames; one that was cut off between them is asked again and finds the data's name free. */
    void bringBack(WorkloadName name, Fence fence, String label) {
        DeploymentFolder folder = root.deployment(name);
        Path copy = copy(folder, label);
        Path replaced = copy.resolveSibling(REPLACED);
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            checkStopped(sight, name);
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

    /** Two renames; what one that was cut off between them left can only be that. */
    void swap(WorkloadName name, Fence fence, String in, String out) {
        DeploymentFolder folder = root.deployment(name);
        Path comes = copy(folder, in);
        Path goes = copy(folder, out);
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            checkStopped(sight, name);
            boolean isThere = Files.isDirectory(folder.data(), LinkOption.NOFOLLOW_LINKS);
            boolean isKept = Files.isDirectory(goes, LinkOption.NOFOLLOW_LINKS);
            if (!Files.isDirectory(comes, LinkOption.NOFOLLOW_LINKS)) {
                if (isThere && isKept) {
                    return;
                }
                throw new RuntimeFailure.Lasting("no copy of the data of " + name + " is kept as " + in);
            }
            if (isThere && isKept) {
                throw new RuntimeFailure.Lasting(
                        "a copy of the data of " + name + " is kept as " + out + " already; forget it first");
            }
            if (isThere) {
                Files.move(folder.data(), goes, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(comes, folder.data(), StandardCopyOption.ATOMIC_MOVE);
            sync(folder.path());
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(
                    "the copy of the data of " + name + " cannot be put in its place: " + e.getMessage(), e);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (Descriptor opened = Descriptor.ofFolder(folder)) {
            LinuxFiles.sync(opened);
        }
    }

    void forget(WorkloadName name, Fence fence, String label) {
        Path copy = copy(root.deployment(name), label);
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            for (Path one : new Path[] {copy, copy.resolveSibling(UNFINISHED), copy.resolveSibling(REPLACED)}) {
                SafeDelete.tree(one);
            }
            for (Path one : KeptCopies.unfinished(copy)) {
                SafeDelete.tree(one);
            }
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the copy " + copy + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    static Path copy(DeploymentFolder folder, String label) {
        if (!label.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new RuntimeFailure.Lasting("not a label for a copy: " + label);
        }
        return folder.copies().resolve(label);
    }

    static void checkStopped(Sight sight, WorkloadName name) {
        if (!(sight.lookAlone(name) instanceof Sight.Seen.Stopped stopped) || stopped.leftovers()) {
            throw new RuntimeFailure.Passing("the data of " + name + " is only touched while nothing runs on it");
        }
    }
}
