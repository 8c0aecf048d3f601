package io.graphstead.fleet;

import io.graphstead.fleet.Marks.PausedBy;
import io.graphstead.fleet.Requests.Asker;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.fleet.Requests.Wish;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Runtime;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses and resumes deployments when their pause schedules say so. Resumes only what a schedule has paused. What cannot be
 * done at the moment is tried again until the schedule says otherwise.
 */
@Singleton
class PauseWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);

    private final Jdbi jdbi;
    private final Runtime runtime;
    private final PauseScheduleStore store;
    private final Requests requests;
    private final Clock clock;

    /** Told once, not at every try. */
    private final Map<DeploymentId, String> told = new HashMap<>();

    PauseWatch(Jdbi jdbi, Runtime runtime, PauseScheduleStore store, Requests requests, Clock clock) {
        this.jdbi = jdbi;
        this.runtime = runtime;
        this.store = store;
        this.requests = requests;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "15s", fixedDelay = "15s")
    void look() {
        try {
            List<DeploymentId> watched = store.watched(runtime.hostId());
            told.keySet().retainAll(watched);
            watched.forEach(this::look);
        } catch (RuntimeException failed) {
            LOG.warn("pause schedules could not be looked at; the next look will: {}", failed.toString());
        }
    }

    private void look(DeploymentId id) {
        try {
            jdbi.useTransaction(handle -> follow(handle, requests.lock(handle, id), clock.instant()));
            told.remove(id);
        } catch (Refused refused) {
            String words = refused.refusal().words();
            if (!words.equals(told.put(id, words))) {
                LOG.info("{}: what its pause schedule says waits: {}", id, words);
            }
        } catch (RuntimeException failed) {
            LOG.warn("the pause schedule of {} could not be followed; the next look will: {}", id, failed.toString());
        }
    }

    private void follow(Handle handle, Deployment locked, Instant now) {
        Optional<PauseSchedule.Due> due = store.followed(handle, locked.id())
                .flatMap(one -> one.schedule().due(one.handled(), now));
        if (due.isEmpty()) {
            return;
        }
        Goal goal = locked.intent().goal();
        boolean wasPausedByIt = locked.marks().pausedBy().equals(Optional.of(PausedBy.SCHEDULE));
        if (due.get() == PauseSchedule.Due.PAUSE && goal == Goal.RUNNING) {
            ask(handle, locked, OperationKind.PAUSE);
        } else if (due.get() == PauseSchedule.Due.RESUME && goal == Goal.STOPPED && wasPausedByIt) {
            ask(handle, locked, OperationKind.RESUME);
        }
        store.handled(handle, locked.id(), now);
    }

    private void ask(Handle handle, Deployment locked, OperationKind kind) {
        requests.write(handle, Asker.SCHEDULE, requests.project(locked), locked.id(), new Wish(kind, Change.none()));
        LOG.info("{}: {} by its schedule", locked.name(), kind.word());
    }
}
