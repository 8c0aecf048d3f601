package io.graphstead.platform.database;

import io.graphstead.platform.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As whom, and in which view of the file system, PostgreSQL's programs run. PostgreSQL refuses to run as root, so for root
 * it is another user; where that user cannot reach the data folder, because it lies in somebody's home, the programs get a
 * mount namespace of their own in which the folder is bound to a place that can be reached.
 */
final class PostgresPlace {
    /** Hides what lies at $1 behind an empty file system in memory, binds $2 there, becomes the rest of the arguments. */
    private static final String BIND =
            "mount -t tmpfs -o mode=0755,size=64k graphstead \"$1\" && mkdir \"$1/graphstead\""
                    + " && mount --bind \"$2\" \"$1/graphstead\" && shift 2 && exec \"$@\"";

    private final Path folder;
    private final Optional<OtherUser> user;
    private final Optional<Path> hidden;
    private final String version;

    private PostgresPlace(Path folder, Optional<OtherUser> user, Optional<Path> hidden, String version) {
        this.folder = folder;
        this.user = user;
        this.hidden = hidden;
        this.version = version;
    }

    private record OtherUser(String name, String group) {}

    /**
     * Finds a way in which the programs can be run, by running one.
     *
     * @param folder that holds software and data
     * @param userName who runs them if this process is root's
     * @throws CannotStart naming the folder and the remedy, if there is no way
     */
    static PostgresPlace find(Path folder, Path software, String userName) {
        Optional<OtherUser> user = isRoot() ? Optional.of(lookUp(userName)) : Optional.empty();
        List<String> asksVersion = List.of(software.resolve("bin/postgres").toString(), "--version");
        Finished direct = new PostgresPlace(folder, user, Optional.empty(), "").run(asksVersion);
        if (direct.succeeded()) {
            return new PostgresPlace(folder, user, Optional.empty(), direct.output());
        }
        if (user.isEmpty()) {
            throw new CannotStart("PostgreSQL in " + software + " does not run: " + direct.output()
                    + "; is the file system mounted noexec? Choose another folder with --data");
        }
        Optional<Path> hidden = Stream.of("/run", "/mnt", "/srv")
                .map(Path::of)
                .filter(place -> Files.isDirectory(place) && !folder.startsWith(place))
                .findFirst();
        PostgresPlace bound = new PostgresPlace(folder, user, hidden, "");
        Finished inNamespace =
                bound.run(List.of(bound.inside(software.resolve("bin/postgres")).toString(), "--version"));
        if (inNamespace.succeeded()) {
            return new PostgresPlace(folder, user, hidden, inNamespace.output());
        }
        throw new CannotStart("PostgreSQL runs as " + userName + ", who cannot use " + folder + " (" + direct.output()
                + "), and it could not be bound elsewhere (" + inNamespace.output() + "); choose a data folder that "
                + userName + " can reach with --data, such as /var/lib/graphstead, or let " + userName
                + " pass through the folders above it (chmod o+x)");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException noProc) {
            throw new CannotStart("/proc is needed to look after PostgreSQL, and cannot be read: " + noProc, noProc);
        }
    }

    private static OtherUser lookUp(String name) {
        try (Stream<String> users = Files.lines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
            return users.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length >= 4 && fields[0].equals(name) && !fields[2].equals("0"))
                    .map(fields -> new OtherUser(name, fields[3]))
                    .findFirst()
                    .orElseThrow(() -> new CannotStart("the server runs as root, so PostgreSQL must run as somebody"
                            + " else, but " + name + " does not stand in /etc/passwd (or is root too); name another"
                            + " user in postgres.user"));
        } catch (IOException unreadable) {
            throw new CannotStart("/etc/passwd cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Such as {@code 18}. */
    String majorVersion() {
        return version.replaceAll("^\\D*(\\d+).*", "$1");
    }

    /** Where the programs see a path that lies below the folder. */
    Path inside(Path path) {
        return hidden.map(place -> place.resolve("graphstead").resolve(folder.relativize(path)))
                .orElse(path);
    }

    /** Gives a path and all below it to the user whom the programs run as. */
    void giveAway(Path path) throws IOException {
        if (user.isEmpty()) {
            return;
        }
        UserPrincipal owner = FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(user.get().name());
        if (Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> content = Files.walk(path)) {
            all = new ArrayList<>(content.toList());
        }
        // The folder itself last: as long as it is not the user's, the next start goes on here.
        for (Path each : all.reversed()) {
            Files.getFileAttributeView(each, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setOwner(owner);
        }
    }

    /** A process that runs the program in a session of its own, without any of this one's environment. */
    ProcessBuilder process(List<String> program) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        hidden.ifPresent(place -> command.addAll(
                List.of("unshare", "--mount", "--", "sh", "-c", BIND, "sh", place.toString(), folder.toString())));
        user.ifPresent(other -> command.addAll(List.of(
                "setpriv",
                "--reuid=" + other.name(),
                "--regid=" + other.group(),
                "--clear-groups",
                "--bounding-set=-all",
                "--no-new-privs",
                "--")));
        command.addAll(program);
        ProcessBuilder process =
                new ProcessBuilder(command).directory(Path.of("/").toFile());
        process.environment().clear();
        process.environment().putAll(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C", "TZ", "UTC"));
        return process.redirectErrorStream(true);
    }

    /** Runs a program to its end. */
    Finished run(List<String> program) {
        try {
            Process process = process(program).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Finished(process.waitFor(), output);
        } catch (IOException missing) {
            throw new CannotStart(
                    "a program that starts PostgreSQL is missing: " + missing.getMessage()
                            + "; setsid, setpriv and unshare come with the package util-linux",
                    missing);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart("the start was interrupted", stopped);
        }
    }

    /** How a program ended and all that it said. */
    record Finished(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }
}
