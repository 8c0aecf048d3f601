package io.graphstead.fleet;

import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.query.Queries;
import io.graphstead.engine.query.Query;
import io.graphstead.engine.query.QueryAnswer;
import io.graphstead.engine.query.QueryFailed;
import io.graphstead.identity.Access;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Right;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refusal.TooManyRequests;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Runtime;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Asks deployments' servers what people ask in the engine's language. Who may only read is held to that by the engine, and
 * may use what {@link Queries#unfitForReaders} has nothing against. The text of a query is kept and logged nowhere.
 */
@Singleton
public class Querying {
    /** Each takes memory here while it runs. */
    private static final int MOST_AT_ONCE = 8;

    private static final Duration LIST_LIMIT = Duration.ofSeconds(3);

    private final Requests requests;
    private final OperationStore operations;
    private final Passwords passwords;
    private final Engines engines;
    private final Runtime runtime;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Map<Key, Queries.Running> running = new ConcurrentHashMap<>();

    /** A query that runs: only who began it can name it. */
    private record Key(DeploymentId deployment, String who, String id) {}

    Querying(Requests requests, OperationStore operations, Passwords passwords, Engines engines, Runtime runtime) {
        this.requests = requests;
        this.operations = operations;
        this.passwords = passwords;
        this.engines = engines;
        this.runtime = runtime;
    }

    /**
     * What can be asked of a deployment.
     *
     * @param access that the caller may have
     */
    public record Offer(Queries.Language language, List<Query.Access> access, List<Query.Mode> modes) {
        public Offer {
            access = List.copyOf(access);
            modes = List.copyOf(modes);
        }
    }

    /** Needs reader; empty where the release has no way to be asked. */
    public Optional<Offer> offer(Caller caller, DeploymentId id) {
        Requests.Allowed allowed = requests.allowed(caller, Role.READER, id);
        boolean mayWrite = mayWrite(caller, allowed);
        return queries(allowed.deployment())
                .map(queries -> new Offer(
                        queries.language(),
                        queries.access().stream()
                                .filter(access -> access == Query.Access.READ || mayWrite)
                                .toList(),
                        queries.modes()));
    }

    /** Names to choose from, where a query has to name one. Needs reader. */
    public List<String> databases(Caller caller, DeploymentId id) throws QueryFailed {
        Deployment deployment = requests.allowed(caller, Role.READER, id).deployment();
        return offered(deployment).databases(reach(deployment), passwords.of(id), LIST_LIMIT);
    }

    /** Asks, and waits for the answer. To read needs reader, to write writer. */
    public QueryAnswer ask(Caller caller, DeploymentId id, Query query) throws QueryFailed {
        Requests.Allowed allowed = requests.allowed(caller, Role.READER, id);
        Deployment deployment = allowed.deployment();
        if (query.access() != Query.Access.READ) {
            Access.require(caller, Right.WRITE_DATA.lowest(), allowed.project(), "writing to deployment " + id);
        }
        Queries queries = offered(deployment);
        if (!mayWrite(caller, allowed)) {
            queries.unfitForReaders(query.text()).ifPresent(words -> {
                throw new Refused(new NoAccess(NoAccess.Reach.ROLE_TOO_LOW, "deployment " + id, words));
            });
        }
        Reach reach = reach(deployment);
        Key key = new Key(id, caller.label(), query.id());
        if (!free.tryAcquire()) {
            throw new Refused(new TooManyRequests(Duration.ofSeconds(5)));
        }
        Queries.Running mine = queries.prepare(reach, passwords.of(id), query);
        try {
            if (running.putIfAbsent(key, mine) != null) {
                throw new Refused(new InvalidField("run", "a query with this run id is running; choose another id"));
            }
            try {
                return mine.answer();
            } finally {
                running.remove(key, mine);
            }
        } finally {
            free.release();
        }
    }

    /** Ends a query that the caller began at this server; whether there was one. Needs reader. */
    public boolean cancel(Caller caller, DeploymentId id, String run) {
        requests.allowed(caller, Role.READER, id);
        Optional<Queries.Running> mine = Optional.ofNullable(running.get(new Key(id, caller.label(), run)));
        mine.ifPresent(Queries.Running::cancel);
        return mine.isPresent();
    }

    private static boolean mayWrite(Caller caller, Requests.Allowed allowed) {
        return caller.roleOn(allowed.project())
                .filter(role -> role.may(Right.WRITE_DATA))
                .isPresent();
    }

    private Optional<Queries> queries(Deployment deployment) {
        return engines.named(deployment.spec().engine())
                .queries(deployment.spec().version());
    }

    private Queries offered(Deployment deployment) {
        return queries(deployment)
                .orElseThrow(() -> new Refused(new WrongState(
                        "query",
                        "without queries",
                        "this release can be asked through its own clients only; use one with the connection URL")));
    }

    private Reach reach(Deployment deployment) {
        Engine engine = engines.named(deployment.spec().engine());
        Optional<OperationKind> now = Optional.ofNullable(
                operations.runningOn(List.of(deployment.id())).get(deployment.id()));
        ShownStatus status = StatusRule.of(deployment, now, Optional.empty());
        return Optional.of(deployment)
                .filter(_ -> status.serving())
                .flatMap(one ->
                        runtime.reach(one.workload(), engine.askedAt(one.spec().version())))
                .orElseThrow(() -> new Refused(new WrongState(
                        "query",
                        status.state().name(),
                        "the deployment does not answer now: its state is "
                                + status.state().name() + "; it can be asked while it is RUNNING")));
    }
}
