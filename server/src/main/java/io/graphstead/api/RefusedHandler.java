package io.graphstead.api;

import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Hands what a feature refuses to the dialect. */
@Singleton
final class RefusedHandler implements ExceptionHandler<Refused, HttpResponse<?>> {
    private final Failures failures;

    RefusedHandler(Failures failures) {
        this.failures = failures;
    }

    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, Refused refused) {
        return failures.refused(request, refused.refusal());
    }
}
