package io.graphstead.api;

import io.graphstead.refusal.Refusal.Unavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** While PostgreSQL is gone, what needs it is refused for now; any other failure of a statement is a fault of the server. */
@Singleton
final class DatabaseFailureHandler implements ExceptionHandler<JdbiException, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailureHandler.class);

    private final Failures failures;

    DatabaseFailureHandler(Failures failures) {
        this.failures = failures;
    }

    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, JdbiException failure) {
        if (isGone(failure)) {
            LOG.warn("PostgreSQL does not answer: {}", failure.getMessage());
            return failures.refused(
                    request,
                    new Unavailable("the server's own database does not answer now; try again in a few seconds"));
        }
        LOG.error("{} {} failed", request.getMethodName(), request.getPath(), failure);
        return failures.fault(request);
    }

    static boolean isGone(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConnectionException
                    || at instanceof SQLTransientException
                    || at instanceof SQLException sql && isGone(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Connection exceptions (08), an intervening operator (57P), too few resources (53): PostgreSQL manual, appendix A. */
    private static boolean isGone(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"));
    }
}
