package io.graphstead.runtime.process;

import io.graphstead.runtime.Reservation;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cgroup of its own for each workload, below the one that the server is in, wherever the system allows: v1 has a tree
 * per controller, v2 one for all. The launcher puts itself into it before it becomes the engine.
 */
final class Cgroups {
    private static final Logger LOG = LoggerFactory.getLogger(Cgroups.class);
    private static final String V2 = "unified";

    /** By controller; {@link #V2} for the tree of all. Folders below which each workload's own is made. */
    private final Map<String, Path> parents = new LinkedHashMap<>();

    private final List<String> holds = new ArrayList<>();
    private final List<String> lacks = new ArrayList<>();

    private Cgroups() {}

    static Cgroups find(String hostId) {
        try {
            return find(
                    Files.readAllLines(Path.of("/proc/self/mountinfo")),
                    Files.readAllLines(Path.of("/proc/self/cgroup")),
                    hostId);
        } catch (IOException e) {
            Cgroups none = new Cgroups();
            none.lacks.add("limits on memory and processors: /proc tells nothing of cgroups (" + e.getMessage() + ")");
            return none;
        }
    }

    /** @param mountinfo and own: the lines of the files of these names below {@code /proc/self} */
    static Cgroups find(List<String> mountinfo, List<String> own, String hostId) {
        Cgroups cgroups = new Cgroups();
        String folder = "graphstead-" + hostId.substring(0, 8);
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("memory", "memory limit");
        wanted.put("cpu", "processor limit");
        wanted.put("freezer", "freezing");
        CgroupMounts mounts = CgroupMounts.parse(mountinfo, own);
        List<String> leftToV2 = new ArrayList<>();
        wanted.forEach((controller, what) -> {
            Optional<Path> at = mounts.v1(controller);
            if (at.isEmpty()) {
                leftToV2.add(controller);
            } else if (makeFolder(at.get().resolve(folder))) {
                cgroups.parents.put(controller, at.get().resolve(folder));
                cgroups.holds.add(what + " (cgroup v1)");
            } else {
                cgroups.lacks.add(what + ": no cgroup can be made below " + at.get());
            }
        });
        if (!leftToV2.isEmpty()) {
            Optional<String> obstacle = mounts.v2().isEmpty()
                    ? Optional.of("no cgroups are mounted")
                    : CgroupV2.prepare(mounts.v2().get(), folder);
            if (obstacle.isEmpty()) {
                cgroups.parents.put(V2, CgroupV2.base(mounts.v2().orElseThrow()).resolve(folder));
                leftToV2.forEach(c -> cgroups.holds.add(wanted.get(c) + " (cgroup v2)"));
            } else {
                leftToV2.forEach(c -> cgroups.lacks.add(wanted.get(c) + ": " + obstacle.get()));
            }
        }
        return cgroups;
    }

    List<String> holds() {
        return holds;
    }

    List<String> lacks() {
        return lacks;
    }

    /** Makes the workload's cgroups with its limits and answers their folders. */
    List<Path> prepare(WorkloadName name, Reservation limits) {
        List<Path> made = new ArrayList<>();
        parents.forEach((controller, parent) -> {
            Path group = parent.resolve(name.value());
            if (!makeFolder(group)) {
                throw new RuntimeFailure.Passing("the cgroup " + group + " cannot be made");
            }
            limits(controller, limits).forEach((file, value) -> write(group.resolve(file), value));
            made.add(group);
        });
        return made;
    }

    private static Map<String, String> limits(String controller, Reservation limits) {
        long bytes = limits.memoryMb() * 1024 * 1024;
        long quota = Math.max(1000, Math.round(limits.cpus() * 100_000));
        Map<String, String> files = new LinkedHashMap<>();
        switch (controller) {
            case "memory" -> files.put("memory.limit_in_bytes", bytes > 0 ? Long.toString(bytes) : "-1");
            case "cpu" -> {
                files.put("cpu.cfs_period_us", "100000");
                files.put("cpu.cfs_quota_us", limits.cpus() > 0 ? Long.toString(quota) : "-1");
            }
            case V2 -> {
                files.put("memory.max", bytes > 0 ? Long.toString(bytes) : "max");
                files.put("cpu.max", limits.cpus() > 0 ? quota + " 100000" : "max 100000");
            }
            default -> {} // the freezer has none
        }
        return files;
    }

    /** Lets a frozen workload go on: frozen, it would not even notice that it is killed. */
    static void thaw(List<String> groups) {
        for (String group : groups) {
            Path v1 = Path.of(group, "freezer.state");
            Path v2 = Path.of(group, "cgroup.freeze");
            if (Files.exists(v1)) {
                write(v1, "THAWED");
            }
            if (Files.exists(v2)) {
                write(v2, "0");
            }
        }
    }

