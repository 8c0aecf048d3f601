package io.graphstead.console;

import gg.jte.models.runtime.JteModel;
import io.graphstead.identity.Sessions;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** Pages with forms for who is not signed in: their form token belongs to a cookie of its own, made where there is none. */
@Singleton
public final class Strangers {
    private final Sessions sessions;
    private final Frames frames;

    Strangers(Sessions sessions, Frames frames) {
        this.sessions = sessions;
        this.frames = frames;
    }

    public MutableHttpResponse<String> page(
            HttpRequest<?> request, HttpStatus status, String title, Function<Frame, JteModel> page) {
        // A session's cookie goes first, as for the guard; it may be one that has ended.
        Optional<String> known = SessionCookie.session(request).or(() -> SessionCookie.stranger(request));
        String cookie = known.orElseGet(sessions::strangersCookie);
        Optional<Done> said = request.getParameters().getFirst("done").flatMap(Done::parse);
        MutableHttpResponse<String> response =
                Pages.html(status, page.apply(frames.ofStranger(title, sessions.formToken(cookie), said)));
        if (known.isEmpty()) {
            response.header(HttpHeaders.SET_COOKIE, SessionCookie.ofStranger(cookie));
        }
        return response;
    }
}
