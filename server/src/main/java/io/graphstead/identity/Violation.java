package io.graphstead.identity;

import java.sql.SQLException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Which rule of the schema a statement would have broken. */
enum Violation {
    UNIQUE,
    /** What was to be removed is referred to, or what was to be referred to is gone. */
    STILL_REFERRED_TO,
    NONE;

    static Violation of(UnableToExecuteStatementException failure) {
        String state = failure.getCause() instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        return switch (state) {
            case "23505" -> UNIQUE;
            case "23503" -> STILL_REFERRED_TO;
            default -> NONE;
        };
    }
}
