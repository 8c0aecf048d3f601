package io.graphstead.console;

import io.graphstead.api.RequestBody;
import io.graphstead.api.Uploads;
import io.graphstead.identity.Sessions;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refused;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Lets no form through that another site made: every POST to a page must bring the token that was written into the form
 * for this very cookie. Stands before all pages, so that none can forget it. Where a route takes a file, the token comes with
 * that, and is checked when it is read: {@link FileForm}.
 */
@ServerFilter(
        value = {"/console/**", "/join/**"},
        methods = HttpMethod.POST)
final class FormGuard implements Ordered {
    static final String FIELD = "form-token";

    private final Sessions sessions;

    FormGuard(Sessions sessions) {
        this.sessions = sessions;
    }

    /** After the gate, so that who is not signed in is told that and not something about forms. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1400;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void check(HttpRequest<?> request) {
        if (isFromElsewhere(request)) {
            throw refused();
        }
        if (takesFile(request)) {
            return;
        }
        Form form = Form.parse(RequestBody.formOf(request));
        checkToken(request, form.exactly(FIELD));
        request.setAttribute(FormBinder.ATTRIBUTE, form);
    }

    /** A form of fields alone is checked here, whatever route it is sent to. */
    private static boolean takesFile(HttpRequest<?> request) {
        return request.getContentType()
                        .map(MediaType.MULTIPART_FORM_DATA_TYPE::matches)
                        .orElse(false)
                && RouteAttributes.getRouteMatch(request)
                        .map(RouteMatch::getAnnotationMetadata)
                        .filter(route -> route.hasAnnotation(Uploads.class))
                        .isPresent();
    }

    /** @param sent what came in the form */
    void checkToken(HttpRequest<?> request, String sent) {
        Optional<String> cookie = SessionCookie.session(request).or(() -> SessionCookie.stranger(request));
        boolean ours = cookie.map(sessions::formToken)
                .filter(expected -> MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII), sent.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
        if (!ours) {
            throw refused();
        }
    }

    private static Refused refused() {
        return new Refused(new NoAccess(
                NoAccess.Reach.ROLE_TOO_LOW,
                "form",
                "this form is out of date, or was not made by this server; nothing was changed. Open the page again and"
                        + " send it from there (cookies must be allowed)"));
    }

    /** Browsers say where a form stood; other clients say nothing, and are held by the token alone. */
    private static boolean isFromElsewhere(HttpRequest<?> request) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        String host = request.getHeaders().get(HttpHeaders.HOST);
        return origin != null && !origin.replaceFirst("^https?://", "").equals(host);
    }
}
