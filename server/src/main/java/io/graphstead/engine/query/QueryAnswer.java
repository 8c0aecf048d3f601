package io.graphstead.engine.query;

import java.util.List;
import java.util.Optional;

/**
 * What a query was answered with.
 *
 * @param rows each as long as the columns
 * @param cut why there are not all rows, in words
 * @param picture what of it is a graph
 * @param plan its first step
 * @param changes what was written, in words
 * @param notices of the engine
 */
public record QueryAnswer(
        List<String> columns,
        List<List<Cell>> rows,
        Optional<String> cut,
        GraphPicture picture,
        Optional<PlanStep> plan,
        List<String> changes,
        List<String> notices) {
    public QueryAnswer {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        changes = List.copyOf(changes);
        notices = List.copyOf(notices);
    }
}
