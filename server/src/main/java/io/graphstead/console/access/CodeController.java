package io.graphstead.console.access;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Open;
import io.graphstead.console.ConsolePaths;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.SignInPage;
import io.graphstead.console.Strangers;
import io.graphstead.identity.Sessions;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** The second half of signing in, for people with a second factor. */
@Controller(ConsolePaths.SIGN_IN_CODE)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CodeController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final String WRONG = "This code is wrong, or was used before. Wait for the next one in your app.";
    private static final String OVER = "This sign-in has taken longer than five minutes. Begin again.";

    private final Sessions sessions;
    private final SignInAnswers answers;
    private final SignInPage signIn;
    private final Strangers strangers;

    CodeController(Sessions sessions, SignInAnswers answers, SignInPage signIn, Strangers strangers) {
        this.sessions = sessions;
        this.answers = answers;
        this.signIn = signIn;
        this.strangers = strangers;
    }

    @Get
    @Open(because = "who is half-way signed in has no session yet")
    HttpResponse<?> ask(HttpRequest<?> request) {
        String next =
                ConsolePaths.goOnAt(request.getParameters().getFirst("next").orElse(""));
        return ticket(request).isPresent() ? page(request, HttpStatus.OK, next, "") : Pages.goTo(ConsolePaths.SIGN_IN);
    }

    @Post
    @Open(because = "it takes a code beside the ticket of a right password, and tries are throttled")
    HttpResponse<?> finish(HttpRequest<?> request, Form form) {
        String next = ConsolePaths.goOnAt(form.text("next"));
        Optional<String> ticket = ticket(request);
        if (ticket.isEmpty()) {
            return signIn.of(request, HttpStatus.UNAUTHORIZED, next, "", OVER);
        }
        try {
            return answers.after(
                    sessions.finish(ticket.get(), form.text("code"), Browsers.of(request)),
                    next,
                    () -> page(request, HttpStatus.UNAUTHORIZED, next, WRONG));
        } catch (Refused refused) {
            return page(request, HtmlErrors.status(refused.refusal()), next, HtmlErrors.words(refused.refusal()));
        }
    }

    private Optional<String> ticket(HttpRequest<?> request) {
        return TicketCookie.CODE.read(request).filter(sessions::isHalfWay);
    }

    private MutableHttpResponse<?> page(HttpRequest<?> request, HttpStatus status, String next, String problem) {
        return strangers.page(request, status, "One more step", frame -> TEMPLATES.accessCode(frame, next, problem));
    }
}
