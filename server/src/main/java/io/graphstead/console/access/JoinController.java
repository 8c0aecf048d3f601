package io.graphstead.console.access;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Open;
import io.graphstead.api.RemoteAddress;
import io.graphstead.console.ConsolePaths;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Strangers;
import io.graphstead.identity.Invitations;
import io.graphstead.identity.Invitations.Shown;
import io.graphstead.identity.Sessions;
import io.graphstead.identity.oidc.Oidc;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Invitations, as those who were invited see them in a browser. */
@Controller("/join/{token}")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class JoinController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Invitations invitations;
    private final Sessions sessions;
    private final SignInAnswers answers;
    private final Strangers strangers;
    private final Oidc provider;

    JoinController(
            Invitations invitations, Sessions sessions, SignInAnswers answers, Strangers strangers, Oidc provider) {
        this.invitations = invitations;
        this.sessions = sessions;
        this.answers = answers;
        this.strangers = strangers;
        this.provider = provider;
    }

    @Get
    @Open(because = "the invitation's token is the proof, and who was invited may have no account yet")
    HttpResponse<?> ask(HttpRequest<?> request, String token) {
        return page(request, HttpStatus.OK, token, invitations.see(token, RemoteAddress.of(request)), "");
    }

    @Post
    @Open(because = "the invitation's token is the proof, and who was invited may have no account yet")
    HttpResponse<?> join(HttpRequest<?> request, String token, Form form) {
        String from = RemoteAddress.of(request);
        Shown shown = invitations.see(token, from);
        String password = form.exactly("password");
        try {
            invitations.accept(token, Optional.of(password).filter(text -> !text.isEmpty()), from);
        } catch (Refused refused) {
            if (refused.refusal() instanceof InvalidField || refused.refusal() instanceof Unauthenticated) {
                return page(request, HttpStatus.BAD_REQUEST, token, shown, HtmlErrors.words(refused.refusal()));
            }
            throw refused;
        }
        return answers.after(
                sessions.signIn(shown.member().email(), password, Browsers.of(request)),
                ConsolePaths.HOME,
                () -> Pages.goTo(ConsolePaths.SIGN_IN, Done.JOINED));
    }

    private HttpResponse<?> page(HttpRequest<?> request, HttpStatus status, String token, Shown shown, String problem) {
        return strangers.page(
                request,
                status,
                "Join " + shown.organization().name(),
                frame -> TEMPLATES.accessJoin(
                        frame, token, shown, problem, provider.name().orElse("")));
    }
}
