package io.graphstead.console.database;

import io.graphstead.console.organization.Choice;
import java.util.List;

/**
 * Where a snapshot can be restored.
 *
 * @param inPlace the name of its own database; empty text when that was deleted
 * @param inPlaceId its id
 * @param others databases of the same engine that the caller may change, other than its own
 * @param environments those in which the caller may make one
 * @param versions its own and newer ones
 */
public record RestoreForm(
        String inPlace,
        String inPlaceId,
        List<Choice> others,
        List<Choice> environments,
        List<PlanChoice> plans,
        List<Choice> versions) {
    public RestoreForm {
        others = List.copyOf(others);
        environments = List.copyOf(environments);
        plans = List.copyOf(plans);
        versions = List.copyOf(versions);
    }
}
