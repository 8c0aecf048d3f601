package io.graphstead.console;

import io.graphstead.fleet.ShownStatus;

/**
 * A state as pages show it.
 *
 * @param word what it is called
 * @param color a color of the style sheet
 * @param busy something is under way
 * @param explained what the state means for whoever uses the database, in a sentence
 */
public record StateView(String word, String color, boolean busy, String explained) {
    static StateView of(ShownStatus status) {
        if (status.underIncident()) {
            return new StateView(
                    "Incident",
                    "red",
                    true,
                    "It should be running and does not answer. The server starts it again by itself; the log says what it"
                            + " wrote last.");
        }
        return switch (status.state()) {
            case STARTING -> new StateView("Starting", "azure", true, "It is being made and cannot be reached yet.");
            case RUNNING ->
                status.healthy().orElse(true)
                        ? new StateView("Running", "green", status.pending(), "It answers queries.")
                        : new StateView(
                                "Unhealthy", "orange", false, "It runs, and did not pass its last health check.");
            case PAUSING -> new StateView("Pausing", "azure", true, "It is being stopped; its data is kept.");
            case PAUSED ->
                new StateView(
                        "Paused", "secondary", false, "It takes no memory, and its data is kept. Resume it to use it.");
            case RESUMING -> new StateView("Resuming", "azure", true, "It is being started and answers in a moment.");
            case UPDATING ->
                new StateView("Updating", "azure", true, "It is being changed and runs again when that is done.");
            case DELETING -> new StateView("Deleting", "orange", true, "It is being removed with all of its data.");
            case FAILED ->
                new StateView(
                        "Failed",
                        "red",
                        false,
                        status.message().orElse("An operation left it unusable. It can be deleted."));
        };
    }
}
