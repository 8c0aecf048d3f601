package io.graphstead.cli.doctor;

import io.graphstead.runtime.PortRange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Memory, disk, open files, cgroups, ports.
 *
 * @param root where {@code proc} and {@code sys} are; the root folder but in tests
 */
public record MachineChecks(Path root) {
    private static final long SERVER_AND_POSTGRESQL_MB = 600;
    private static final long SMALLEST_DATABASE_MB = 762;

    public Finding memory() {
        long total = meminfo("MemTotal:");
        long available = meminfo("MemAvailable:");
        String what = available + " MB available of " + total + " MB";
        if (total == 0) {
            return Finding.warning("memory", "cannot be read from /proc/meminfo", "run on Linux");
        }
        if (available < SERVER_AND_POSTGRESQL_MB + SMALLEST_DATABASE_MB) {
            return Finding.problem(
                    "memory",
                    what,
                    "the server takes some " + SERVER_AND_POSTGRESQL_MB + " MB and the smallest Neo4j "
                            + SMALLEST_DATABASE_MB + " MB: stop other programs or use a larger machine");
        }
        return Finding.ok(
                "memory",
                what + ", room for " + (available - SERVER_AND_POSTGRESQL_MB) / SMALLEST_DATABASE_MB
                        + " of the smallest databases");
    }

    /** @param folder a folder that may not exist yet: the nearest one above it that does is looked at */
    public Finding disk(Path folder) {
        Path there = nearestExisting(folder);
        try {
            long free = Files.getFileStore(there).getUsableSpace() >> 20;
            String what = free + " MB free where " + there + " is";
            if (free < 1024) {
                return Finding.problem("disk", what, "make room: under 1024 MB nothing is created or installed");
            }
            return free < 5 * 1024
                    ? Finding.warning(
                            "disk", what, "an engine takes 150 MB and each database some more; make room soon")
                    : Finding.ok("disk", what);
        } catch (IOException e) {
            return Finding.problem("disk", "free space at " + there + " cannot be read: " + e.getMessage(), "mount it");
        }
    }

    public Finding openFiles() {
        for (String line : lines("proc/self/limits")) {
            if (line.startsWith("Max open files")) {
                String[] words =
                        line.substring("Max open files".length()).strip().split("\\s+");
                long hard = words[1].equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(words[1]);
                String what = "up to " + words[1] + " per process";
                String remedy = "raise the hard limit: LimitNOFILE in the systemd unit, or nofile in limits.conf";
                if (hard < 1024) {
                    return Finding.problem("open files", what, remedy);
                }
                return hard < 8192
                        ? Finding.warning("open files", what + "; many indexes or connections need more", remedy)
                        : Finding.ok("open files", what);
            }
        }
        return Finding.warning("open files", "the limit cannot be read from /proc/self/limits", "run on Linux");
    }

    public Finding cgroups() {
        Path cgroups = root.resolve("sys/fs/cgroup");
        String remedy =
                "memory is then limited by each engine's own settings only; to have the system enforce it, run as"
                        + " root, or by systemd with Delegate=yes";
        if (Files.exists(cgroups.resolve("cgroup.controllers"))) {
            List<String> controllers = List.of(
                    String.join(" ", lines("sys/fs/cgroup/cgroup.controllers")).split("\\s+"));
            List<String> lacking = lackingOf(controllers);
            Path own = ownCgroup("0::", cgroups);
            if (!lacking.isEmpty()) {
                return Finding.warning("cgroups", "version 2 without " + String.join(", ", lacking), remedy);
            }
            return Files.isWritable(own)
                    ? Finding.ok("cgroups", "version 2: " + String.join(", ", controllers))
                    : Finding.warning("cgroups", "version 2, but " + own + " cannot be written", remedy);
        }
        List<String> controllers = List.of("memory", "cpu", "freezer").stream()
                .filter(name -> Files.isWritable(cgroups.resolve(name)))
                .toList();
        List<String> lacking = lackingOf(controllers);
        if (!lacking.isEmpty()) {
            return Finding.warning("cgroups", "not there or not writable: " + String.join(", ", lacking), remedy);
        }
        return Finding.ok("cgroups", "version 1: " + String.join(", ", controllers));
    }

    public Finding serverPort(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return Finding.ok("port " + port, "free");
        } catch (IOException e) {
            return Finding.warning(
                    "port " + port,
                    "cannot be listened on: " + e.getMessage(),
                    "fine if it is Graphstead that runs there; else choose another by --port");
        }
    }

    /** @param range the ports that databases' processes listen on */
    public Finding processPorts(PortRange range) {
        String subject = "ports " + range.first() + "-" + range.last();
        Set<Integer> taken = listening();
        long inRange = taken.stream()
                .filter(port -> range.first() <= port && port <= range.last())
                .count();
        long free = range.last() - range.first() + 1 - inRange;
        if (free < 2) {
            return Finding.problem(subject, "none is free", "give databases another range of ports");
        }
        List<String> ephemeral = lines("proc/sys/net/ipv4/ip_local_port_range");
        if (!ephemeral.isEmpty()) {
            String[] ends = ephemeral.getFirst().strip().split("\\s+");
            if (Integer.parseInt(ends[0]) <= range.last() && range.first() <= Integer.parseInt(ends[1])) {
                return Finding.warning(
                        subject,
                        "outgoing connections of this machine use " + ends[0] + "-" + ends[1] + " as well",
                        "give databases a range outside of it, or a port may be taken when one starts");
            }
        }
        return Finding.ok(subject, free + " free");
    }

    private static List<String> lackingOf(List<String> controllers) {
        return List.of("memory", "cpu").stream()
                .filter(name -> !controllers.contains(name))
                .toList();
    }

    private Path ownCgroup(String prefix, Path cgroups) {
        return lines("proc/self/cgroup").stream()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .map(line -> cgroups.resolve(line.substring(prefix.length()).replaceFirst("^/+", "")))
                .orElse(cgroups);
    }

    /** Ports with a listening TCP socket: state 0A in the kernel's tables. */
    private Set<Integer> listening() {
        Set<Integer> ports = new HashSet<>();
        List<String> sockets = new ArrayList<>(lines("proc/net/tcp"));
        sockets.addAll(lines("proc/net/tcp6"));
        for (String socket : sockets) {
            String[] words = socket.strip().split("\\s+");
            if (words.length > 3 && words[3].equals("0A")) {
                ports.add(Integer.parseInt(words[1].substring(words[1].lastIndexOf(':') + 1), 16));
            }
        }
        return ports;
    }

    private long meminfo(String name) {
        return lines("proc/meminfo").stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                .findFirst()
                .orElse(0);
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    static Path nearestExisting(Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there)) {
            Path parent = there.getParent();
            if (parent == null) {
                return there;
            }
            there = parent;
        }
        return there;
    }
}
