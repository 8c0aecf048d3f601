package io.graphstead.identity;

import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refused;
import java.util.Map;
import java.util.Optional;

/** Tokens without PostgreSQL: a bearer token is the name of a caller. */
@SuppressWarnings("NullAway") // what the real ones are made of is not used
public final class NamedCallers extends Tokens {
    private final Map<String, Caller> callers;

    public NamedCallers(Map<String, Caller> callers) {
        super(null, null, null, null, null, null, null, null);
        this.callers = Map.copyOf(callers);
    }

    @Override
    public Caller authenticate(String bearer) {
        return Optional.ofNullable(callers.get(bearer))
                .orElseThrow(() -> new Refused(new Unauthenticated("no such caller")));
    }
}
