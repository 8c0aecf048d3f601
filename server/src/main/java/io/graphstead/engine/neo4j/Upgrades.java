package io.graphstead.engine.neo4j;

import io.graphstead.engine.Version;
import java.util.Optional;

/**
 * Which releases take over the data of which. From 5 on every release reads and upgrades the stores of all earlier ones
 * when it starts; it never goes back, and the stores of 4.4 must be migrated by a tool of the vendor first.
 */
final class Upgrades {
    private static final Version READS_ALL_SINCE = new Version("5.0");

    private Upgrades() {}

    static Optional<String> obstacle(Version from, Version to) {
        if (to.equals(from)) {
            return Optional.of("it runs Neo4j " + to + " already");
        }
        if (to.compareTo(from) < 0) {
            return Optional.of("Neo4j " + to + " is older than " + from
                    + " and cannot read its data; choose a newer release, or export the data with Cypher into a new database");
        }
        boolean crossesMigration = from.compareTo(READS_ALL_SINCE) < 0 && to.compareTo(READS_ALL_SINCE) >= 0;
        if (crossesMigration) {
            return Optional.of("the data of Neo4j " + from + " must be migrated before Neo4j " + to
                    + " can read it, which is not offered here; choose a release of 4.4, or load the data into a new"
                    + " database of " + to);
        }
        return Optional.empty();
    }
}
