package io.graphstead.engine.neo4j;

import io.graphstead.archive.ArchiveLimits;
import io.graphstead.archive.CheckedEntries;
import io.graphstead.archive.Names;
import io.graphstead.archive.RefusedArchive;
import io.graphstead.engine.PackedData;
import io.graphstead.engine.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A store of Neo4j that somebody packed: a dump, or a folder in a zip or tar. */
final class StoreArchive {
    private static final String READABLE =
            "it is neither a dump of Neo4j (neo4j-admin database dump) nor a zip, tar, tar.gz or tar.zst file";

    private final Path file;
    private final String name;
    private final DumpFile.Kind kind;

    private StoreArchive(Path file, String name, DumpFile.Kind kind) {
        this.file = file;
        this.name = name;
        this.kind = kind;
    }

    static StoreArchive recognized(Path file, String name) throws IOException, RefusedArchive {
        Optional<DumpFile.Kind> kind = DumpFile.kind(file);
        if (kind.isEmpty()) {
            throw new RefusedArchive(name + " is refused: " + READABLE + "; send one of these, whole and undamaged");
        }
        return new StoreArchive(file, name, kind.get());
    }

    PackedData look(Version target, ArchiveLimits limits, LongConsumer progress) throws IOException, RefusedArchive {
        Map<String, Long> files = new HashMap<>();
        Map<String, StoreFormat> formats = new HashMap<>();
        read(limits, progress, new CheckedEntries.Contents() {
            @Override
            public void folder(String path) {
                // only what files are in is made
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException {
                files.put(path, size);
                if (StoreLayout.name(path).equals(StoreLayout.ROOT_FILE)) {
                    StoreFormat.of(content.readNBytes(StoreFormat.HEAD)).ifPresent(format -> formats.put(path, format));
                }
            }
        });
        StoreLayout layout = StoreLayout.find(name, files.keySet());
        String root = layout.store().isEmpty() ? StoreLayout.ROOT_FILE : layout.store() + "/" + StoreLayout.ROOT_FILE;
        StoreFormat format = Optional.ofNullable(formats.get(root))
                .orElseThrow(() -> new RefusedArchive(name + " is refused: its file \"" + Names.shown(root)
                        + "\" is not one of Neo4j's; dump the database again"));
        Optional<String> obstacle = format.obstacle(target);
        if (obstacle.isPresent()) {
            throw new RefusedArchive(name + " " + obstacle.get());
        }
        long bytes = files.entrySet().stream()
                .filter(each -> layout.inVolume(each.getKey()).isPresent())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new PackedData(
                (kind.isDump() ? "a dump " : "a packed store ") + format.words(),
                bytes,
                limits.entries(),
                volume -> read(limits, read -> {}, placed(layout, volume)));
    }

    private static CheckedEntries.Contents placed(StoreLayout layout, CheckedEntries.Contents volume) {
        return new CheckedEntries.Contents() {
            @Override
            public void folder(String path) {
                // only what files are in is made
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException, RefusedArchive {
                Optional<String> placed = layout.inVolume(path);
                if (placed.isPresent()) {
                    volume.file(placed.get(), size, content);
                }
            }
        };
    }

    private void read(ArchiveLimits limits, LongConsumer progress, CheckedEntries.Contents to)
            throws IOException, RefusedArchive {
        CheckedEntries checked = new CheckedEntries(name, limits, Files.size(file), to, progress);
        checked.reading(() -> DumpFile.read(file, kind, checked));
    }
}
