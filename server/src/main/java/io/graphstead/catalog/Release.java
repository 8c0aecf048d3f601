package io.graphstead.catalog;

import io.graphstead.engine.Version;

/**
 * One version and edition of an engine.
 *
 * @param byDefault whether it is the one that is meant when no version is named; exactly one per engine
 */
public record Release(String engine, Version version, String edition, boolean byDefault) {}
