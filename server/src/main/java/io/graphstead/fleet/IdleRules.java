package io.graphstead.fleet;

import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** Shows and changes what becomes of deployments that nobody uses. */
@Singleton
public class IdleRules {
    private final Jdbi jdbi;
    private final Requests requests;
    private final IdleStore store;

    IdleRules(Jdbi jdbi, Requests requests, IdleStore store) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.store = store;
    }

    /** Needs reader. */
    public IdleRule of(Caller caller, DeploymentId id) {
        requests.allowed(caller, Role.READER, id);
        return store.of(id);
    }

    /** Needs writer. */
    public IdleRule set(Caller caller, DeploymentId id, IdleRule rule) {
        requests.allowed(caller, Role.WRITER, id);
        jdbi.useTransaction(handle -> {
            requests.lockToChange(handle, id);
            store.set(handle, id, rule);
        });
        return rule;
    }
}
