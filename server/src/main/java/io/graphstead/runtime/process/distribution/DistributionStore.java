package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs of engines on this machine: one folder per release, {@code <engines>/<engine>/<version>}, shared by all
 * deployments, read-only and readable by every user, since engines run as other users than the server.
 *
 * <p>A folder appears in one rename when it is whole and its {@code manifest.json} is in it; what was begun and not
 * finished never counts. Installing is exclusive per release among all processes of the machine, so deployments that ask
 * at once fetch once. What is installed needs no network.
 */
public final class DistributionStore {
    /** Less than this is left: nothing is fetched. */
    private static final long LEAST_FREE_BYTES = 1L << 30;

    private final Path engines;
    private final MavenSource maven;

    /** @param engines the folder of all engines; made when the first is installed */
    public DistributionStore(Path engines, EngineSettings settings) {
        this.engines = engines.toAbsolutePath().normalize();
        this.maven = new MavenSource(
                settings.mavenSettings().orElseGet(MavenConfiguration::userSettingsByDefault),
                settings.mavenRepository().orElse(this.engines.resolve(".repository")));
    }

    /** Where the release is or would be. Does not say that it is there. */
    public Path folderOf(Distribution distribution) {
        return engines.resolve(distribution.engine()).resolve(distribution.version());
    }

    public boolean isInstalled(Distribution distribution) {
        Path folder = folderOf(distribution);
        return Files.isRegularFile(folder.resolve(Manifest.FILE_NAME))
                && lacking(folder, distribution).isEmpty();
    }

    /** Every release that is installed, as {@code engine version}. */
    public List<String> installed() {
        try (Stream<Path> manifests = Files.exists(engines) ? Files.walk(engines, 3) : Stream.empty()) {
            return manifests
                    .filter(path -> path.endsWith(Manifest.FILE_NAME))
                    .map(path -> engines.relativize(path))
                    .filter(path -> path.getNameCount() == 3 && !path.startsWith(".partial"))
                    .map(path -> path.getName(0) + " " + path.getName(1))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(engines + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Fetches the release from Maven's repositories unless it is installed.
     *
     * @return its folder
     * @throws RuntimeFailure when it cannot be had; nothing is left that would count as installed
     */
    public Path install(Distribution distribution, InstallProgress progress) {
        return installing(distribution, progress, () -> {
            if (isInstalled(distribution)) {
                return folderOf(distribution);
            }
            if (distribution.mavenCoordinates().isEmpty()
                    && !distribution.mustContain().isEmpty()) {
                throw new RuntimeFailure.Lasting(distribution + " cannot be fetched by itself; install it from the"
                        + " vendor's archive: graphstead engine install " + distribution + " --from FILE");
            }
            requireSpace();
            List<Path> jars = distribution.mavenCoordinates().isEmpty()
                    ? List.of()
                    : maven.fetch(distribution.toString(), distribution.mavenCoordinates(), progress);
            try (var building = new FolderUnderConstruction(engines, distribution)) {
                building.addJars(jars, maven.repository().startsWith(engines));
                List<String> lacking = lacking(building.folder(), distribution);
                if (!lacking.isEmpty()) {
                    throw new RuntimeFailure.Lasting("what was fetched for " + distribution + " lacks "
                            + String.join(", ", lacking)
                            + "; install it from the vendor's archive: graphstead engine install " + distribution
                            + " --from FILE");
                }
                return building.finish("Maven artifacts " + String.join(", ", distribution.mavenCoordinates()));
            }
        });
    }

    /**
     * Installs the release from an archive: the vendor's, or one of an installed folder. A release that is installed
     * already is left as it is.
     *
     * @param archive a zip, tar or tar.gz file whose content, or whose one top folder, is the release
     * @throws RuntimeFailure.Lasting when the archive is refused or is not this release
     */
    public Path installFrom(Distribution distribution, Path archive, InstallProgress progress) {
        return installing(distribution, progress, () -> {
            if (!Files.isRegularFile(archive)) {
                throw new RuntimeFailure.Lasting(archive + " is no file; name the archive of " + distribution);
            }
            if (isInstalled(distribution)) {
                return folderOf(distribution);
            }
            requireSpace();
            try (var building = new FolderUnderConstruction(engines, distribution)) {
                ArchiveUnpacker.unpack(archive, building.folder(), ArchiveUnpacker.Limits.DISTRIBUTION, progress);
                if (!lacking(building.folder(), distribution).isEmpty()) {
                    building.useOnlyTopFolder();
                }
                List<String> lacking = lacking(building.folder(), distribution);
                if (!lacking.isEmpty()) {
                    throw new RuntimeFailure.Lasting(archive + " is not " + distribution + ": it lacks "
                            + String.join(", ", lacking) + "; use the archive of exactly this version");
                }
                return building.finish("archive " + archive.getFileName());
            }
        });
    }

    /**
     * Asks every repository that would be used for a small file.
     *
     * @return what went wrong, by the repository; empty text where nothing did
     * @throws RuntimeFailure.Lasting when Maven's settings cannot be read
     */
    public Map<String, String> probeRepositories(String group, String artifact) {
        return maven.probe(group, artifact);
    }

    private interface Installation {
        Path run() throws IOException;
    }

    private Path installing(Distribution distribution, InstallProgress progress, Installation installation) {
        if (isInstalled(distribution)) {
            return folderOf(distribution);
        }
        Path lock = engines.resolve(".locks").resolve(distribution.engine() + "-" + distribution.version() + ".lock");
        try (var _ = InstallLock.take(
                lock, () -> progress.at(0, 0, "waiting: " + distribution + " is being installed by another"))) {
            return installation.run();
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(
                    distribution + " could not be installed in " + engines + ": "
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "; check space and permissions of that folder, then try again",
                    e);
        }
    }

    private void requireSpace() throws IOException {
        Files.createDirectories(engines);
        long free = Files.getFileStore(engines).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new RuntimeFailure.Passing("only " + (free >> 20) + " MB are left where " + engines
                    + " is; installing an engine needs 1024 MB: make room, then try again");
        }
    }

    private static List<String> lacking(Path folder, Distribution distribution) {
        return distribution.mustContain().stream()
                .filter(file -> !Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }
}
