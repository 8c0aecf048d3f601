package io.graphstead.snapshot;

/**
 * Where an archive's content came from; the first thing in it, so that a person who finds one can tell.
 *
 * @param database what the database was called
 * @param deployment its id
 * @param engine its engine, and the version of it that wrote the content
 * @param madeAt ISO 8601
 * @param madeBy who asked for it
 */
public record Provenance(
        String database,
        String deployment,
        String engine,
        String version,
        String edition,
        String madeAt,
        String madeBy) {}
