package io.graphstead.api.graphenedb;

import java.util.Optional;

/**
 * The {@code {vendor}} segment of a path: this dialect's word for an engine.
 *
 * @param segment such as {@code graphneo}
 * @param engine the engine's name in this installation, such as {@code neo4j}; empty for {@link #NOT_NAMED}
 */
public record Vendor(String segment, Optional<String> engine) {
    /** Stands where a path names a database without its vendor; see {@link DatabasePaths}. */
    public static final Vendor NOT_NAMED = new Vendor("-", Optional.empty());

    /** Whether databases of the engine are found under this segment. */
    public boolean serves(String asked) {
        return engine.isEmpty() || engine.get().equals(asked);
    }
}
