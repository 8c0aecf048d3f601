package io.graphstead.engine.query;

import java.util.Optional;

/** A query was not answered. Its message is the engine's own, for whoever wrote the query. */
public final class QueryFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Why {
        /** The engine has something against it. */
        REFUSED,
        /** It took longer than it may. */
        TOO_LONG,
        /** It was called off. */
        CANCELLED,
        /** The engine does not take the password that is known here. */
        PASSWORD,
        /** The engine did not answer. */
        NO_ANSWER
    }

    /** Where in the text, counted from 1. */
    public record Position(int line, int column) {}

    private final Why why;
    private final String code;
    private final transient Optional<Position> position;

    /** @param code the engine's name for what is wrong; may be empty */
    public QueryFailed(Why why, String code, String message, Optional<Position> position) {
        super(message);
        this.why = why;
        this.code = code;
        this.position = position;
    }

    public QueryFailed(Why why, String message) {
        this(why, "", message, Optional.empty());
    }

    public Why why() {
        return why;
    }

    public String code() {
        return code;
    }

    public Optional<Position> position() {
        return position;
    }

    /** The engine's words. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
