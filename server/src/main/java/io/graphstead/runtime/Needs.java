package io.graphstead.runtime;

import java.util.Optional;

/** What has to be in place before a release can run. */
public record Needs(Distribution distribution, Optional<JavaNeed> java) {}
