package io.graphstead.console;

import io.graphstead.identity.SessionSecret;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The two cookies of the console, one for who is signed in and one for who is not yet. The prefix in their names makes
 * browsers refuse them from any other host and over plain HTTP.
 */
public final class SessionCookie {
    static final String SESSION = "__Host-graphstead";
    static final String STRANGER = "__Host-graphstead-form";

    private static final String RULES = "; Path=/; Secure; HttpOnly; SameSite=Lax";
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private SessionCookie() {}

    static Optional<String> session(HttpRequest<?> request) {
        return read(request, SESSION);
    }

    static Optional<String> stranger(HttpRequest<?> request) {
        return read(request, STRANGER);
    }

    private static Optional<String> read(HttpRequest<?> request, String name) {
        return request.getCookies()
                .findCookie(name)
                .map(Cookie::getValue)
                .filter(value -> FORM.matcher(value).matches());
    }

    /** The header's value; gone with the browser, and at the server earlier. */
    public static String of(SessionSecret secret) {
        return SESSION + "=" + secret.reveal() + RULES;
    }

    static String ofStranger(String value) {
        return STRANGER + "=" + value + RULES;
    }

    /** The header's value that removes the session's cookie. */
    public static String none() {
        return SESSION + "=; Max-Age=0" + RULES;
    }
}
