package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Distribution.Source;
import io.graphstead.runtime.RuntimeFailure;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where an archive is fetched from. Over https, so that nobody on the way can change it; http only from this machine
 * itself, where nobody is on the way.
 */
final class Address {
    private Address() {}

    /**
     * @param platform this machine's, as {@link #platform()}
     * @throws RuntimeFailure.Lasting when the vendor has nothing for this kind of machine
     */
    static URI of(Distribution distribution, Source.Archive source, ArchiveSettings settings, String platform) {
        String vendors = Optional.ofNullable(source.platforms().get(platform))
                .orElseThrow(() -> new RuntimeFailure.Lasting(distribution + " has no programs for " + platform
                        + ", only for "
                        + String.join(", ", new TreeSet<>(source.platforms().keySet()))
                        + "; run the server on such a machine"));
        return URI.create(settings.address(distribution.engine())
                .orElse(source.address())
                .replace("{version}", distribution.version())
                .replace("{platform}", vendors));
    }

    /** What Java calls this machine's operating system and processor. */
    static String platform() {
        return System.getProperty("os.name") + " "
                + Map.of("x86_64", "amd64", "arm64", "aarch64")
                        .getOrDefault(System.getProperty("os.arch"), System.getProperty("os.arch"));
    }

    /** The file's name, as a browser would save it. */
    static String fileName(URI address) {
        String path = Optional.ofNullable(address.getPath()).orElse("");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static boolean isAllowed(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return address.getHost() != null && (scheme.equals("https") || (scheme.equals("http") && isHere(address)));
    }

    /** Whether an answer from one address may send on to another: never to where somebody may be on the way. */
    static boolean mayLeadTo(URI from, URI to) {
        boolean secret = "https".equalsIgnoreCase(to.getScheme());
        return isAllowed(to) && (secret || !"https".equalsIgnoreCase(from.getScheme()));
    }

    /** Names are not looked up: only what names this machine whatever a name server says. */
    private static boolean isHere(URI address) {
        String host = address.getHost();
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
