package io.graphstead.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** A file to be fetched. Its content never changes. */
public interface Download {
    /** To be saved under. */
    String name();

    long bytes();

    Instant made();

    /** When it is deleted; empty when that is nobody's plan. */
    Optional<Instant> expiry();

    /** @param from the first byte that is wanted */
    InputStream open(long from) throws IOException;
}
