package io.graphstead.console;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/** Gives a page's method the {@link Visit} that the {@link SessionEntrance} has let in. */
@Singleton
final class VisitBinder implements TypedRequestArgumentBinder<Visit> {
    static final String ATTRIBUTE = "graphstead.visit";

    @Override
    public Argument<Visit> argumentType() {
        return Argument.of(Visit.class);
    }

    @Override
    public BindingResult<Visit> bind(ArgumentConversionContext<Visit> context, HttpRequest<?> request) {
        return () -> request.getAttribute(ATTRIBUTE, Visit.class);
    }
}
