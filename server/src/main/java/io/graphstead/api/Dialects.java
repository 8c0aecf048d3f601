package io.graphstead.api;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;

/** Finds the dialect of a request by its path. */
@Singleton
final class Dialects {
    private final List<Dialect> all;

    Dialects(List<Dialect> all) {
        this.all = List.copyOf(all);
    }

    Dialect of(HttpRequest<?> request) {
        return all.stream()
                .filter(dialect -> dialect.answers(request.getPath()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no dialect answers " + request.getPath()));
    }
}
