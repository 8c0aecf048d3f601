package io.graphstead.console;

import io.graphstead.api.Entrance;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Session;
import io.graphstead.identity.Sessions;
import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lets into the console who has a session. Bearer tokens open nothing here. */
@Singleton
final class SessionEntrance implements Entrance {
    private final Sessions sessions;

    SessionEntrance(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean leadsTo(String path) {
        return ConsolePaths.has(path);
    }

    @Override
    public Caller caller(HttpRequest<?> request) {
        Visit visit = visit(request)
                .orElseThrow(
                        () -> new Refused(new Unauthenticated("sign in to see this; your session may have ended")));
        request.setAttribute(VisitBinder.ATTRIBUTE, visit);
        return visit.caller();
    }

    private Optional<Visit> visit(HttpRequest<?> request) {
        Optional<String> secret = SessionCookie.session(request);
        Optional<Session> session = secret.flatMap(sessions::of);
        return session.flatMap(sessions::caller)
                .map(caller ->
                        new Visit(session.orElseThrow(), caller, sessions.formToken(secret.orElseThrow()), request));
    }
}
