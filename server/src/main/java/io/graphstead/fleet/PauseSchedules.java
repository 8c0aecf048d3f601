package io.graphstead.fleet;

import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/** Shows and changes when deployments are paused and resumed by the clock. */
@Singleton
public class PauseSchedules {
    private final Jdbi jdbi;
    private final Requests requests;
    private final PauseScheduleStore store;
    private final Clock clock;

    PauseSchedules(Jdbi jdbi, Requests requests, PauseScheduleStore store, Clock clock) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.store = store;
        this.clock = clock;
    }

    /** Needs reader. */
    public PauseSchedule of(Caller caller, DeploymentId id) {
        requests.allowed(caller, Role.READER, id);
        return store.of(id);
    }

    /** Begins with the next time that it names. Needs writer. */
    public PauseSchedule set(Caller caller, DeploymentId id, PauseSchedule schedule) {
        requests.allowed(caller, Role.WRITER, id);
        jdbi.useTransaction(handle -> {
            requests.lockToChange(handle, id);
            store.set(handle, id, schedule, clock.instant());
        });
        return schedule;
    }
}
