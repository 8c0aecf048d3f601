package io.graphstead.runtime.process;

import io.graphstead.runtime.Attachment;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a workload's attachments in its folder: what is there already stays, what is not wanted any more goes. */
final class Attachments {
    /** No attachment's name begins with a dot. */
    private static final String UNFINISHED = ".unfinished";

    private Attachments() {}

    /** Only while nothing runs. */
    static void put(Path folder, List<Attachment> wanted, int uid) throws IOException {
        Files.createDirectories(folder);
        Set<String> names = wanted.stream().map(Attachment::fileName).collect(Collectors.toSet());
        if (names.size() < wanted.size()) {
            throw new RuntimeFailure.Lasting("two attachments have the same file name among " + names);
        }
        try (Stream<Path> there = Files.list(folder)) {
            for (Path file : there.toList()) {
                if (!names.contains(file.getFileName().toString())) {
                    SafeDelete.tree(file);
                }
            }
        }
        for (Attachment one : wanted) {
            if (!isThere(folder.resolve(one.fileName()), one)) {
                bring(folder, one);
            }
        }
        FileTree.Ownership readable = readable(uid);
        for (Attachment one : wanted) {
            readable.apply(folder.resolve(one.fileName()));
        }
        readable.apply(folder);
    }

    private static FileTree.Ownership readable(int uid) {
        return uid < 0
                ? new FileTree.Ownership(-1, -1, "rw-------", "rwx------")
                : new FileTree.Ownership(-1, uid, "rw-r-----", "rwxr-x---");
    }

    private static boolean isThere(Path file, Attachment wanted) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != wanted.bytes()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digest = new DigestInputStream(in, sha256());
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return isContentOf(wanted, digest);
        }
    }

    private static void bring(Path folder, Attachment wanted) throws IOException {
        Path unfinished = folder.resolve(UNFINISHED);
        try (InputStream in = wanted.source().open()) {
            DigestInputStream digest = new DigestInputStream(in, sha256());
            try (var out = Files.newOutputStream(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                digest.transferTo(out);
            }
            if (!isContentOf(wanted, digest)) {
                throw new RuntimeFailure.Lasting("the content of " + wanted.fileName()
                        + " is not what was stored: its checksum differs; upload it again");
            }
        }
        Files.move(
                unfinished,
                folder.resolve(wanted.fileName()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isContentOf(Attachment wanted, DigestInputStream read) {
        return HexFormat.of().formatHex(read.getMessageDigest().digest()).equals(wanted.sha256());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
