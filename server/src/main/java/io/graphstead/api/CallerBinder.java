package io.graphstead.api;

import io.graphstead.identity.Caller;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives a controller's method the {@link Caller} that the {@link Gate} has let through. */
@Singleton
public final class CallerBinder implements TypedRequestArgumentBinder<Caller> {
    private static final String ATTRIBUTE = "graphstead.caller";

    static void keep(HttpRequest<?> request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    /** Who was let through; empty on a route that is open to everyone. */
    public static Optional<Caller> callerOf(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class);
    }

    @Override
    public Argument<Caller> argumentType() {
        return Argument.of(Caller.class);
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> request) {
        return () -> callerOf(request);
    }
}
