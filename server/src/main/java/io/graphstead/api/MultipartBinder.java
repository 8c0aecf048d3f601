package io.graphstead.api;

import io.graphstead.platform.folder.DataFolder;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives a controller's method its {@link Multipart}. */
@Singleton
public final class MultipartBinder implements TypedRequestArgumentBinder<Multipart> {
    private final BeanProvider<DataFolder> folder;

    MultipartBinder(BeanProvider<DataFolder> folder) {
        this.folder = folder;
    }

    @Override
    public Argument<Multipart> argumentType() {
        return Argument.of(Multipart.class);
    }

    @Override
    public BindingResult<Multipart> bind(ArgumentConversionContext<Multipart> context, HttpRequest<?> request) {
        return () -> Optional.of(of(request));
    }

    /** What a request sends, for who takes it under another name. */
    public Multipart of(HttpRequest<?> request) {
        return new Multipart(request, folder.get().uploads());
    }
}
