package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Distribution.Source;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Archives of vendors: where they are, whether they can be had, and what they must be. */
final class VendorArchives {
    private final ArchiveSettings settings;
    private final DownloadLimits limits;
    private final ReleaseSite site;
    private final Reachability reachability;
    private final String platform;

    VendorArchives(
            ArchiveSettings settings, DownloadLimits limits, Reachability.Times times, String platform, Clock clock) {
        this.settings = settings;
        this.limits = limits;
        this.platform = platform;
        this.site = new ReleaseSite(limits.connect());
        this.reachability = new Reachability(site, limits.answer(), times, clock);
    }

    boolean isFetchingOn() {
        return settings.downloads();
    }

    /** Where this machine's archive of the release is. */
    URI address(Distribution distribution, Source.Archive source) {
        return Address.of(distribution, source, settings, platform);
    }

    /** Why the release cannot be fetched, and what to do instead; empty when it can. */
    Optional<String> obstacle(Distribution distribution, Source.Archive source) {
        URI address;
        try {
            address = address(distribution, source);
        } catch (RuntimeFailure.Lasting nothingForThisMachine) {
            return Optional.of(String.valueOf(nothingForThisMachine.getMessage()));
        }
        return reachability
                .whyNot(address)
                .map(why -> distribution + " is not installed and cannot be fetched now (" + why + "); "
                        + fromFile(distribution, address));
    }

    void download(Distribution distribution, URI address, Path target, InstallProgress progress) throws IOException {
        if (!Address.isAllowed(address)) {
            throw new RuntimeFailure.Lasting(distribution + " is not fetched from " + address
                    + ": only https addresses are, and http ones of this machine itself");
        }
        new Download(site, limits, address, target, progress).run(fromFile(distribution, address));
    }

    /** What to type to do without the network. */
    static String fromFile(Distribution distribution, URI address) {
        return "download " + address + " elsewhere and type: " + command(distribution, Address.fileName(address));
    }

    static String command(Distribution distribution, String file) {
        return "graphstead engine install " + distribution + " --from " + file;
    }

    /**
     * The checksum of an archive, once it is known to be the one that it must be.
     *
     * @param asked what whoever installs it says that it must be
     * @throws RuntimeFailure.Lasting when it is another
     */
    String proven(Distribution distribution, Path archive, String name, Optional<String> asked) throws IOException {
        String found = Manifest.digest(archive, "SHA-256");
        Optional<String> set = settings.checksum(distribution.engine(), distribution.version());
        check(name, found, set, "the setting engines.checksums");
        check(name, found, asked.map(text -> text.strip().toLowerCase(Locale.ROOT)), "who asked for it");
        return found;
    }

    boolean isPinned(Distribution distribution, Optional<String> asked) {
        return asked.isPresent()
                || settings.checksum(distribution.engine(), distribution.version())
                        .isPresent();
    }

    private static void check(String name, String found, Optional<String> wanted, String by) {
        if (wanted.isPresent() && !wanted.get().equals(found)) {
            throw new RuntimeFailure.Lasting(name + " is refused: its SHA-256 is " + found + " and must be "
                    + wanted.get() + ", by " + by
                    + "; nothing was installed. Get the archive anew, or correct the checksum");
        }
    }
}
