package io.graphstead.console;

import io.graphstead.api.Multipart;
import io.graphstead.api.Multipart.Parts;
import io.micronaut.http.HttpRequest;

/**
 * A page's form with a file in it. It is read when the method asks for it, after it has checked who may do this; its token
 * is checked then, before anything of it is given out. An argument of methods with {@code @Uploads}.
 */
public final class FileForm {
    private final HttpRequest<?> request;
    private final Multipart body;
    private final FormGuard guard;

    FileForm(HttpRequest<?> request, Multipart body, FormGuard guard) {
        this.request = request;
        this.body = body;
        this.guard = guard;
    }

    /** As {@link Multipart#read(long)}. */
    public Parts read(long longest) {
        Parts parts = body.read(longest);
        try {
            guard.checkToken(request, parts.text(FormGuard.FIELD).orElse(""));
            return parts;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }
}
