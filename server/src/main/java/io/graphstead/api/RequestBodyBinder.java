package io.graphstead.api;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives a controller's method its {@link RequestBody}. */
@Singleton
@SuppressWarnings("rawtypes") // the framework finds binders by the raw class
final class RequestBodyBinder implements TypedRequestArgumentBinder<RequestBody> {
    private final Dialects dialects;
    private final BodyReader reader;

    RequestBodyBinder(Dialects dialects, BodyReader reader) {
        this.dialects = dialects;
        this.reader = reader;
    }

    @Override
    public Argument<RequestBody> argumentType() {
        return Argument.of(RequestBody.class);
    }

    @Override
    public BindingResult<RequestBody> bind(ArgumentConversionContext<RequestBody> context, HttpRequest<?> request) {
        Class<?> type = context.getFirstTypeVariable()
                .orElseThrow(() -> new IllegalStateException("say what is read: RequestBody<SomeRecord>"))
                .getType();
        return () -> Optional.of(new RequestBody<>(request, type, dialects.of(request), reader));
    }
}
