package io.graphstead.engine.typedb;

import io.graphstead.engine.Version;
import io.graphstead.runtime.Distribution;
import java.util.List;
import java.util.Map;

/** The vendor's distribution of one release: an archive that is in no package registry. */
final class TypeDbRelease {
    /** The vendor's release site; an operator's mirror is set with {@code engines.addresses}. */
    private static final String ADDRESS = "https://repo.typedb.com/public/public-release/raw/names/"
            + "typedb-all-{platform}/versions/{version}/typedb-all-{platform}-{version}.tar.gz";

    private static final Map<String, String> PLATFORMS =
            Map.of("Linux amd64", "linux-x86_64", "Linux aarch64", "linux-arm64");

    private TypeDbRelease() {}

    /** Its files have the same names in every version, so the server itself is asked which it is. */
    static Distribution of(Version version) {
        return new Distribution(
                TypeDbEngine.NAME,
                version.text(),
                new Distribution.Source.Archive(ADDRESS, PLATFORMS),
                List.of("typedb", TypeDbEngine.PROGRAM, "server/config.yml"),
                List.of(TypeDbEngine.PROGRAM, "--version"));
    }
}
