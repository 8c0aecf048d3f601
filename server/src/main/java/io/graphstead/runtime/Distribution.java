package io.graphstead.runtime;

import java.util.List;

/**
 * The programs of one engine release, described as data so that a runtime can put them in place without knowing the
 * product.
 *
 * @param engine the engine's name, the first folder of where it is kept
 * @param version the release's version, the second
 * @param mavenCoordinates root artifacts, {@code group:artifact:version}, that are fetched with everything they need at
 *     run time; all jars end in {@code lib/}
 * @param mustContain files that prove that an installed folder or an operator's archive is this release, relative to its
 *     root, such as {@code lib/neo4j-kernel-2026.08.1.jar}
 */
public record Distribution(String engine, String version, List<String> mavenCoordinates, List<String> mustContain) {
    public Distribution {
        mavenCoordinates = List.copyOf(mavenCoordinates);
        mustContain = List.copyOf(mustContain);
    }

    @Override
    public String toString() {
        return engine + " " + version;
    }
}
