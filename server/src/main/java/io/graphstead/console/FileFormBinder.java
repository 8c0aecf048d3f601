package io.graphstead.console;

import io.graphstead.api.MultipartBinder;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives a page's method its {@link FileForm}. */
@Singleton
final class FileFormBinder implements TypedRequestArgumentBinder<FileForm> {
    private final MultipartBinder bodies;
    private final FormGuard guard;

    FileFormBinder(MultipartBinder bodies, FormGuard guard) {
        this.bodies = bodies;
        this.guard = guard;
    }

    @Override
    public Argument<FileForm> argumentType() {
        return Argument.of(FileForm.class);
    }

    @Override
    public BindingResult<FileForm> bind(ArgumentConversionContext<FileForm> context, HttpRequest<?> request) {
        return () -> Optional.of(new FileForm(request, bodies.of(request), guard));
    }
}
