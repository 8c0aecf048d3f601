package io.graphstead.console;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Dialect;
import io.graphstead.api.Failure;
import io.graphstead.api.RequestId;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refusal.NoAccess;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The failures of pages: pages that say what happened, why, and what to do. Who is not signed in can do that at once. */
@Singleton
public final class HtmlErrors implements Dialect {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final Map<String, String> KINDS = Map.of("deployment", "database", "project", "environment");

    private final Strangers strangers;
    private final SignInPage signIn;

    HtmlErrors(Strangers strangers, SignInPage signIn) {
        this.strangers = strangers;
        this.signIn = signIn;
    }

    @Override
    public boolean answers(String path) {
        return ConsolePaths.has(path);
    }

    @Override
    public Failure of(HttpRequest<?> request, Refusal refusal) {
        if (refusal instanceof Refusal.Unauthenticated
                && request.getMethodName().equals("GET")) {
            String next = ConsolePaths.goOnAt(request.getUri().toString());
            return failure(signIn.of(request, HttpStatus.UNAUTHORIZED, next, "", ""));
        }
        return of(request, status(refusal), words(refusal));
    }

    @Override
    public Failure of(HttpRequest<?> request, HttpStatus status, String words) {
        return failure(strangers.page(
                request,
                status,
                title(status),
                frame -> TEMPLATES.problem(frame, title(status), Failure.brief(words), RequestId.of(request))));
    }

    private static Failure failure(MutableHttpResponse<String> page) {
        Map<String, String> headers = new HashMap<>(Pages.HEADERS);
        page.getHeaders()
                .findFirst(HttpHeaders.SET_COOKIE)
                .ifPresent(cookie -> headers.put(HttpHeaders.SET_COOKIE, cookie));
        return new Failure(page.status(), page.getBody().orElse(""), Pages.HTML, headers);
    }

    private static String title(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "Sign in first";
            case FORBIDDEN -> "This is not open to you";
            case NOT_FOUND -> "There is nothing here";
            case TOO_MANY_REQUESTS -> "Too many requests";
            case SERVICE_UNAVAILABLE -> "Not now";
            default -> status.getCode() >= 500 ? "The server failed at this" : "This cannot be done";
        };
    }

    /** As the APIs answer, but that a conflict may say so. */
    public static HttpStatus status(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthenticated _ -> HttpStatus.UNAUTHORIZED;
            case NoAccess(NoAccess.Reach reach, String _, String _) ->
                reach == NoAccess.Reach.OTHER_ORGANIZATION ? HttpStatus.NOT_FOUND : HttpStatus.FORBIDDEN;
            case Refusal.NotFound _ -> HttpStatus.NOT_FOUND;
            case Refusal.InvalidField _,
                    Refusal.Malformed _,
                    Refusal.EmptyChange _,
                    Refusal.NameTaken _,
                    Refusal.UnknownVersion _,
                    Refusal.CannotRun _ -> HttpStatus.BAD_REQUEST;
            case Refusal.WrongState _, Refusal.Busy _, Refusal.Protected _, Refusal.DoesNotFit _, Refusal.NotEmpty _ ->
                HttpStatus.CONFLICT;
            case Refusal.TooManyRequests _ -> HttpStatus.TOO_MANY_REQUESTS;
            case Refusal.Unavailable _ -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    /** The refusal's words with things called as pages call them. */
    public static String words(Refusal refusal) {
        String words = refusal instanceof NoAccess(NoAccess.Reach reach, String what, String _)
                        && reach == NoAccess.Reach.OTHER_ORGANIZATION
                ? "no " + what + " here"
                : refusal.words();
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            words = words.replaceAll("\\b" + kind.getKey() + "\\b", kind.getValue());
        }
        return words;
    }

    @Override
    public Failure of(Refusal refusal) {
        throw new IllegalStateException("pages are asked with their request");
    }

    @Override
    public Failure of(HttpStatus status, String words) {
        throw new IllegalStateException("pages are asked with their request");
    }

    /** Forms are read field by field. */
    @Override
    public UnknownFields unknownFields() {
        return UnknownFields.IGNORED;
    }

    @Override
    public Refusal unusableAuthorization(String words) {
        return new Refusal.Unauthenticated(words);
    }

    @Override
    public List<MediaType> bodyTypes() {
        return List.of(MediaType.APPLICATION_FORM_URLENCODED_TYPE);
    }
}
