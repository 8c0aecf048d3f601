package io.graphstead.engine.typedb;

import io.graphstead.engine.Version;
import java.util.Optional;

/** Which releases take over the data of which: within 3 every later one, and none goes back. */
final class Upgrades {
    private Upgrades() {}

    static Optional<String> obstacle(Version from, Version to) {
        if (to.equals(from)) {
            return Optional.of("it runs TypeDB " + to + " already");
        }
        if (from.major() != to.major()) {
            return Optional.of("the data of TypeDB " + from + " cannot be read by TypeDB " + to
                    + "; export it with the vendor's tools into a new database of " + to);
        }
        if (to.compareTo(from) < 0) {
            return Optional.of("TypeDB " + to + " is older than " + from
                    + " and cannot read its data; choose a newer release, or export the data into a new database");
        }
        return Optional.empty();
    }
}
