package io.graphstead.api.limits;

import io.graphstead.identity.Caller;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** How many requests each caller may send. */
@Singleton
public final class ClientLimits {
    private final Allowances requests;

    ClientLimits(RateLimitSettings settings, Clock clock) {
        requests = new Allowances(settings.burst(), settings.perSecond(), Duration.ofSeconds(1), clock);
    }

    /**
     * Counts one request. The installation's own token is not counted: its holder runs the server.
     *
     * @throws Refused with {@link io.graphstead.refusal.Refusal.TooManyRequests} when the caller has sent too many
     */
    public void count(Caller caller) {
        switch (caller) {
            case Caller.Installation _ -> {}
            case Caller.ApiClient _, Caller.Person _ -> requests.take(caller.label());
        }
    }
}
