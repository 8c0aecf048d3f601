package io.graphstead.api;

import io.graphstead.audit.AuditEvent;
import io.graphstead.audit.AuditEvent.Outcome;
import io.graphstead.audit.AuditLog;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Touched;
import io.graphstead.refusal.Refusal.NoAccess;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.UriRouteMatch;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Tells the audit log of every request that changes something, is refused, or is answered with a secret. Around the {@link
 * Gate}, so that those who are not let in are told of too; what has no route is not, for there is nothing to protect.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AuditFilter implements Ordered {
    private static final String TOUCHED = "graphstead.touched";
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);

    private final AuditLog log;
    private final Clock clock;

    AuditFilter(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 100;
    }

    @RequestFilter
    @PreMatching
    void begin(HttpRequest<?> request, MutablePropagatedContext context) {
        Touched touched = new Touched();
        request.setAttribute(TOUCHED, touched);
        context.add(touched);
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        Optional<Route> route = RouteAttributes.getRouteMatch(request).flatMap(Route::of);
        if (route.isPresent() && isToldOf(request, route.get(), response.code())) {
            Touched touched = request.getAttribute(TOUCHED, Touched.class).orElseGet(Touched::new);
            log.record(event(request, route.get(), response.code(), touched));
        }
    }

    /** What a route says of itself. */
    private record Route(RouteMatch<?> match, String template) {
        static Optional<Route> of(RouteMatch<?> match) {
            return match instanceof UriRouteMatch<?, ?> route
                    ? Optional.of(new Route(
                            match, route.getRouteInfo().getUriMatchTemplate().toPathString()))
                    : Optional.empty();
        }

        String action(String method) {
            return AuditAction.of(
                    method, template, match.getAnnotationMetadata().hasAnnotation(Command.class));
        }
    }

    private static boolean isToldOf(HttpRequest<?> request, Route route, int status) {
        boolean refused = REFUSALS.contains(status)
                || Failures.of(request).filter(NoAccess.class::isInstance).isPresent();
        if (refused || route.match().getAnnotationMetadata().hasAnnotation(TellsSecret.class)) {
            return true;
        }
        String method = request.getMethodName();
        boolean tokenGiven = status < 400 && route.action(method).equals("token.issue");
        // A token changes nothing, and a client gets one as often as it likes; when it was last used stands beside it.
        return !READS.contains(method) && !tokenGiven
                || status >= 400 && route.action(method).equals("token.issue");
    }

    private AuditEvent event(HttpRequest<?> request, Route route, int status, Touched touched) {
        Optional<Caller> caller = CallerBinder.callerOf(request);
        AuditResource resource =
                AuditResource.of(route.template(), route.match().getVariableValues(), touched);
        return new AuditEvent(
                UUID.randomUUID(),
                clock.instant(),
                touched.organization().or(() -> caller.flatMap(AuditFilter::homeOf)),
                caller.map(AuditFilter::actor).or(touched::actor).orElse("anonymous"),
                route.action(request.getMethodName()),
                resource.named(),
                resource.ids(),
                status < 400 ? Outcome.DONE : status < 500 ? Outcome.REFUSED : Outcome.FAILED,
                status,
                request.getMethodName(),
                RequestId.of(request),
                RemoteAddress.of(request),
                1);
    }

    private static String actor(Caller caller) {
        return switch (caller) {
            case Caller.Installation _ -> "installation";
            case Caller.ApiClient client -> "client:" + Ids.text(client.id());
            case Caller.Person person -> "person:" + Ids.text(person.id());
        };
    }

    /** Whose the caller is, for what is nobody's or does not exist. */
    private static Optional<OrganizationId> homeOf(Caller caller) {
        return switch (caller) {
            case Caller.Installation _ -> Optional.empty();
            case Caller.ApiClient client -> Optional.of(client.organization());
            case Caller.Person person ->
                person.organizations().size() == 1
                        ? person.organizations().keySet().stream().findFirst()
                        : Optional.empty();
        };
    }
}
