package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Whether the files of a folder are those of a release, as far as their names tell. */
final class ReleaseFiles {
    private ReleaseFiles() {}

    static void unpack(
            FolderUnderConstruction building,
            Distribution distribution,
            Path archive,
            String name,
            InstallProgress progress)
            throws IOException {
        building.take(ArchiveUnpacker.unpack(archive, name, building.folder(), UnpackLimits.DISTRIBUTION, progress));
        checkIsRelease(building, distribution, name);
    }

    static void checkIsRelease(FolderUnderConstruction building, Distribution distribution, String name)
            throws IOException {
        if (!lacking(building.folder(), distribution).isEmpty()) {
            building.useOnlyTopFolder();
        }
        List<String> lacking = lacking(building.folder(), distribution);
        if (!lacking.isEmpty()) {
            throw new RuntimeFailure.Lasting(name + " is not " + distribution + ": it lacks "
                    + String.join(", ", lacking) + "; use the archive of exactly this version");
        }
        try {
            building.makeLinks();
        } catch (Links.Refused e) {
            throw new RuntimeFailure.Lasting(
                    name + " is refused: " + e.getMessage() + "; use the vendor's archive as it was downloaded", e);
        }
    }

    /** Those that the release must have and the folder has not. */
    static List<String> lacking(Path folder, Distribution distribution) {
        return distribution.mustContain().stream()
                .filter(file -> !Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }
}
