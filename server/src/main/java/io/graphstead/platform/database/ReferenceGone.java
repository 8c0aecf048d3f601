package io.graphstead.platform.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What was to be referred to has been removed since it was looked up, so that PostgreSQL has refused to refer to it. */
public final class ReferenceGone {
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private ReferenceGone() {}

    /** Whether that is behind a failure of a statement, however wrapped. */
    public static boolean isBehind(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && FOREIGN_KEY_VIOLATION.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
