package io.graphstead.console.organization;

import io.graphstead.console.DatabaseLine;
import java.util.List;
import java.util.Map;

/**
 * One page of an organization's databases.
 *
 * @param organization its id
 * @param lastSnapshots by the databases' ids; without those that have none
 * @param incidents how many of all should be running and do not
 * @param found how many the search found
 * @param all how many there are
 * @param engines those that there are databases of
 * @param mayMake whether there is an environment in which the caller may make one
 */
public record Glance(
        String organization,
        Search search,
        List<DatabaseLine> lines,
        Map<String, String> lastSnapshots,
        long incidents,
        long found,
        long all,
        int pages,
        List<String> engines,
        List<EnvironmentLine> environments,
        boolean mayMake) {
    public Glance {
        lines = List.copyOf(lines);
        lastSnapshots = Map.copyOf(lastSnapshots);
        engines = List.copyOf(engines);
        environments = List.copyOf(environments);
    }

    /** Ids of the databases that are shown, for the stream that keeps them live. */
    public String ids() {
        return String.join(",", lines.stream().map(DatabaseLine::id).toList());
    }
}
