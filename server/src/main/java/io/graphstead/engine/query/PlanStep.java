package io.graphstead.engine.query;

import java.util.List;
import java.util.OptionalLong;

/**
 * A step of how an engine answers a query.
 *
 * @param details what it does, as the engine says it
 * @param estimated rows that the engine expects
 * @param rows that there were
 * @param hits on the store that it took
 * @param before the steps whose rows it takes
 */
public record PlanStep(
        String operator,
        String details,
        OptionalLong estimated,
        OptionalLong rows,
        OptionalLong hits,
        List<PlanStep> before) {
    public PlanStep {
        before = List.copyOf(before);
    }
}
