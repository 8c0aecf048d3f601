package io.graphstead.console.access;

import io.graphstead.api.Open;
import io.graphstead.console.ConsolePaths;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.ServerAddress;
import io.graphstead.console.SignInPage;
import io.graphstead.identity.Sessions;
import io.graphstead.identity.oidc.Oidc;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.HashMap;
import java.util.Map;

/** Signing in with the identity provider: there, and back. */
@Controller(ConsolePaths.SIGN_IN_PROVIDER)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProviderController {
    private static final String CALLBACK = "/callback";

    private final Oidc provider;
    private final Sessions sessions;
    private final SignInAnswers answers;
    private final SignInPage pages;

    ProviderController(Oidc provider, Sessions sessions, SignInAnswers answers, SignInPage pages) {
        this.provider = provider;
        this.sessions = sessions;
        this.answers = answers;
        this.pages = pages;
    }

    @Get
    @Open(because = "it leads to where people sign in")
    HttpResponse<?> leave(HttpRequest<?> request) {
        String next =
                ConsolePaths.goOnAt(request.getParameters().getFirst("next").orElse(""));
        try {
            Oidc.Departure departure =
                    provider.begin(ServerAddress.of(request) + ConsolePaths.SIGN_IN_PROVIDER + CALLBACK, next);
            return Pages.goTo(departure.address().toString())
                    .header(HttpHeaders.SET_COOKIE, TicketCookie.PROVIDER.of(departure.ticket()));
        } catch (Refused refused) {
            return problem(request, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()), next);
        }
    }

    @Get(CALLBACK)
    @Open(because = "the provider's signature is the proof, for the browser that has begun")
    HttpResponse<?> arrive(HttpRequest<?> request) {
        Map<String, String> brought = new HashMap<>();
        request.getParameters().forEach((name, values) -> brought.put(name, values.getFirst()));
        try {
            Oidc.Arrival arrival =
                    provider.finish(TicketCookie.PROVIDER.read(request).orElse(""), brought);
            return answers.after(
                            sessions.signInVerified(arrival.email(), Browsers.of(request)),
                            ConsolePaths.goOnAt(arrival.next()),
                            () -> problem(
                                    request,
                                    HttpStatus.FORBIDDEN,
                                    "Nobody here has the address " + arrival.email()
                                            + ". Ask an owner of your organization for an invitation to it, then sign in again.",
                                    arrival.next()))
                    .header(HttpHeaders.SET_COOKIE, TicketCookie.PROVIDER.none());
        } catch (Refused refused) {
            return problem(
                    request,
                    HtmlErrors.status(refused.refusal()),
                    HtmlErrors.words(refused.refusal()),
                    ConsolePaths.HOME);
        }
    }

    private MutableHttpResponse<?> problem(HttpRequest<?> request, HttpStatus status, String words, String next) {
        return pages.of(request, status, next, "", words).header(HttpHeaders.SET_COOKIE, TicketCookie.PROVIDER.none());
    }
}