    /** The one of the groups that can be frozen, if there is one. */
    static Optional<Path> freezer(List<String> groups) {
        return groups.stream()
                .map(Path::of)
                .filter(g -> Files.exists(g.resolve("freezer.state")) || Files.exists(g.resolve("cgroup.freeze")))
                .findFirst();
    }

    /** Begins to freeze all that is in a group; {@link #isFrozen} tells when it is done. */
    static void freeze(Path freezer) {
        Path v1 = freezer.resolve("freezer.state");
        if (Files.exists(v1)) {
            write(v1, "FROZEN");
        } else {
            write(freezer.resolve("cgroup.freeze"), "1");
        }
    }

    /** Whether everything in a group stands still: what was in a call of the kernel's has come out of it first. */
    static boolean isFrozen(Path freezer) {
        try {
            Path v1 = freezer.resolve("freezer.state");
            return Files.exists(v1)
                    ? Files.readString(v1).strip().equals("FROZEN")
                    : Files.readAllLines(freezer.resolve("cgroup.events")).contains("frozen 1");
        } catch (IOException e) {
            return false;
        }
    }

    /** Everything that is in the groups. */
    static List<Long> members(List<String> groups) {
        List<Long> pids = new ArrayList<>();
        for (String group : groups) {
            try {
                for (String pid : Files.readAllLines(Path.of(group, "cgroup.procs"))) {
                    if (!pids.contains(Long.parseLong(pid))) {
                        pids.add(Long.parseLong(pid));
                    }
                }
            } catch (IOException e) {
                // this group is gone
            }
        }
        return pids;
    }

    /** Memory of all in the groups in bytes, what could be dropped at once not counted; empty when none counts it. */
    static Optional<Long> memoryBytes(List<String> groups) {
        for (String group : groups) {
            for (String key : List.of("total_rss ", "anon ")) {
                try {
                    for (String line : Files.readAllLines(Path.of(group, "memory.stat"))) {
                        if (line.startsWith(key)) {
                            return Optional.of(
                                    Long.parseLong(line.substring(key.length()).strip()));
                        }
                    }
                } catch (IOException e) {
                    // counts no memory
                }
            }
        }
        return Optional.empty();
    }

    /** Removes the groups of a workload that has ended: those it was in and those that it would get now. */
    void remove(WorkloadName name, List<String> recorded) {
        List<Path> groups = new ArrayList<>(recorded.stream().map(Path::of).toList());
        parents.values().forEach(parent -> groups.add(parent.resolve(name.value())));
        for (Path group : groups) {
            try {
                Files.deleteIfExists(group);
            } catch (IOException e) {
                LOG.warn("The cgroup {} of a removed deployment stays: {}", group, e.getMessage());
            }
        }
    }

    /** Takes the folders of version 1 away again if no workload is in them; the next start of one makes them anew. */
    void tidy() {
        parents.forEach((controller, parent) -> {
            if (!controller.equals(V2)) {
                try {
                    Files.deleteIfExists(parent);
                } catch (IOException e) {
                    // in use, as it should be
                }
            }
        });
    }

    private static boolean makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static void write(Path file, String value) {
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(
                    "the limit " + value + " cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** The memory that the server's own cgroups leave to it, in bytes; empty when they set no limit. */
    static Optional<Long> ownLimitBytes() {
        try {
            CgroupMounts mounts = CgroupMounts.parse(
                    Files.readAllLines(Path.of("/proc/self/mountinfo")),
                    Files.readAllLines(Path.of("/proc/self/cgroup")));
            List<Long> limits = new ArrayList<>();
            mounts.v1("memory").ifPresent(p -> limits.addAll(limitsUpwards(p, "memory.limit_in_bytes")));
            mounts.v2().ifPresent(p -> limits.addAll(limitsUpwards(p, "memory.max")));
            return limits.stream().min(Long::compare);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Long> limitsUpwards(Path group, String file) {
        List<Long> limits = new ArrayList<>();
        for (Path at = group; at != null && Files.exists(at.resolve("cgroup.procs")); at = at.getParent()) {
            try {
                String limit = Files.readString(at.resolve(file)).strip();
                if (limit.matches("\\d{1,18}")) {
                    limits.add(Long.parseLong(limit));
                }
            } catch (NoSuchFileException e) {
                // the topmost group has no limits
            } catch (IOException e) {
                LOG.debug("{} cannot be read: {}", at.resolve(file), e.getMessage());
            }
        }
        return limits;
    }
}
