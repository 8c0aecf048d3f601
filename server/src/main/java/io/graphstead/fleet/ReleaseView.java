package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import java.util.Comparator;
import java.util.Optional;

/**
 * A release of the catalogue as this installation has it.
 *
 * @param installed whether its programs are in place, so that a deployment of it needs no download
 * @param obstacle what keeps it from being deployed here now, in words that say what to do; empty when nothing does
 */
public record ReleaseView(Release release, boolean installed, Optional<String> obstacle) {
    static final Comparator<ReleaseView> OLDEST_FIRST = Comparator.comparing(
                    (ReleaseView view) -> view.release().engine())
            .thenComparing(view -> view.release().version());

    /** Whether a deployment of it can be made now. */
    public boolean available() {
        return obstacle.isEmpty();
    }
}
