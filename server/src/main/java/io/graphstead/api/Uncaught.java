package io.graphstead.api;

import io.graphstead.platform.database.DatabaseUnavailable;
import io.graphstead.platform.database.ReferenceGone;
import io.graphstead.platform.log.LogFields;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refusal.Unavailable;
import io.graphstead.refusal.Refusal.WrongState;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a route or a filter throws: a refusal, however wrapped, goes to the dialect; without PostgreSQL the answer is
 * "not now"; everything else is a fault of the server, told to the log and not to the client.
 */
@Singleton
final class Uncaught implements ExceptionHandler<Throwable, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(Uncaught.class);

    private static final Set<String> CLIENT_IS_GONE =
            Set.of("Connection reset by peer", "Connection closed before full body was received");

    private final Failures failures;

    Uncaught(Failures failures) {
        this.failures = failures;
    }

    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, Throwable thrown) {
        return answer(request, thrown);
    }

    private HttpResponse<?> answer(HttpRequest<?> request, Throwable thrown) {
        Optional<Refusal> refusal = Failures.refusal(thrown);
        if (refusal.isPresent()) {
            return failures.refused(request, refusal.get());
        }
        // Set here once more: the framework does not carry it along into every handler.
        try (LogFields.About _ = LogFields.REQUEST.is(RequestId.of(request))) {
            if (DatabaseUnavailable.isBehind(thrown)) {
                LOG.warn("PostgreSQL does not answer: {}", thrown.getMessage());
                return failures.refused(
                        request,
                        new Unavailable("the server's own database does not answer now; try again in a few seconds"));
            }
            if (ReferenceGone.isBehind(thrown)) {
                return failures.refused(
                        request,
                        new WrongState(
                                request.getMethodName(),
                                "deleted",
                                "what this belongs to was deleted at the same moment; nothing was changed, look what is"
                                        + " there now"));
            }
            if (clientIsGone(thrown)) {
                LOG.debug("The client of {} {} is gone", request.getMethodName(), LoggedPath.of(request), thrown);
            } else {
                LOG.error("{} {} failed", request.getMethodName(), LoggedPath.of(request), thrown);
            }
            return failures.fault(request);
        }
    }

    private static boolean clientIsGone(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof ClosedChannelException
                    || at instanceof IOException && CLIENT_IS_GONE.contains(String.valueOf(at.getMessage()))) {
                return true;
            }
        }
        return false;
    }
}
