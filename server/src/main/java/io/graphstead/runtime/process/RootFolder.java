package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Where everything lies below the runtime root.
 *
 * <pre>
 * host-id                      names this host in the fleet
 * starts                       touched by every start, so that a server notices those of another one
 * fences/NAME                  highest fence seen and the ticket of the latest effect; outlives the deployment, so that a
 *                              control plane that was left behind cannot bring a removed one back
 * engines/ENGINE/VERSION/      installed programs
 * deployments/NAME/            one deployment, see {@link DeploymentFolder}
 * deployments/.NAME.tmp/       a volume in the making
 * deployments/.NAME.F.X.tmp/   a volume that is being copied from another, by whoever has the fence F
 * deployments/.NAME.X.trash/   a deployment in removal
 * </pre>
 */
final class RootFolder {
    private final Path root;
    private final String hostId;

    private RootFolder(Path root, String hostId) {
        this.root = root;
        this.hostId = hostId;
    }

    /** Makes what is missing. The folders let every uid pass, so that engines reach their own, and list nothing. */
    static RootFolder open(Path root) {
        try {
            if (!Files.isDirectory(root)) {
                if (root.getParent() != null) {
                    Files.createDirectories(root.getParent());
                }
                make(root, "rwx--x--x");
            }
            Path real = root.toRealPath(); // the kernel names open files by it
            make(real.resolve("deployments"), "rwx--x--x");
            make(real.resolve("engines"), "rwxr-xr-x");
            make(real.resolve("fences"), "rwx------");
            return new RootFolder(real, hostId(real.resolve("host-id")));
        } catch (IOException e) {
            throw new RuntimeFailure.Lasting(
                    "the runtime folder " + root + " cannot be used (" + e.getMessage()
                            + "); make it writable for the server's user or set runtime.root to another folder",
                    e);
        }
    }

    private static void make(Path folder, String permissions) throws IOException {
        try {
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Several servers may start at once: the id that was there first is everybody's. */
    private static String hostId(Path file) throws IOException {
        if (!Files.exists(file)) {
            Path mine = Files.createTempFile(file.getParent(), ".host-id", ".tmp");
            Files.writeString(mine, UUID.randomUUID() + "\n");
            try {
                Files.createLink(file, mine);
            } catch (FileAlreadyExistsException e) {
                // another server was first
            }
            Files.delete(mine);
        }
        return Files.readString(file).strip();
    }

    String hostId() {
        return hostId;
    }

    Path path() {
        return root;
    }

    Path engines() {
        return root.resolve("engines");
    }

    Path starts() {
        return root.resolve("starts");
    }

    Path fences() {
        return root.resolve("fences");
    }

    Path control(WorkloadName name) {
        return fences().resolve(name.value());
    }

    Path deployments() {
        return root.resolve("deployments");
    }

    DeploymentFolder deployment(WorkloadName name) {
        return new DeploymentFolder(deployments().resolve(name.value()));
    }

    /** Where a volume is made before it appears under its name. */
    DeploymentFolder inTheMaking(WorkloadName name) {
        return new DeploymentFolder(deployments().resolve("." + name + ".tmp"));
    }

    /** Where a volume is copied to before it appears under its name. */
    DeploymentFolder inTheCopying(WorkloadName name, Fence fence, String ticket) {
        return new DeploymentFolder(deployments().resolve("." + name + "." + fence.value() + "." + ticket + ".tmp"));
    }

    /** What tries to make this volume that did not come to their end left. */
    List<Path> unfinished(WorkloadName name) {
        return list("." + name + ".*tmp");
    }

    Path trash(WorkloadName name, String ticket) {
        return deployments().resolve("." + name + "." + ticket + ".trash");
    }

    /** What removals of this name that did not come to their end left. */
    List<Path> trashOf(WorkloadName name) {
        return list("." + name + ".*.trash");
    }

    /** Every name that anything exists under, if only leftovers. */
    Set<WorkloadName> names() {
        Set<WorkloadName> names = new TreeSet<>(java.util.Comparator.comparing(WorkloadName::value));
        for (Path folder : list("*")) {
            String name = folder.getFileName().toString();
            names.add(new WorkloadName(name.startsWith(".") ? name.substring(1, name.indexOf('.', 1)) : name));
        }
        return names;
    }

    private List<Path> list(String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(deployments(), glob)) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && folder.getFileName()
                                .toString()
                                .matches("[a-z0-9][a-z0-9-]{0,62}|\\.[a-z0-9-]+\\..*(tmp|trash)")) {
                    found.add(folder);
                }
            }
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the folder " + deployments() + " cannot be listed: " + e.getMessage(), e);
        }
        return found;
    }
}
