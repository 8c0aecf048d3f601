package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Makes, fills and removes the folders of deployments. */
final class Volumes {
    private final RootFolder root;
    private final Sight sight;
    private final ProcessUsers users;
    private final Cgroups cgroups;
    private final Views views;
    private final Admission admission;

    Volumes(RootFolder root, Sight sight, Confinement confinement, Admission admission) {
        this.root = root;
        this.sight = sight;
        this.users = confinement.users();
        this.cgroups = confinement.cgroups();
        this.views = confinement.views();
        this.admission = admission;
    }

    /** The whole folder appears in one rename; what a killed try left is thrown away. */
    void make(WorkloadName name, Fence fence, VolumeRequest volume) {
        FileTree.check(volume.seed());
        DeploymentFolder folder = root.deployment(name);
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            if (folder.exists()) {
                return;
            }
            admission.checkDisk();
            DeploymentFolder making = root.inTheMaking(name);
            for (Path left : root.unfinished(name)) {
                SafeDelete.tree(left);
            }
            int uid = claim(folder);
            frame(making, uid);
            FileTree.write(making.data(), volume.seed(), owned(uid));
            Files.move(making.path(), folder.path(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the folder " + folder.path() + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** The uid that this deployment's files are going to have; -1: the server's own. */
    int claim(DeploymentFolder folder) {
        return users.areOwn() ? users.claims().claim(folder.path()) : ProcessUsers.SERVERS_OWN;
    }

    /** Makes a deployment's folder with all but the volume itself. */
    static void frame(DeploymentFolder making, int uid) throws IOException {
        FileTree.Ownership serversAlone = new FileTree.Ownership(-1, -1, "rw-------", "rwx------");
        FileTree.write(making.path(), Map.of(Path.of("lock"), ""), serversAlone);
        FileTree.write(making.output(), Map.of(), serversAlone);
        FileTree.write(making.logs(), Map.of(), owned(uid));
        new FileTree.Ownership(-1, uid, "rw-------", uid < 0 ? "rwx------" : "rwxr-x---").apply(making.path());
    }

    /** For what the deployment itself writes to. */
    static FileTree.Ownership owned(int uid) {
        return new FileTree.Ownership(uid, uid, "rw-------", "rwx------");
    }

    /** Writes the files of the next start in place of the last one's. Only while nothing runs. */
    void configure(DeploymentFolder folder, Map<Path, String> files, int uid) throws IOException {
        FileTree.check(files);
        SafeDelete.tree(folder.config());
        FileTree.write(
                folder.config(),
                files,
                uid < 0
                        ? new FileTree.Ownership(-1, -1, "rw-------", "rwx------")
                        : new FileTree.Ownership(-1, uid, "rw-r-----", "rwxr-x---"));
    }

    /** Puts the folder out of sight in one rename, then deletes it at leisure; asked again it goes on with the rest. */
    void remove(WorkloadName name, Fence fence) {
        DeploymentFolder folder = root.deployment(name);
        List<Path> unfinished;
        try {
            try (Control.Entered entered = Control.enter(root, name, fence)) {
                switch (sight.lookAlone(name)) {
                    case Sight.Seen.Nothing nothing -> {}
                    case Sight.Seen.Stopped stopped -> {
                        if (!stopped.leftovers()) {
                            Files.move(folder.path(), root.trash(name, entered.id()), StandardCopyOption.ATOMIC_MOVE);
                        }
                    }
                    case Sight.Seen.Running running -> throw stillRuns(name);
                    case Sight.Seen.Remnants remnants -> throw stillRuns(name);
                    case Sight.Seen.Unclear unclear ->
                        throw new RuntimeFailure.Passing(name + " is not removed: " + unclear.why());
                }
                unfinished = root.unfinished(name);
            }
            for (Path left : unfinished) {
                SafeDelete.tree(left);
            }
            for (Path trash : root.trashOf(name)) {
                delete(name, trash);
            }
            views.remove(folder.path());
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the folder of " + name + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static RuntimeFailure stillRuns(WorkloadName name) {
        return new RuntimeFailure.Passing(name + " is not removed: it still runs; stop it first");
    }

    private void delete(WorkloadName name, Path trash) throws IOException {
        int uid = (Integer) Files.getAttribute(trash, "unix:gid", LinkOption.NOFOLLOW_LINKS);
        List<String> recorded = Launched.read(new DeploymentFolder(trash).record())
                .map(l -> l.start().cgroups())
                .orElse(List.of());
        SafeDelete.tree(trash);
        if (users.areOwn()) {
            users.claims().release(uid, root.deployment(name).path());
        }
        cgroups.remove(name, recorded);
    }
}
