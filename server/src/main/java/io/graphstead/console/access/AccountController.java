package io.graphstead.console.access;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.SessionCookie;
import io.graphstead.console.Visit;
import io.graphstead.console.Words;
import io.graphstead.identity.Ids;
import io.graphstead.identity.People;
import io.graphstead.identity.Role;
import io.graphstead.identity.SecondFactor;
import io.graphstead.identity.SecondFactors;
import io.graphstead.identity.Session;
import io.graphstead.identity.SessionId;
import io.graphstead.identity.SessionSecret;
import io.graphstead.identity.Sessions;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpHeaders;
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
import java.time.Clock;
import java.util.List;

/** One's own account: password and sessions. */
@Controller("/console/account")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AccountController {
    static final String HOME = "/console/account";

    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Sessions sessions;
    private final SecondFactors factors;
    private final People people;
    private final Frames frames;
    private final Clock clock;

    AccountController(Sessions sessions, SecondFactors factors, People people, Frames frames, Clock clock) {
        this.sessions = sessions;
        this.factors = factors;
        this.people = people;
        this.frames = frames;
        this.clock = clock;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit) {
        return page(visit, HttpStatus.OK, "");
    }

    @Post("/password")
    @Allows(Role.READER)
    HttpResponse<?> changePassword(Visit visit, Form form) {
        try {
            SessionSecret secret = sessions.changePassword(
                    visit.session(),
                    form.exactly("password"),
                    form.exactly("new-password"),
                    Browsers.of(visit.request()));
            return Pages.goTo(HOME, Done.PASSWORD_CHANGED).header(HttpHeaders.SET_COOKIE, SessionCookie.of(secret));
        } catch (Refused refused) {
            return page(visit, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    @Post("/sessions/{sessionId}/end")
    @Allows(Role.READER)
    HttpResponse<?> end(Visit visit, String sessionId) {
        SessionId id = Ids.parse(sessionId)
                .map(SessionId::new)
                .orElseThrow(() -> new Refused(new NotFound("session", sessionId)));
        sessions.end(visit.session().person(), id);
        return Pages.goTo(HOME, Done.SESSION_ENDED);
    }

    @Post("/sessions/end-others")
    @Allows(Role.READER)
    HttpResponse<?> endOthers(Visit visit) {
        sessions.endOthers(visit.session());
        return Pages.goTo(HOME, Done.OTHER_SESSIONS_ENDED);
    }

    private HttpResponse<?> page(Visit visit, HttpStatus status, String problem) {
        List<SessionLine> lines = sessions.list(visit.session().person()).stream()
                .map(session -> line(session, visit))
                .toList();
        return Pages.html(
                status,
                TEMPLATES.accessAccount(
                        frames.of(visit, "Your account", Frame.Place.ACCOUNT),
                        lines,
                        people.knowsPassword(visit.session()),
                        factors.of(visit.session()) instanceof SecondFactor.On,
                        problem));
    }

    private SessionLine line(Session session, Visit visit) {
        return new SessionLine(
                Ids.text(session.id().value()),
                Browsers.name(session.agent()),
                session.address(),
                Words.at(session.createdAt()),
                Words.ago(session.seenAt(), clock.instant()),
                session.id().equals(visit.session().id()));
    }
}
