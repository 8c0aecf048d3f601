package io.graphstead.console.access;

import io.graphstead.api.Allows;
import io.graphstead.api.Open;
import io.graphstead.console.ConsolePaths;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.SessionCookie;
import io.graphstead.console.SignInPage;
import io.graphstead.console.Visit;
import io.graphstead.identity.Role;
import io.graphstead.identity.Sessions;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpHeaders;
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

/** Signing in and out. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SignInController {
    private static final String WRONG =
            "The email address or the password is wrong. Passwords can be set anew by an owner’s invitation only.";

    private final Sessions sessions;
    private final SignInAnswers answers;
    private final SignInPage pages;

    SignInController(Sessions sessions, SignInAnswers answers, SignInPage pages) {
        this.sessions = sessions;
        this.answers = answers;
        this.pages = pages;
    }

    @Get("/")
    @Open(because = "it only leads to the console")
    HttpResponse<?> root() {
        return Pages.goTo(ConsolePaths.HOME);
    }

    @Get(ConsolePaths.SIGN_IN)
    @Open(because = "one cannot have signed in before signing in")
    HttpResponse<?> ask(HttpRequest<?> request) {
        return pages.of(request, HttpStatus.OK, ConsolePaths.HOME, "", "");
    }

    @Post(ConsolePaths.SIGN_IN)
    @Open(because = "it takes an address and a password, and tries are throttled")
    HttpResponse<?> signIn(HttpRequest<?> request, Form form) {
        String next = ConsolePaths.goOnAt(form.text("next"));
        String email = form.text("email");
        try {
            return answers.after(
                    sessions.signIn(email, form.exactly("password"), Browsers.of(request)),
                    next,
                    () -> pages.of(request, HttpStatus.UNAUTHORIZED, next, email, WRONG));
        } catch (Refused refused) {
            return pages.of(
                    request, HtmlErrors.status(refused.refusal()), next, email, HtmlErrors.words(refused.refusal()));
        }
    }

    @Post("/console/sign-out")
    @Allows(Role.READER)
    HttpResponse<?> signOut(Visit visit) {
        sessions.end(visit.session().person(), visit.session().id());
        return Pages.goTo(ConsolePaths.SIGN_IN).header(HttpHeaders.SET_COOKIE, SessionCookie.none());
    }
}
