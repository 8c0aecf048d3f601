package io.graphstead.console;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.identity.oidc.Oidc;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** The page on which people sign in, with all ways there are. */
@Singleton
public final class SignInPage {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Strangers strangers;
    private final Oidc provider;

    SignInPage(Strangers strangers, Oidc provider) {
        this.strangers = strangers;
        this.provider = provider;
    }

    /** @param next where to go on: {@link ConsolePaths#goOnAt} */
    public MutableHttpResponse<String> of(
            HttpRequest<?> request, HttpStatus status, String next, String email, String problem) {
        return strangers.page(
                request,
                status,
                "Sign in",
                frame -> TEMPLATES.accessSignIn(
                        frame, next, email, problem, provider.name().orElse("")));
    }
}
