package io.graphstead.fleet;

import io.graphstead.fleet.OperationView.Status;
import java.time.Instant;
import java.util.Optional;

/**
 * The installation of one release, as people see it.
 *
 * @param progress 0 to 1
 * @param message what is being done, in words; may be empty
 * @param error why it failed, in words for people
 */
public record InstallationView(
        OperationId id,
        String engine,
        String version,
        Status status,
        Instant startedAt,
        Optional<Instant> finishedAt,
        double progress,
        String message,
        Optional<String> error) {}
