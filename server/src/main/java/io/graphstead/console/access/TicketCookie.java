package io.graphstead.console.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cookies that carry a sealed ticket over the minutes of a sign-in. None of them is a session. */
enum TicketCookie {
    /** The password was right, and the second factor's code is missing. */
    CODE,
    /** Someone was sent to the identity provider. */
    PROVIDER;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,4000}");
    // Lax: the provider leads back with a link from another site.
    private static final String RULES = "; Path=/; Secure; HttpOnly; SameSite=Lax";

    private String header() {
        return "__Host-graphstead-" + name().toLowerCase(Locale.ROOT);
    }

    Optional<String> read(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie(header())
                .map(Cookie::getValue)
                .filter(value -> FORM.matcher(value).matches());
    }

    /** The header's value. */
    String of(String ticket) {
        return header() + "=" + ticket + "; Max-Age=600" + RULES;
    }

    /** The header's value that removes it. */
    String none() {
        return header() + "=; Max-Age=0" + RULES;
    }
}
