package io.graphstead.console.database;

import io.graphstead.console.organization.EnvironmentLine;
import java.util.List;

/**
 * The form of a new database.
 *
 * @param releases what can be had, the default one of the first engine first
 */
public record NewForm(
        String organization,
        List<EnvironmentLine> environments,
        String environment,
        String name,
        List<ReleaseChoice> releases,
        List<PlanChoice> plans,
        String problem) {
    public NewForm {
        environments = List.copyOf(environments);
        releases = List.copyOf(releases);
        plans = List.copyOf(plans);
    }

    /**
     * A release to choose.
     *
     * @param value what is sent
     * @param installed whether it needs no download first
     * @param obstacle why it cannot be had now; empty text when it can
     */
    public record ReleaseChoice(
            String value, String engine, String version, boolean installed, String obstacle, boolean chosen) {}
}
