package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a volume from another's content at one moment. It is copied beside under a name of this try alone, and counts
 * from its rename on, which the fence guards; whoever tries again throws away what earlier tries left.
 */
final class VolumeCopies {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeCopies.class);

    private final RootFolder root;
    private final Volumes volumes;
    private final FrozenPart frozenPart;
    private final Admission admission;

    VolumeCopies(RootFolder root, Volumes volumes, FrozenPart frozenPart, Admission admission) {
        this.root = root;
        this.volumes = volumes;
        this.frozenPart = frozenPart;
        this.admission = admission;
    }

    void make(WorkloadName name, Fence fence, VolumeCopy copy, InstallProgress progress) {
        Optional<DeploymentFolder> making = begin(name, fence, copy.source());
        if (making.isEmpty()) {
            return;
        }
        DeploymentFolder folder = making.get();
        try {
            int uid = volumes.claim(root.deployment(name));
            Volumes.frame(folder, uid);
            Path keep = folder.path().resolve("contents");
            DeploymentFolder source = root.deployment(copy.source());
            try (MomentCopy moment = new MomentCopy(
                    copy.source(), source.data(), keep, copy.leaveOut(), frozenPart, admission, progress)) {
                moment.take();
                moment.putTogether(folder.data(), uid);
            }
            Volumes.owned(uid).apply(folder.data());
            Files.delete(keep);
            finish(name, fence, folder);
        } catch (IOException e) {
            frozenPart.checkVolume(copy.source());
            throw failed(name, copy.source(), e);
        } finally {
            discard(folder.path());
        }
    }

    private static RuntimeFailure failed(WorkloadName name, WorkloadName source, IOException e) {
        return new RuntimeFailure.Passing(
                "the data of " + source + " cannot be copied for " + name + ": " + e.getMessage(), e);
    }

    /** Empty when there is a volume already. */
    private Optional<DeploymentFolder> begin(WorkloadName name, Fence fence, WorkloadName source) {
        DeploymentFolder making;
        List<Path> left;
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            if (root.deployment(name).exists()) {
                return Optional.empty();
            }
            left = root.unfinished(name);
            making = root.inTheCopying(name, fence, entered.id());
        }
        frozenPart.checkVolume(source);
        try {
            for (Path one : left) {
                SafeDelete.tree(one);
            }
        } catch (IOException e) {
            throw failed(name, source, e);
        }
        admission.checkDisk();
        return Optional.of(making);
    }

    private void finish(WorkloadName name, Fence fence, DeploymentFolder making) throws IOException {
        // Outside, since it takes as long as the disk does.
        try (Descriptor folder = Descriptor.ofFolder(making.path())) {
            LinuxFiles.sync(folder);
        }
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            DeploymentFolder folder = root.deployment(name);
            if (!folder.exists()) {
                Files.move(making.path(), folder.path(), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void discard(Path making) {
        try {
            SafeDelete.tree(making);
        } catch (IOException e) {
            LOG.warn("An unfinished copy stays in {} until it is tried again: {}", making, e.getMessage());
        }
    }
}
