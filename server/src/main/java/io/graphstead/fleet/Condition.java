package io.graphstead.fleet;

import io.graphstead.fleet.Observation.Sight;
import java.time.Instant;
import java.util.Optional;

/**
 * What was last seen of a deployment.
 *
 * @param since when it was first seen like that
 * @param failure why its goal is {@link Goal#FAILED}
 */
public record Condition(Sight sight, Instant since, Optional<String> failure) {}
