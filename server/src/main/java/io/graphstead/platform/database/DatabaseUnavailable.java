package io.graphstead.platform.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL cannot be asked now. What was to be done may or may not have been done; asking again later is right. */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Connection lost or refused; shut down by an administrator, crashed, still starting; too many connections. */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300");

    private static final String CONNECTION_CLASS = "08";

    DatabaseUnavailable(String words, @Nullable Throwable cause) {
        super(words, cause);
    }

    /**
     * Whether a failure of a statement, however wrapped, means that PostgreSQL is gone: a connection that was good when it
     * was taken can break in the middle.
     */
    public static boolean isBehind(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable
                    || cause instanceof SQLTransientConnectionException
                    || (cause instanceof SQLException sql && isUnavailable(sql))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnavailable(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith(CONNECTION_CLASS) || STATES.contains(state));
    }
}
