package io.graphstead.fleet;

import io.graphstead.fleet.Marks.PausedBy;
import java.time.Instant;
import java.util.Optional;

/**
 * What is shown of a deployment's state: derived from intent, observation and running operation, stored
 * nowhere.
 *
 * @param state its state
 * @param needsRestart a changed setting waits for a restart
 * @param pending an operation is changing the state
 * @param locked an operation runs during which others are refused
 * @param underIncident it should be running and is not, by no one's wish
 * @param healthy what the last health check saw; empty when none was made since it was started
 * @param lastHealthCheck when that was
 * @param serving whether its server is up now, as observed
 * @param pausedBy who paused it, while it is paused
 * @param message why it failed, for a failed one
 */
public record ShownStatus(
        ShownState state,
        boolean needsRestart,
        boolean pending,
        boolean locked,
        boolean underIncident,
        Optional<Boolean> healthy,
        Optional<Instant> lastHealthCheck,
        boolean serving,
        Optional<String> message,
        Optional<PausedBy> pausedBy) {}
