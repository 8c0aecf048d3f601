package io.graphstead.runtime.process.distribution;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Vendors' archives of engines: whether and from where they are fetched, and what they must be.
 *
 * @param addresses for each engine that a mirror is used for {@code ENGINE=ADDRESS}
 * @param checksums {@code ENGINE-VERSION=SHA256}
 */
@ConfigurationProperties("graphstead.engines")
public record ArchiveSettings(
        @Bindable(defaultValue = "true")
        @Describe(
                "Whether engines are fetched over the network: from vendors' release sites and Maven's repositories. When"
                        + " false they are installed from files only.")
        boolean downloads,

        @Describe("Mirrors of vendors' release sites, each ENGINE=ADDRESS, such as"
                + " typedb=https://mirror.example/typedb/typedb-all-{platform}-{version}.tar.gz; {version} and {platform}"
                + " (linux-x86_64, linux-arm64) are filled in. Over https, or http on this machine. None unless set: the"
                + " vendor's own addresses hold.")
        Optional<List<String>> addresses,

        @Describe("What archives of engines must be, whether fetched, uploaded or given as a file: each"
                + " ENGINE-VERSION=SHA256 with the checksum's 64 hexadecimal digits, such as typedb-3.12.3=9f86d081…;"
                + " another archive is refused. None unless set.")
        Optional<List<String>> checksums) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    public ArchiveSettings {
        addresses.orElse(List.of()).forEach(ArchiveSettings::checkAddress);
        checksums.orElse(List.of()).forEach(ArchiveSettings::checkChecksum);
    }

    /** What holds when nothing is set. */
    public static ArchiveSettings defaults() {
        return new ArchiveSettings(true, Optional.empty(), Optional.empty());
    }

    /** The mirror that is used for an engine, as a pattern. */
    Optional<String> address(String engine) {
        return value(addresses, engine, Function.identity());
    }

    /** The checksum that a release's archive must have, in lower case. */
    Optional<String> checksum(String engine, String version) {
        return value(checksums, engine + "-" + version, text -> text.toLowerCase(Locale.ROOT));
    }

    /** Whether this is written as a SHA-256 is. */
    static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }

    private static Optional<String> value(Optional<List<String>> pairs, String key, Function<String, String> written) {
        return pairs.orElse(List.of()).stream()
                .map(String::strip)
                .filter(pair -> pair.startsWith(key + "="))
                .map(pair -> written.apply(pair.substring(key.length() + 1).strip()))
                .findFirst();
    }

    private static void checkAddress(String pair) {
        int equals = pair.indexOf('=');
        try {
            if (equals < 1) {
                throw new IllegalArgumentException("no \"=\" is in it");
            }
            String filled =
                    pair.substring(equals + 1).strip().replace("{version}", "1").replace("{platform}", "p");
            if (!Address.isAllowed(URI.create(filled))) {
                throw new IllegalArgumentException("it must begin with https://, or http:// on this machine itself");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "engines.addresses cannot be \"" + pair + "\": " + e.getMessage()
                            + "; write ENGINE=https://HOST/PATH with {version} and {platform} in it",
                    e);
        }
    }

    private static void checkChecksum(String pair) {
        int equals = pair.lastIndexOf('=');
        if (equals < 1 || !isSha256(pair.substring(equals + 1).strip())) {
            throw new IllegalArgumentException("engines.checksums cannot be \"" + pair
                    + "\"; write ENGINE-VERSION=SHA256, the checksum with its 64 hexadecimal digits");
        }
    }
}
