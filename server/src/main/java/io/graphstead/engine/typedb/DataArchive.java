package io.graphstead.engine.typedb;

import io.graphstead.archive.ArchiveLimits;
import io.graphstead.archive.CheckedEntries;
import io.graphstead.archive.Names;
import io.graphstead.archive.PackedFile;
import io.graphstead.archive.RefusedArchive;
import io.graphstead.engine.PackedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * A data folder of TypeDB that somebody packed. Each of its folders is a database, with {@code wal} and, but for one that is
 * new, {@code checkpoint} and {@code storage} in it; what begins with {@code _} is the server's own and is not taken.
 */
final class DataArchive {
    private static final String LOG = "wal";

    private final Path file;
    private final String name;
    private final PackedFile.Format format;

    private DataArchive(Path file, String name, PackedFile.Format format) {
        this.file = file;
        this.name = name;
        this.format = format;
    }

    static DataArchive recognized(Path file, String name) throws IOException, RefusedArchive {
        Optional<PackedFile.Format> format = PackedFile.format(file);
        if (format.isEmpty()) {
            throw new RefusedArchive(name
                    + " is refused: it is no zip, tar, tar.gz or tar.zst file; stop the server that it comes from and"
                    + " pack its data folder as one of these");
        }
        return new DataArchive(file, name, format.get());
    }

    /** Whether a path in a data folder belongs to its users and not to the server. */
    static boolean isUsers(String path) {
        return !path.startsWith("_");
    }

    PackedData look(ArchiveLimits limits, LongConsumer progress) throws IOException, RefusedArchive {
        Map<String, Long> files = new HashMap<>();
        read(limits, progress, (path, size, content) -> files.put(path, size));
        String root = root(files.keySet());
        long bytes = files.entrySet().stream()
                .filter(each -> inVolume(root, each.getKey()).isPresent())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new PackedData(
                "a packed data folder of TypeDB",
                bytes,
                limits.entries(),
                volume -> read(limits, read -> {}, (path, size, content) -> {
                    Optional<String> placed = inVolume(root, path);
                    if (placed.isPresent()) {
                        volume.file(placed.get(), size, content);
                    }
                }));
    }

    /** The folder that has the databases in it, with a slash at its end unless it is the archive's root. */
    private String root(Set<String> files) throws RefusedArchive {
        Set<String> roots = files.stream()
                .flatMap(path -> database(path).stream())
                .filter(folder -> isUsers(folder.substring(folder.lastIndexOf('/') + 1)))
                .map(folder -> folder.substring(0, folder.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        if (roots.isEmpty()) {
            throw new RefusedArchive(name + " holds no database of TypeDB (no folder with \"" + LOG
                    + "\" in it); pack the data folder of a server that has databases, with all that is in it");
        }
        if (roots.size() > 1) {
            throw new RefusedArchive(name + " holds more than one data folder: "
                    + roots.stream()
                            .sorted()
                            .limit(5)
                            .map(folder -> "\"" + Names.shown(folder) + "\"")
                            .collect(Collectors.joining(", "))
                    + "; send one of them");
        }
        return roots.iterator().next();
    }

    /** The folder that is a database because of this file in it. */
    private static Optional<String> database(String path) {
        int log = ("/" + path).indexOf("/" + LOG + "/");
        return log <= 0 ? Optional.empty() : Optional.of(path.substring(0, log - 1));
    }

    private static Optional<String> inVolume(String root, String path) {
        return Optional.of(path)
                .filter(each -> each.startsWith(root))
                .map(each -> each.substring(root.length()))
                .filter(each -> isUsers(each) && each.indexOf('/') > 0);
    }

    @FunctionalInterface
    private interface OfFile {
        void take(String path, long size, InputStream content) throws IOException, RefusedArchive;
    }

    private void read(ArchiveLimits limits, LongConsumer progress, OfFile files) throws IOException, RefusedArchive {
        CheckedEntries.Contents to = new CheckedEntries.Contents() {
            @Override
            public void folder(String path) {
                // only what files are in is made
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException, RefusedArchive {
                files.take(path, size, content);
            }
        };
        CheckedEntries checked = new CheckedEntries(name, limits, Files.size(file), to, progress);
        checked.reading(() -> PackedFile.read(file, format, checked));
    }
}
