package io.graphstead.fleet;

import io.graphstead.fleet.Marks.PausedBy;
import io.graphstead.fleet.Requests.Asker;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.fleet.Requests.Wish;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resumes, for a client that connects, a deployment that was paused because nobody used it; no other. */
@Singleton
public class Waking {
    private static final Logger LOG = LoggerFactory.getLogger(Waking.class);

    private final Jdbi jdbi;
    private final Requests requests;
    private final IdleStore store;
    private final OperationStore operations;

    Waking(Jdbi jdbi, Requests requests, IdleStore store, OperationStore operations) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.store = store;
        this.operations = operations;
    }

    /**
     * Whoever asks first has it resumed; who asks while it is being resumed waits for the same.
     *
     * @return why not, in words that anybody may see; empty when it is being resumed
     */
    public Optional<String> wake(DeploymentId id) {
        try {
            return jdbi.inTransaction(handle -> {
                Deployment locked = requests.lock(handle, id);
                boolean isOnItsWay = operations
                        .running(handle, id)
                        .map(running -> running.kind() == OperationKind.RESUME)
                        .orElse(false);
                if (isOnItsWay || locked.intent().goal() == Goal.RUNNING) {
                    return Optional.empty();
                }
                if (!locked.marks().pausedBy().equals(Optional.of(PausedBy.IDLE))
                        || !store.of(handle, id).wakeOnConnect()) {
                    return Optional.of("this database is paused; resume it, then connect again");
                }
                requests.write(
                        handle,
                        Asker.CONNECTION,
                        requests.project(locked),
                        id,
                        new Wish(OperationKind.RESUME, Change.none()));
                return Optional.empty();
            });
        } catch (Refused refused) {
            LOG.warn("{} is not woken: {}", id, refused.refusal().words());
            return Optional.of("this database sleeps and cannot be resumed at the moment; whoever manages it sees why"
                    + " when resuming it");
        }
    }
}
