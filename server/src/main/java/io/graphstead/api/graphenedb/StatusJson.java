package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.fleet.ShownState;
import io.graphstead.fleet.ShownStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A database's status. Contract §4. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record StatusJson(
        String state,
        boolean needsRestart,
        boolean isPending,
        boolean isLocked,
        boolean underIncident,
        HealthCheckJson lastHealthCheckStatus,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pausedBy) {

    /**
     * @param lastCheckSecondsAgo null when none was made since the database was started
     * @param status {@code healthy}, {@code unhealthy} or {@code unknown}
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record HealthCheckJson(@Nullable Long lastCheckSecondsAgo, String status) {}

    static StatusJson of(ShownStatus status, Instant now) {
        return new StatusJson(
                state(status.state()),
                status.needsRestart(),
                // Clients take a database whose four flags are all false for settled: no state on the way may look so.
                status.pending() || !resting(status.state()),
                status.locked(),
                status.underIncident(),
                new HealthCheckJson(
                        status.lastHealthCheck()
                                .map(last ->
                                        Math.max(0, Duration.between(last, now).toSeconds()))
                                .orElse(null),
                        status.healthy()
                                .map(healthy -> healthy ? "healthy" : "unhealthy")
                                .orElse("unknown")),
                status.pausedBy()
                        .map(who -> who.name().toLowerCase(Locale.ROOT))
                        .orElse(null));
    }

    private static String state(ShownState state) {
        return switch (state) {
            // "paused" until it runs: clients wait after a creation only when they see this word. Contract §3, create.
            case STARTING, PAUSED, RESUMING -> "paused";
            case RUNNING, PAUSING, UPDATING -> "running";
            case DELETING -> "terminated";
            case FAILED -> "failed";
        };
    }

    private static boolean resting(ShownState state) {
        return switch (state) {
            case RUNNING, PAUSED, FAILED -> true;
            case STARTING, PAUSING, RESUMING, UPDATING, DELETING -> false;
        };
    }
}
