package io.graphstead.console.access;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Open;
import io.graphstead.api.RemoteAddress;
import io.graphstead.console.ConsolePaths;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Strangers;
import io.graphstead.identity.FirstRun;
import io.graphstead.identity.Sessions;
import io.graphstead.refusal.Refusal.InvalidField;
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

/** The first run: whoever has the link that the server printed becomes its owner. */
@Controller("/console/welcome/{token}")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class WelcomeController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final FirstRun firstRun;
    private final Sessions sessions;
    private final SignInAnswers answers;
    private final Strangers strangers;

    WelcomeController(FirstRun firstRun, Sessions sessions, SignInAnswers answers, Strangers strangers) {
        this.firstRun = firstRun;
        this.sessions = sessions;
        this.answers = answers;
        this.strangers = strangers;
    }

    @Get
    @Open(because = "the link's token is the proof, and nobody can have signed in before")
    HttpResponse<?> ask(HttpRequest<?> request, String token) {
        boolean organization = firstRun.wantsOrganization(token, RemoteAddress.of(request));
        return page(request, HttpStatus.OK, token, organization, "", "", "");
    }

    @Post
    @Open(because = "the link's token is the proof, and nobody can have signed in before")
    HttpResponse<?> setUp(HttpRequest<?> request, String token, Form form) {
        String from = RemoteAddress.of(request);
        boolean organization = firstRun.wantsOrganization(token, from);
        String email = form.text("email");
        String password = form.exactly("password");
        try {
            firstRun.setUp(token, from, email, password, form.given("organization"));
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof InvalidField)) {
                throw refused;
            }
            return page(
                    request,
                    HttpStatus.BAD_REQUEST,
                    token,
                    organization,
                    email,
                    form.text("organization"),
                    HtmlErrors.words(refused.refusal()));
        }
        return answers.after(
                sessions.signIn(email, password, Browsers.of(request)),
                ConsolePaths.HOME,
                () -> Pages.goTo(ConsolePaths.SIGN_IN));
    }

    private HttpResponse<?> page(
            HttpRequest<?> request,
            HttpStatus status,
            String token,
            boolean organization,
            String email,
            String name,
            String problem) {
        return strangers.page(
                request,
                status,
                "Welcome",
                frame -> TEMPLATES.accessWelcome(frame, token, organization, email, name, problem));
    }
}
