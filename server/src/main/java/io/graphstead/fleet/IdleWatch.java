package io.graphstead.fleet;

import io.graphstead.fleet.ConnectionUse.Counters;
import io.graphstead.fleet.Requests.Asker;
import io.graphstead.fleet.Requests.Change;
import io.graphstead.fleet.Requests.Wish;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Runtime;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses deployments through whose connection URL nothing has gone for as long as their rule says. A connection that only
 * exists is no use; one whose client waits for an answer is.
 */
@Singleton
class IdleWatch {
    private static final Logger LOG = LoggerFactory.getLogger(IdleWatch.class);

    private final Jdbi jdbi;
    private final Runtime runtime;
    private final IdleStore store;
    private final Requests requests;
    private final ConnectionUse use;
    private final Clock clock;
    private final Map<DeploymentId, Quiet> quiet = new HashMap<>();

    /** Nothing more has gone through since then. */
    private record Quiet(long carried, Instant since) {}

    IdleWatch(Jdbi jdbi, Runtime runtime, IdleStore store, Requests requests, ConnectionUse use, Clock clock) {
        this.jdbi = jdbi;
        this.runtime = runtime;
        this.store = store;
        this.requests = requests;
        this.use = use;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "15s", fixedDelay = "15s")
    void look() {
        try {
            List<IdleStore.Watched> watched = store.watched(runtime.hostId());
            quiet.keySet().retainAll(watched.stream().map(IdleStore.Watched::id).collect(Collectors.toSet()));
            watched.forEach(this::look);
        } catch (RuntimeException failed) {
            LOG.warn("could not look for idle databases; the next look will: {}", failed.toString());
        }
    }

    private void look(IdleStore.Watched watched) {
        Optional<Counters> counters = use.of(watched.id());
        if (counters.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        long carried = carried(counters.get());
        Quiet before = quiet.get(watched.id());
        if (before == null || before.carried() != carried || counters.get().unanswered() > 0) {
            quiet.put(watched.id(), new Quiet(carried, now));
            return;
        }
        Instant since = before.since().isAfter(watched.since()) ? before.since() : watched.since();
        if (Duration.between(since, now).compareTo(watched.pauseAfter()) >= 0) {
            pause(watched, carried);
        }
    }

    private static long carried(Counters counters) {
        return counters.bytesIn() + counters.bytesOut();
    }

    /** Looks once more under its lock: who comes after that is as if they had come while it was pausing. */
    private void pause(IdleStore.Watched watched, long carried) {
        try {
            jdbi.useTransaction(handle -> {
                Deployment locked = requests.lock(handle, watched.id());
                boolean isWanted = store.of(handle, watched.id()).pauseAfterMinutes().stream()
                        .anyMatch(minutes -> watched.pauseAfter().equals(Duration.ofMinutes(minutes)));
                boolean isQuiet = use.of(watched.id())
                        .map(counters -> carried(counters) == carried && counters.unanswered() == 0)
                        .orElse(false);
                if (isWanted && isQuiet) {
                    LOG.info(
                            "{}: idle for {} minutes, and paused for that",
                            locked.name(),
                            watched.pauseAfter().toMinutes());
                    requests.write(
                            handle,
                            Asker.IDLE_RULE,
                            requests.project(locked),
                            watched.id(),
                            new Wish(OperationKind.PAUSE, Change.none()));
                }
            });
        } catch (Refused meanwhile) {
            LOG.info(
                    "{} is idle and cannot be paused: {}",
                    watched.id(),
                    meanwhile.refusal().words());
        }
    }
}
