package io.graphstead.engine.query;

import java.time.Duration;

/**
 * A query of a person.
 *
 * @param id nobody else's; by it the engine finds the one to call off
 * @param text as it was written
 * @param database where a server has several; else empty text
 */
public record Query(String id, String text, Access access, Mode mode, String database, Limits limits) {
    /** What it may do at most; the engine holds it to that. */
    public enum Access {
        READ,
        WRITE,
        SCHEMA
    }

    /** What is done with it. */
    public enum Mode {
        RUN,
        /** Planned, not run. */
        EXPLAIN,
        /** Run, with what each step of the plan did. */
        PROFILE
    }

    /**
     * What an answer may be.
     *
     * @param rows kept
     * @param bytes that the engine may send
     */
    public record Limits(int rows, long bytes, Duration time) {}

    /** A query's text can hold secrets. */
    @Override
    public String toString() {
        return "Query[" + id + ", " + access + ", " + mode + "]";
    }
}
