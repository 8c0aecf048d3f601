package io.graphstead.console;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/** Gives a page's method the {@link Form} that the {@link FormGuard} has found to be one of ours. */
@Singleton
final class FormBinder implements TypedRequestArgumentBinder<Form> {
    static final String ATTRIBUTE = "graphstead.form";

    @Override
    public Argument<Form> argumentType() {
        return Argument.of(Form.class);
    }

    @Override
    public BindingResult<Form> bind(ArgumentConversionContext<Form> context, HttpRequest<?> request) {
        return () -> request.getAttribute(ATTRIBUTE, Form.class);
    }
}
