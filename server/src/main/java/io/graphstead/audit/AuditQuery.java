package io.graphstead.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which events are wanted.
 *
 * @param since not before this moment
 * @param until before this moment
 * @param actors by any of these; empty for all
 * @param resource about this, or with this id among those that were named
 */
public record AuditQuery(
        Optional<Instant> since, Optional<Instant> until, List<String> actors, Optional<String> resource) {
    /** Everything. */
    public static final AuditQuery ALL =
            new AuditQuery(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public AuditQuery {
        actors = List.copyOf(actors);
    }
}
