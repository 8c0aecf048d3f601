package io.graphstead.runtime.process.distribution;

import io.graphstead.archive.Names;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Distribution.Source;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.Supply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** A program that is asked for its version prints a line and ends. */
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);

    private final Path engines;
    private final MavenSource maven;
    private final VendorArchives archives;
    private final VersionProof proof;

    /** With archives as they are when nothing is set. */
    public DistributionStore(Path engines, EngineSettings settings) {
        this(engines, settings, ArchiveSettings.defaults(), Clock.systemUTC());
    }

    /** @param engines the folder of all engines; made when the first is installed */
    public DistributionStore(Path engines, EngineSettings settings, ArchiveSettings archives, Clock clock) {
        this(
                engines,
                settings,
                new VendorArchives(archives, DownloadLimits.USUAL, Reachability.Times.USUAL, Address.platform(), clock),
                new VersionProof(VERSION_LIMIT));
    }

    DistributionStore(Path engines, EngineSettings settings, VendorArchives archives, VersionProof proof) {
        this.proof = proof;
        this.engines = engines.toAbsolutePath().normalize();
        this.archives = archives;
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
                && ReleaseFiles.lacking(folder, distribution).isEmpty();
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

    /** Where an installed release came from, with its archive's checksum, in words. */
    public Optional<String> origin(Distribution distribution) {
        return isInstalled(distribution) ? Manifest.sourceIn(folderOf(distribution)) : Optional.empty();
    }

    /**
     * Why a release that is not installed cannot be had now, in words that say what to type. Of a release that comes over
     * the network by an archive this is seen by asking, and remembered; see {@link Runtime#obstacles}.
     */
    public Optional<String> obstacle(Distribution distribution) {
        if (isInstalled(distribution)) {
            return Optional.empty();
        }
        return switch (distribution.source()) {
            case Source.Brought _ ->
                distribution.mustContain().isEmpty()
                        ? Optional.empty()
                        : Optional.of(distribution + " is not installed and cannot be fetched by itself; type: "
                                + VendorArchives.command(distribution, "FILE"));
            case Source.Maven _ -> archives.isFetchingOn() ? Optional.empty() : Optional.of(switchedOff(distribution));
            case Source.Archive archive ->
                archives.isFetchingOn()
                        ? archives.obstacle(distribution, archive)
                        : Optional.of(switchedOff(distribution));
        };
    }

    /**
     * Fetches the release from where it comes unless it is installed.
     *
     * @return its folder
     * @throws RuntimeFailure when it cannot be had; nothing is left that would count as installed
     */
    public Path install(Distribution distribution, InstallProgress progress) {
        return install(distribution, Supply.FETCHED, progress);
    }

    /**
     * Installs the release from an archive or a folder: the vendor's, or one of an installed release. One that is
     * installed already is left as it is.
     *
     * @param given a zip, tar or tar.gz file or a folder whose content, or whose one top folder, is the release
     * @throws RuntimeFailure.Lasting when it is refused or is not this release
     */
    public Path installFrom(Distribution distribution, Path given, InstallProgress progress) {
        return install(distribution, Supply.of(given), progress);
    }

    /** Fetches the release, or installs what was brought. */
    public Path install(Distribution distribution, Supply supply, InstallProgress progress) {
        return installing(distribution, progress, () -> {
            if (isInstalled(distribution)) {
                return folderOf(distribution);
            }
            try (var building = new FolderUnderConstruction(engines, distribution, proof)) {
                if (supply.archive().isPresent()) {
                    return brought(building, distribution, supply, progress);
                }
                if (!(distribution.source() instanceof Source.Brought) && !archives.isFetchingOn()) {
                    throw new RuntimeFailure.Lasting(switchedOff(distribution));
                }
                requireSpace();
                return switch (distribution.source()) {
                    case Source.Brought _
                    when distribution.mustContain().isEmpty() ->
                        building.finish("nothing: it has no programs of its own");
                    case Source.Brought _ ->
                        throw new RuntimeFailure.Lasting(
                                distribution + " cannot be fetched by itself; install it from the vendor's archive: "
                                        + VendorArchives.command(distribution, "FILE"));
                    case Source.Maven jars -> ofMaven(building, distribution, jars, progress);
                    case Source.Archive archive -> fetched(building, distribution, archive, supply, progress);
                };
            }
        });
    }

    /** Takes an installed release away; what of one was begun, too. Nothing happens when there is none. */
    public void remove(Distribution distribution) {
        exclusively(distribution, InstallProgress.silent(), () -> {
            FolderUnderConstruction.remove(engines, distribution);
            return folderOf(distribution);
        });
    }

    private Path ofMaven(
            FolderUnderConstruction building, Distribution distribution, Source.Maven source, InstallProgress progress)
            throws IOException {
        List<Path> jars = maven.fetch(distribution.toString(), source.coordinates(), progress);
        building.addJars(jars, maven.repository().startsWith(engines));
        List<String> lacking = ReleaseFiles.lacking(building.folder(), distribution);
        if (!lacking.isEmpty()) {
            throw new RuntimeFailure.Lasting("what was fetched for " + distribution + " lacks "
                    + String.join(", ", lacking) + "; install it from the vendor's archive: "
                    + VendorArchives.command(distribution, "FILE"));
        }
        return building.finish("Maven artifacts " + String.join(", ", source.coordinates()));
    }

    private Path fetched(
            FolderUnderConstruction building,
            Distribution distribution,
            Source.Archive source,
            Supply supply,
            InstallProgress progress)
            throws IOException {
        URI address = archives.address(distribution, source);
        Path download = building.download();
        archives.download(distribution, address, download, progress);
        String sum = archives.proven(distribution, download, address.toString(), supply.sha256());
        ReleaseFiles.unpack(building, distribution, download, "what " + address + " gave", progress);
        return building.finish("archive " + address + ", sha256 " + sum);
    }

    private Path brought(
            FolderUnderConstruction building, Distribution distribution, Supply supply, InstallProgress progress)
            throws IOException {
        Path given = supply.archive().orElseThrow().path();
        String name = Names.shown(supply.archive().orElseThrow().name());
        requireSpace();
        if (Files.isDirectory(given)) {
            if (archives.isPinned(distribution, supply.sha256())) {
                throw new RuntimeFailure.Lasting(name + " is a folder, and the checksum that " + distribution
                        + " must have is of an archive; give the archive itself, or set no checksum");
            }
            building.take(FolderCopy.copy(given, building.folder(), UnpackLimits.DISTRIBUTION, progress));
            ReleaseFiles.checkIsRelease(building, distribution, name);
            return building.finish("folder " + given.getFileName());
        }
        if (!Files.isRegularFile(given)) {
            throw new RuntimeFailure.Lasting(name + " is no file; name the archive of " + distribution
                    + ", or the folder that it was unpacked to");
        }
        String sum = archives.proven(distribution, given, name, supply.sha256());
        ReleaseFiles.unpack(building, distribution, given, name, progress);
        return building.finish("archive " + name.substring(name.lastIndexOf('/') + 1) + ", sha256 " + sum);
    }

    private static String switchedOff(Distribution distribution) {
        return distribution + " is not installed, and fetching is switched off by the setting engines.downloads; type: "
                + VendorArchives.command(distribution, "FILE");
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
        return isInstalled(distribution) ? folderOf(distribution) : exclusively(distribution, progress, installation);
    }

    private Path exclusively(Distribution distribution, InstallProgress progress, Installation installation) {
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
}
