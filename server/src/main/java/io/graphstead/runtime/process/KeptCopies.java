package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeContent;
import io.graphstead.runtime.VolumeEntries;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps copies beside volumes that are not just the stopped volume: of one moment, or of what comes from elsewhere. Each
 * is made under a name of this try alone, and counts from its rename on, which the fence guards; whoever tries again
 * throws away what earlier tries left.
 */
final class KeptCopies {
    private static final Logger LOG = LoggerFactory.getLogger(KeptCopies.class);

    private final RootFolder root;
    private final Sight sight;
    private final ProcessUsers users;
    private final FrozenPart frozenPart;
    private final Admission admission;

    KeptCopies(RootFolder root, Sight sight, ProcessUsers users, FrozenPart frozenPart, Admission admission) {
        this.root = root;
        this.sight = sight;
        this.users = users;
        this.frozenPart = frozenPart;
        this.admission = admission;
    }

    /** Fills a folder that does not exist yet. */
    private interface Filling {
        void fill(Path making, int uid) throws IOException;
    }

    void keepMoment(WorkloadName name, Fence fence, String label, Set<Path> leaveOut, InstallProgress progress) {
        frozenPart.checkVolume(name);
        keep(name, fence, label, (making, uid) -> {
            Path keep = making.resolveSibling("contents");
            try (MomentCopy moment = new MomentCopy(
                    name, root.deployment(name).data(), keep, leaveOut, frozenPart, admission, progress)) {
                moment.take();
                moment.putTogether(making, uid);
            }
        });
    }

    void make(WorkloadName name, Fence fence, String label, VolumeContent content) {
        frozenPart.checkVolume(name);
        admission.checkRoom(content.expectedBytes(), "what is put beside the data of " + name);
        keep(name, fence, label, (making, uid) -> {
            Files.createDirectory(making);
            try (CopyWriting writing = new CopyWriting(making, uid, content.most(), admission::checkDisk)) {
                content.source().writeTo(writing);
                writing.finish();
            }
        });
    }

    private void keep(WorkloadName name, Fence fence, String label, Filling filling) {
        Path copy = Copies.copy(root.deployment(name), label);
        try {
            Optional<Path> making = begin(name, fence, copy);
            if (making.isEmpty()) {
                return;
            }
            try {
                fill(name, fence, copy, making.get(), filling);
            } finally {
                discard(making.get());
            }
        } catch (IOException e) {
            frozenPart.checkVolume(name);
            throw new RuntimeFailure.Passing("a copy cannot be kept of " + name + ": " + e.getMessage(), e);
        }
    }

    /** Empty when it is kept already. */
    private Optional<Path> begin(WorkloadName name, Fence fence, Path copy) throws IOException {
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            admission.checkDisk();
            Files.createDirectories(copy.getParent());
            Files.setPosixFilePermissions(copy.getParent(), PosixFilePermissions.fromString("rwx------"));
            for (Path left : unfinished(copy)) {
                SafeDelete.tree(left);
            }
            Path making = copy.resolveSibling("." + copy.getFileName() + "." + fence.value() + "." + entered.id());
            Files.createDirectory(making);
            return Optional.of(making);
        }
    }

    /** Long, so nobody is kept out meanwhile. */
    private void fill(WorkloadName name, Fence fence, Path copy, Path making, Filling filling) throws IOException {
        int uid = users.of(root.deployment(name));
        Path whole = making.resolve("data");
        filling.fill(whole, uid);
        Volumes.owned(uid).apply(whole);
        try (Descriptor made = Descriptor.ofFolder(whole)) {
            LinuxFiles.sync(made);
        }
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            if (!Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(whole, copy, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** What tries to make this copy that did not come to their end left. */
    static List<Path> unfinished(Path copy) throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(copy.getParent(), "." + copy.getFileName() + ".*")) {
            found.forEach(left::add);
        } catch (NoSuchFileException e) {
            // no copy was ever kept
        }
        return left;
    }

    private static void discard(Path making) {
        try {
            SafeDelete.tree(making);
        } catch (IOException e) {
            LOG.warn("An unfinished copy stays in {} until it is tried again: {}", making, e.getMessage());
        }
    }

    void read(WorkloadName name, String label, VolumeEntries to) {
        Path copy = Copies.copy(root.deployment(name), label);
        if (!Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
            throw new RuntimeFailure.Lasting("no copy of the data of " + name + " is kept as " + label);
        }
        try {
            CopyReading.read(copy, to);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the copy of " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    void readVolume(WorkloadName name, VolumeEntries to) {
        frozenPart.checkVolume(name);
        Copies.checkStopped(sight, name);
        try {
            CopyReading.read(root.deployment(name).data(), to);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the data of " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
