package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which uid belongs to which deployment's folder, for all servers of this machine: one file per uid, named by it, with the
 * folder's path inside. A claim whose folder is gone is free. Uids are given round-robin, so that what an earlier owner
 * left in a folder for everybody is not soon somebody else's.
 */
final class UidClaims {
    private final Path claims;
    private final ProcessSettings.Range range;

    UidClaims(Path claims, ProcessSettings.Range range) {
        this.claims = claims;
        this.range = range;
    }

    /** The uid of this folder, claimed now if it has none. */
    int claim(Path folder) {
        return locked(() -> {
            Set<Integer> taken = usersOfThisMachine();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(claims, "[0-9]*")) {
                for (Path file : files) {
                    int uid = Integer.parseInt(file.getFileName().toString());
                    Path owner = Path.of(Files.readString(file).strip());
                    if (owner.equals(folder) && range.first() <= uid && uid <= range.last()) {
                        return uid;
                    }
                    if (somethingIsLeftOf(owner)) {
                        taken.add(uid);
                    } else {
                        Files.delete(file);
                    }
                }
            }
            int start = lastGiven().orElse(range.last());
            int size = range.last() - range.first() + 1;
            for (int i = 1; i <= size; i++) {
                int uid = range.first() + Math.floorMod(start - range.first() + i, size);
                if (!taken.contains(uid)) {
                    Files.writeString(
                            claims.resolve(Integer.toString(uid)), folder + "\n", StandardOpenOption.CREATE_NEW);
                    rememberLast(uid);
                    return uid;
                }
            }
            throw new RuntimeFailure.Passing("all " + size + " user ids of runtime.uids (" + range.first() + "-"
                    + range.last() + ") are taken by databases of this machine; widen the range or delete databases");
        });
    }

    /** The uid that was given last: the search begins after it, so that one is not given again soon. Only a hint. */
    private OptionalInt lastGiven() throws IOException {
        Path last = claims.resolve("last");
        String text = Files.exists(last) ? Files.readString(last).strip() : "";
        return text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** In one rename: a server that is killed here leaves the old one or the new one. */
    private void rememberLast(int uid) throws IOException {
        Path making = claims.resolve(".last");
        Files.writeString(making, uid + "\n");
        Files.move(making, claims.resolve("last"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes sure that the uid that owns this folder's files is claimed for it: claims may be lost, owners are not. */
    void confirm(int uid, Path folder) {
        locked(() -> {
            Path file = claims.resolve(Integer.toString(uid));
            Optional<Path> owner = ownerOf(file);
            if (owner.isPresent() && !owner.get().equals(folder)) {
                if (somethingIsLeftOf(owner.get())) {
                    throw new RuntimeFailure.Lasting("the files of " + folder + " belong to user id " + uid
                            + ", which " + owner.get() + " has claimed; remove one of the two or give the files of one"
                            + " to another user id of runtime.uids");
                }
                Files.delete(file);
            }
            if (Files.notExists(file)) {
                Files.writeString(file, folder + "\n", StandardOpenOption.CREATE_NEW);
            }
            return uid;
        });
    }

    /** Gives the uid back, if it is this folder's. */
    void release(int uid, Path folder) {
        locked(() -> {
            Path file = claims.resolve(Integer.toString(uid));
            if (ownerOf(file).filter(folder::equals).isPresent()) {
                Files.delete(file);
            }
            return uid;
        });
    }

    private static Optional<Path> ownerOf(Path file) throws IOException {
        try {
            return Optional.of(Path.of(Files.readString(file).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The folder itself, or one that it was renamed to while it is removed. */
    private static boolean somethingIsLeftOf(Path folder) throws IOException {
        Path parent = folder.getParent();
        Path name = folder.getFileName();
        if (parent == null || name == null || !Files.isDirectory(parent)) {
            return false;
        }
        if (Files.exists(folder)) {
            return true;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, "." + name + ".*")) {
            return left.iterator().hasNext();
        }
    }

    private static Set<Integer> usersOfThisMachine() throws IOException {
        Set<Integer> uids = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("/etc/passwd"), java.nio.charset.StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[2].matches("\\d{1,9}")) {
                uids.add(Integer.parseInt(fields[2]));
            }
        }
        return uids;
    }

    private interface Change {
        int make() throws IOException;
    }

    private int locked(Change change) {
        try {
            Files.createDirectories(claims);
            try (Flock lock = Flock.take(claims.resolve(".lock"), Control.PATIENCE_MILLIS)) {
                return change.make();
            }
        } catch (Flock.Busy | IOException e) {
            throw new RuntimeFailure.Passing(
                    "the user ids noted in " + claims + " (setting runtime.uid-claims) cannot be read or changed: "
                            + e.getMessage(),
                    e);
        }
    }
}
