package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A release of the catalogue as this installation has it.
 *
 * @param installed whether its programs are in place, so that a deployment of it needs no download
 * @param looking finds out what keeps it from being deployed here now. Only done when somebody wants to know, since of a
 *     release that is not installed it may be asked of a network
 */
public record ReleaseView(Release release, boolean installed, Supplier<Optional<String>> looking) {
    static final Comparator<ReleaseView> OLDEST_FIRST = Comparator.comparing(
                    (ReleaseView view) -> view.release().engine())
            .thenComparing(view -> view.release().version());

    /** Of which it is known already what keeps it from being deployed. */
    public ReleaseView(Release release, boolean installed, Optional<String> obstacle) {
        this(release, installed, () -> obstacle);
    }

    /** What keeps it from being deployed here now, in words that say what to do; empty when nothing does. */
    public Optional<String> obstacle() {
        return looking.get();
    }

    /** Whether a deployment of it can be made now. */
    public boolean available() {
        return obstacle().isEmpty();
    }
}
