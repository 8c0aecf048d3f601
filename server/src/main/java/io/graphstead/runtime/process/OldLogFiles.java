package io.graphstead.runtime.process;

import io.graphstead.runtime.OldLogs;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the log files that a workload leaves behind for ever. The folder belongs to the workload, so nothing in it is
 * trusted: no link is followed, nothing but plain files is removed, and only what lies directly in there.
 */
final class OldLogFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OldLogFiles.class);

    private OldLogFiles() {}

    private record Found(Path path, FileTime written) {}

    static void remove(Path folder, List<OldLogs> piles) {
        for (OldLogs pile : piles) {
            try {
                List<Found> files = newestFirst(folder, pile.names());
                for (Found old : files.subList(Math.min(pile.keep(), files.size()), files.size())) {
                    Files.deleteIfExists(old.path());
                }
            } catch (IOException | DirectoryIteratorException e) {
                LOG.warn("Old log files in {} stay: {}", folder, e.getMessage());
            }
        }
    }

    private static List<Found> newestFirst(Path folder, String names) throws IOException {
        List<Found> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path file : files) {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()) {
                    found.add(new Found(file, attributes.lastModifiedTime()));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // it went meanwhile, or has not come yet: next time
        }
        found.sort(
                Comparator.comparing(Found::written).thenComparing(Found::path).reversed());
        return found;
    }
}
