package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a workload's own user comes to its folders. A folder below one that others may not enter, such as root's home, is
 * bound to a place that everybody can reach, in a mount namespace that only this workload is in.
 */
final class Views {
    private final ProcessUsers users;
    private final Path mountPoint;
    private final boolean canMount;

    Views(Tools tools, ProcessUsers users, Path mountPoint) {
        this.users = users;
        this.mountPoint = mountPoint;
        this.canMount = users.areOwn()
                && tools.has("unshare")
                && tools.has("mount")
                && Tools.run(List.of(tools.path("unshare"), "-m", tools.path("env"), "true"));
    }

    /**
     * What one workload sees.
     *
     * @param binds where each real folder is shown that cannot be reached itself
     */
    record View(Map<Path, Path> binds) {
        View {
            binds = Map.copyOf(binds);
        }

        /** A path of this machine, as the workload sees it. */
        Path seen(Path real) {
            for (Map.Entry<Path, Path> bind : binds.entrySet()) {
                if (real.startsWith(bind.getKey())) {
                    return bind.getValue().resolve(bind.getKey().relativize(real));
                }
            }
            return real;
        }
    }

    /** What keeps a folder from being shown, with the remedy. */
    Optional<String> obstacle(Path folder) {
        if (users.canReach(folder) || canMount) {
            return Optional.empty();
        }
        return Optional.of("databases run as users of their own and cannot enter " + folder
                + ", since a folder above it is closed to others; open it (chmod o+x) or set runtime.root to a folder"
                + " such as /var/lib/graphstead/runtime");
    }

    /**
     * @param deployments where all workloads' folders are
     * @param deployment this one's, which its user can reach when it can reach the former
     * @param programs folders of programs that it runs
     */
    View of(Path deployments, Path deployment, List<Path> programs) {
        Map<Path, Path> binds = new LinkedHashMap<>();
        if (!users.canReach(deployments)) {
            bind(binds, deployments, deployment);
        }
        for (Path folder : programs) {
            if (!users.canReach(folder)) {
                bind(binds, folder, folder);
            }
        }
        return new View(binds);
    }

    private void bind(Map<Path, Path> binds, Path unreachable, Path folder) {
        obstacle(unreachable).ifPresent(why -> {
            throw new RuntimeFailure.Lasting(why);
        });
        Path place = placeOf(folder);
        try {
            if (Files.notExists(mountPoint)) {
                Files.createDirectories(mountPoint);
                Files.setPosixFilePermissions(mountPoint, PosixFilePermissions.fromString("rwx--x--x"));
            }
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new RuntimeFailure.Lasting(
                    "the folder " + place + " cannot be made (" + e.getMessage() + "); set runtime.mount-point", e);
        }
        binds.put(folder, place);
    }

    /** Forgets the place of a removed deployment's folder; it is empty but for those that see through it. */
    void remove(Path deployment) {
        Path place = placeOf(deployment);
        try {
            Files.deleteIfExists(place);
        } catch (IOException e) {
            // an empty folder below /run, gone with the next start of the machine
        }
    }

    private Path placeOf(Path folder) {
        return mountPoint.resolve(folder.getFileName() + "-"
                + HexFormat.of().toHexDigits(folder.toString().hashCode()));
    }
}
