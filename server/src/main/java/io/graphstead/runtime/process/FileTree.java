package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Writes files that come from elsewhere into a folder that only the server can write to, and gives them to whom they are
 * for.
 */
final class FileTree {
    private FileTree() {}

    /**
     * Whom files and folders are given to.
     *
     * @param uid owner; -1: as it is
     * @param gid group; -1: as it is
     */
    record Ownership(int uid, int gid, String files, String folders) {
        void apply(Path path) throws IOException {
            boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(folder ? folders : files));
            if (uid >= 0) {
                Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            }
            if (gid >= 0) {
                Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** Refuses names that lead out of the folder that they are meant for. */
    static void check(Map<Path, String> files) {
        for (Path file : files.keySet()) {
            boolean leadsOut = file.isAbsolute() || file.toString().isEmpty();
            for (Path part : file) {
                leadsOut |= part.toString().equals("..") || part.toString().equals(".");
            }
            if (leadsOut) {
                throw new RuntimeFailure.Lasting(
                        "will not write a file named \"" + file + "\": only names below the deployment's own folder");
            }
        }
    }

    /** Makes the folder, which must not exist, with these files in it. */
    static void write(Path folder, Map<Path, String> files, Ownership ownership) throws IOException {
        check(files);
        Files.createDirectory(folder);
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path target = folder;
            for (Path part : file.getKey()) {
                if (!target.equals(folder) && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(target);
                    ownership.apply(target);
                }
                target = target.resolve(part);
            }
            Files.writeString(target, file.getValue());
            ownership.apply(target);
        }
        ownership.apply(folder);
    }
}
