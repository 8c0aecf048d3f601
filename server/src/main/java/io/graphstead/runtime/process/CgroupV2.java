package io.graphstead.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The extra conditions of cgroup v2: a group either has processes or passes limits on to groups below, never both. So the
 * server has to sit in a group of its own ({@code server}) beside those of the workloads. systemd makes it so with
 * {@code Delegate=yes} and {@code DelegateSubgroup=server}; in the topmost group, a container's, the server moves there by
 * itself. Anywhere else it would take limits into its own hands that are another's, so it does without.
 */
final class CgroupV2 {
    private static final String SERVER = "server";

    private CgroupV2() {}

    /** The group below which those of the workloads are made. */
    static Path base(Path own) {
        Path parent = own.getParent();
        return parent != null && own.endsWith(SERVER) ? parent : own;
    }

    /** Makes the folder for the workloads' groups with memory and processors to give; else says what prevents it. */
    static Optional<String> prepare(Path own, String folder) {
        Path base = base(own);
        boolean topmost = !Files.exists(base.resolve("cgroup.type")); // only the root of all has no type
        boolean namespaceRoot = Files.exists(base.resolve("cgroup.procs")) && !isCgroup(base.getParent());
        if (base.equals(own) && !topmost && !namespaceRoot) {
            return Optional.of("the server's cgroup " + own + " is not its alone; under systemd set Delegate=yes and"
                    + " DelegateSubgroup=server in the service");
        }
        try {
            String controllers =
                    " " + Files.readString(base.resolve("cgroup.controllers")).strip() + " ";
            if (!controllers.contains(" memory ") || !controllers.contains(" cpu ")) {
                return Optional.of("the cgroup " + base + " may not limit memory and processors");
            }
            if (base.equals(own) && !topmost) {
                Path server = Files.createDirectories(base.resolve(SERVER));
                for (String pid : Files.readAllLines(base.resolve("cgroup.procs"))) {
                    Files.writeString(server.resolve("cgroup.procs"), pid);
                }
            }
            Path parent = Files.createDirectories(base.resolve(folder));
            for (Path group : List.of(base, parent)) {
                Files.writeString(group.resolve("cgroup.subtree_control"), "+memory +cpu");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the cgroup " + base + " cannot be divided (" + e.getMessage() + ")");
        }
    }

    private static boolean isCgroup(@org.jspecify.annotations.Nullable Path folder) {
        return folder != null && Files.exists(folder.resolve("cgroup.procs"));
    }
}
