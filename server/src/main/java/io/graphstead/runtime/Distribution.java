package io.graphstead.runtime;

import java.util.List;
import java.util.Map;

/**
 * The programs of one engine release, described as data so that a runtime can put them in place without knowing the
 * product.
 *
 * @param engine the engine's name, the first folder of where it is kept
 * @param version the release's version, the second
 * @param source where it is had from when no operator brings it
 * @param mustContain files that prove that an installed folder or an operator's archive is this release, relative to its
 *     root, such as {@code lib/neo4j-kernel-2026.08.1.jar}
 * @param versionCommand a program of the release, relative to its root, with arguments that make it print its version:
 *     the second proof, for releases whose files all have the same names. Empty where the files prove enough
 */
public record Distribution(
        String engine, String version, Source source, List<String> mustContain, List<String> versionCommand) {
    public Distribution {
        mustContain = List.copyOf(mustContain);
        versionCommand = List.copyOf(versionCommand);
    }

    /** Of Maven artifacts, or brought by an operator where there are none; its files prove it. */
    public Distribution(String engine, String version, List<String> mavenCoordinates, List<String> mustContain) {
        this(
                engine,
                version,
                mavenCoordinates.isEmpty() ? new Source.Brought() : new Source.Maven(mavenCoordinates),
                mustContain,
                List.of());
    }

    /** Where a release comes from. */
    public sealed interface Source {
        /** Nowhere by itself: an operator brings it, unless there is nothing to it at all. */
        record Brought() implements Source {}

        /**
         * Maven repositories.
         *
         * @param coordinates root artifacts, {@code group:artifact:version}, that are fetched with everything they need
         *     at run time; all jars end in {@code lib/}
         */
        record Maven(List<String> coordinates) implements Source {
            public Maven {
                coordinates = List.copyOf(coordinates);
            }
        }

        /**
         * The vendor's archive at an address.
         *
         * @param address with <code>{version}</code> and <code>{platform}</code> where these stand in it; an operator's
         *     mirror may take its place
         * @param platforms what the vendor calls each platform that there is an archive for, by the names that Java has
         *     for operating system and processor, such as {@code Linux amd64}
         */
        record Archive(String address, Map<String, String> platforms) implements Source {
            public Archive {
                platforms = Map.copyOf(platforms);
            }
        }
    }

    @Override
    public String toString() {
        return engine + " " + version;
    }
}
