package io.graphstead.console.access;

import io.graphstead.console.ConsolePaths;
import io.graphstead.console.Pages;
import io.graphstead.console.SessionCookie;
import io.graphstead.identity.SignInStep;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Where a browser goes on after a step of signing in, whichever way its person came. */
@Singleton
final class SignInAnswers {
    /** @param next a page of ours: {@link ConsolePaths#goOnAt} */
    MutableHttpResponse<?> after(SignInStep step, String next, Supplier<MutableHttpResponse<?>> wrong) {
        return switch (step) {
            case SignInStep.Done(var secret) ->
                Pages.goTo(next)
                        .header(HttpHeaders.SET_COOKIE, SessionCookie.of(secret))
                        .header(HttpHeaders.SET_COOKIE, TicketCookie.CODE.none());
            case SignInStep.CodeNeeded(String ticket) ->
                Pages.goTo(ConsolePaths.SIGN_IN_CODE + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
                        .header(HttpHeaders.SET_COOKIE, TicketCookie.CODE.of(ticket));
            case SignInStep.Wrong _ -> wrong.get();
        };
    }
}
