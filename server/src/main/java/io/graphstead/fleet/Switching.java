package io.graphstead.fleet;

import io.graphstead.fleet.Requests.Allowed;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.fleet.Requests.Wish;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets two deployments trade their connection URLs, so that clients that reconnect reach the other data. Servers, data and
 * users stay as they are; who has connected already is given time to leave by the gateway.
 */
@Singleton
public class Switching {
    private static final Set<Goal> MAY_BE_TRADED_WITH = Set.of(Goal.RUNNING, Goal.STOPPED);

    private final Jdbi jdbi;
    private final Requests requests;
    private final Views views;

    Switching(Jdbi jdbi, Requests requests, Views views) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.views = views;
    }

    /**
     * Needs writer on both. Until it is done, no other operation begins on either.
     *
     * @param field the name of the other one's id in the request
     */
    public Accepted trade(Caller caller, DeploymentId id, String field, DeploymentId other) {
        Allowed one = requests.allowed(caller, Role.WRITER, id);
        Allowed target = requests.allowed(caller, Role.WRITER, other);
        if (id.equals(other)) {
            throw new Refused(new InvalidField(
                    field, field + " is this database itself; name another one to trade connection URLs with"));
        }
        String engine = one.deployment().spec().engine();
        String others = target.deployment().spec().engine();
        if (!engine.equals(others)) {
            throw new Refused(new InvalidField(
                    field,
                    field + " is a database of " + others + " and this one is of " + engine
                            + ": clients of one cannot talk to the other; name one of the same engine"));
        }
        Wish wish = new Wish(
                OperationId.random(),
                OperationKind.SWITCH,
                Change.none(),
                UnaryOperator.identity(),
                Optional.of(other));
        Deployment after = jdbi.inTransaction(handle -> {
            UrlTrade.inOrder(id, other).forEach(each -> requests.lock(handle, each));
            checkOther(handle, other);
            return requests.write(handle, caller, one.project(), id, wish);
        });
        return new Accepted(views.of(after, one.project()), wish.operation());
    }

    private void checkOther(Handle handle, DeploymentId id) {
        Deployment other = requests.lock(handle, id);
        String word = OperationKind.SWITCH.word();
        requests.checkIdle(handle, other, word);
        if (!MAY_BE_TRADED_WITH.contains(other.intent().goal())) {
            String state =
                    views.statusOf(other, Optional.empty()).state().name().toLowerCase(Locale.ROOT);
            throw new Refused(
                    new WrongState(word, state, word + " is not possible while the other database is " + state));
        }
    }
}
