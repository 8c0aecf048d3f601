package io.graphstead.api;

import io.graphstead.platform.database.DatabaseUnavailable;
import io.graphstead.refusal.Refusal.Unavailable;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** While PostgreSQL is gone, what needs it is refused for now; any other failure of a statement is a fault of the server. */
@Factory
final class DatabaseFailures {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailures.class);

    private final Failures failures;

    DatabaseFailures(Failures failures) {
        this.failures = failures;
    }

    @Singleton
    ExceptionHandler<DatabaseUnavailable, HttpResponse<?>> withoutConnection() {
        return this::answer;
    }

    @Singleton
    ExceptionHandler<JdbiException, HttpResponse<?>> inTheMiddle() {
        return this::answer;
    }

    private HttpResponse<?> answer(HttpRequest<?> request, RuntimeException failure) {
        if (DatabaseUnavailable.isBehind(failure)) {
            LOG.warn("PostgreSQL does not answer: {}", failure.getMessage());
            return failures.refused(
                    request,
                    new Unavailable("the server's own database does not answer now; try again in a few seconds"));
        }
        LOG.error("{} {} failed", request.getMethodName(), request.getPath(), failure);
        return failures.fault(request);
    }
}
