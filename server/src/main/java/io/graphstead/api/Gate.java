package io.graphstead.api;

import io.graphstead.api.limits.ClientLimits;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Tokens;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refused;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.List;
import java.util.Optional;

/**
 * Lets a request through to its route, or not. Every route is closed unless its method says otherwise with {@link Open},
 * {@link Allows} or {@link ForInstallation}. What has no route is left to the router, which knows 404 from 405.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Gate implements Ordered {
    private final Tokens tokens;
    private final Dialects dialects;
    private final ClientLimits limits;
    private final List<Entrance> entrances;

    Gate(Tokens tokens, Dialects dialects, ClientLimits limits, List<Entrance> entrances) {
        this.tokens = tokens;
        this.dialects = dialects;
        this.limits = limits;
        this.entrances = List.copyOf(entrances);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1000;
    }

    /** Off the event loop: a token may have to be checked in PostgreSQL. */
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void check(HttpRequest<?> request) {
        Optional<RouteMatch<?>> route = RouteAttributes.getRouteMatch(request);
        if (route.isEmpty()) {
            return;
        }
        AnnotationMetadata rules = route.get().getAnnotationMetadata();
        if (rules.hasAnnotation(Open.class)) {
            return;
        }
        Caller caller = caller(request);
        // Before it is decided, so that a refusal can be told with who was refused.
        CallerBinder.keep(request, caller);
        limits.count(caller);
        if (!mayPass(caller, rules)) {
            throw new Refused(new NoAccess(
                    NoAccess.Reach.ROLE_TOO_LOW,
                    request.getPath(),
                    "this needs the installation's owner or its own token (admin.token in the server's data folder)"));
        }
    }

    private Caller caller(HttpRequest<?> request) {
        return entrances.stream()
                .filter(entrance -> entrance.leadsTo(request.getPath()))
                .findFirst()
                .map(entrance -> entrance.caller(request))
                .orElseGet(() -> tokens.authenticate(BearerToken.of(request, dialects.of(request))));
    }

    private static boolean mayPass(Caller caller, AnnotationMetadata rules) {
        return rules.hasAnnotation(Allows.class) || rules.hasAnnotation(ForInstallation.class) && caller.operates();
    }
}
