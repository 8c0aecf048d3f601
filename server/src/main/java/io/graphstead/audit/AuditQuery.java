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
 * @param action this one, or those that go on after it with a point: {@code database} for all that is done to one
 */
public record AuditQuery(
        Optional<Instant> since,
        Optional<Instant> until,
        List<String> actors,
        Optional<String> resource,
        Optional<String> action) {
    /** Everything. */
    public static final AuditQuery ALL =
            new AuditQuery(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public AuditQuery {
        actors = List.copyOf(actors);
    }
}
