package io.graphstead.console.database;

import io.graphstead.console.Words;
import java.util.OptionalLong;

/**
 * How much of something is used.
 *
 * @param used empty when it is not known now
 */
public record Gauge(OptionalLong used, long limit) {
    public String words() {
        return (used.isPresent() ? Words.bytes(used.getAsLong()) : "–") + " of " + Words.bytes(limit);
    }

    public long percent() {
        return limit == 0 ? 0 : Math.min(100, 100 * used.orElse(0) / limit);
    }
}
