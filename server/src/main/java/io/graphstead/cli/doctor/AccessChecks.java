package io.graphstead.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who we are and what we, and the users that engines run as, may enter.
 *
 * @param root where {@code proc} is; the root folder but in tests
 */
public record AccessChecks(Path root) {
    /** Engines get user ids from ranges below this; a container may know fewer. */
    private static final long USER_IDS_WANTED = 65_536;

    /** What is needed to give a process and its folder to another user: CHOWN, KILL, SETGID, SETUID in the kernel's bits. */
    private static final long CAPABILITIES = 1L | 1L << 5 | 1L << 6 | 1L << 7;

    public Finding user() {
        if (userId() != 0) {
            return Finding.warning(
                    "user",
                    "not root: all databases run as this user and could read each other's files",
                    "run the server as root to give each database a user of its own");
        }
        if ((capabilities() & CAPABILITIES) != CAPABILITIES) {
            return Finding.warning(
                    "user",
                    "root without the right to act as other users",
                    "give the container the capabilities CHOWN, KILL, SETGID and SETUID, or databases share one user");
        }
        long known = lines("proc/self/uid_map").stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length == 3)
                .mapToLong(words -> Long.parseLong(words[0]) + Long.parseLong(words[2]))
                .max()
                .orElse(Long.MAX_VALUE);
        return known < USER_IDS_WANTED
                ? Finding.warning(
                        "user",
                        "root in a container that knows only " + known + " user ids",
                        "map at least " + USER_IDS_WANTED + ", or databases share one user")
                : Finding.ok("user", "root: each database runs as a user of its own");
    }

    public Finding dataFolder(Path folder) {
        Path there = MachineChecks.nearestExisting(folder);
        if (!Files.isDirectory(there)) {
            return Finding.problem("data folder", there + " is a file", "name a folder by --data");
        }
        if (!Files.isWritable(there)) {
            return Finding.problem(
                    "data folder",
                    there + " cannot be written",
                    "give this user the folder, or name another by --data");
        }
        Optional<Path> closed = userId() == 0 ? closedToOthers(there) : Optional.empty();
        return closed.map(path -> Finding.warning(
                        "data folder",
                        there + " can be written, but other users, as which databases run, cannot enter " + path,
                        "put the data folder elsewhere, such as /var/lib/graphstead, or allow entering: chmod o+x "
                                + path))
                .orElseGet(() -> Finding.ok("data folder", there + " can be written"));
    }

    /** The first folder on the way to {@code path} that users other than its owner may not enter. */
    static Optional<Path> closedToOthers(Path path) {
        List<Path> way = new ArrayList<>();
        for (Path each = path.toAbsolutePath().normalize(); each != null; each = each.getParent()) {
            way.add(each);
        }
        return way.reversed().stream()
                .filter(Files::isDirectory)
                .filter(each -> {
                    try {
                        return !Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE);
                    } catch (IOException e) {
                        return true;
                    }
                })
                .findFirst();
    }

    private long userId() {
        return status("Uid:").map(text -> Long.parseLong(text.split("\\s+")[1])).orElse(-1L);
    }

    private long capabilities() {
        return status("CapEff:").map(text -> Long.parseUnsignedLong(text, 16)).orElse(0L);
    }

    private Optional<String> status(String name) {
        return lines("proc/self/status").stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
