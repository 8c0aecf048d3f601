package io.graphstead.fleet;

import io.graphstead.fleet.Observation.Sight;
import io.graphstead.fleet.Requests.Asker;
import io.graphstead.fleet.Snapshot.Kind;
import io.graphstead.fleet.Snapshot.Status;
import io.graphstead.fleet.SnapshotPlan.Made;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import io.graphstead.fleet.SnapshotTaking.Order;
import io.graphstead.fleet.Snapshots.Description;
import io.graphstead.refusal.Refusal.Busy;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Runtime;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the snapshots that schedules say, and deletes those that they do not keep. What is busy is looked at again; a
 * paused deployment, whose data stands still, gets one only where its newest good one is older than its pause.
 */
@Singleton
class SnapshotWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWatch.class);

    /** Midnight comes for all at once; people's own wishes should not wait for it. */
    static final int MOST_AT_ONCE = 2;

    private final Jdbi jdbi;
    private final Runtime runtime;
    private final ScheduleStore schedules;
    private final SnapshotStore snapshots;
    private final SnapshotRoom room;
    private final SnapshotTaking taking;
    private final Requests requests;
    private final Clock clock;
    private final Map<DeploymentId, Instant> putOff = new HashMap<>();

    SnapshotWatch(
            Jdbi jdbi,
            Runtime runtime,
            ScheduleStore schedules,
            SnapshotStore snapshots,
            SnapshotRoom room,
            SnapshotTaking taking,
            Requests requests,
            Clock clock) {
        this.jdbi = jdbi;
        this.runtime = runtime;
        this.schedules = schedules;
        this.snapshots = snapshots;
        this.room = room;
        this.taking = taking;
        this.requests = requests;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "30s", fixedDelay = "30s")
    void look() {
        try {
            List<DeploymentId> watched = schedules.watched(runtime.hostId());
            putOff.keySet().retainAll(watched);
            watched.forEach(this::look);
        } catch (RuntimeException failed) {
            LOG.warn("schedules of snapshots could not be looked at; the next look will: {}", failed.toString());
        }
    }

    private void look(DeploymentId id) {
        try {
            deleteNotKept(id);
            boolean isPutOff = putOff.getOrDefault(id, Instant.EPOCH).isAfter(clock.instant());
            if (!isPutOff && schedules.beingMade(runtime.hostId()) < MOST_AT_ONCE) {
                takeDue(id);
            }
        } catch (Refused refused) {
            refused(id, refused);
        } catch (RuntimeException failed) {
            LOG.warn("the schedule of {} could not be followed; the next look will: {}", id, failed.toString());
        }
    }

    /** What is busy is tried at the next look; whatever else stands against it hardly goes within half a minute. */
    private void refused(DeploymentId id, Refused refused) {
        if (refused.refusal() instanceof Busy || refused.refusal() instanceof NotFound) {
            LOG.debug("{}: its snapshot waits: {}", id, refused.refusal().words());
            return;
        }
        putOff.put(id, clock.instant().plus(SnapshotPlan.TRIED_AGAIN_AFTER));
        LOG.warn(
                "{}: its snapshot is due and cannot be made; tried again in {} minutes: {}",
                id,
                SnapshotPlan.TRIED_AGAIN_AFTER.toMinutes(),
                refused.refusal().words());
    }

    private Set<Rhythm> due(Handle handle, Deployment deployment, Instant now) {
        if (!OperationKind.SNAPSHOT.mayStartFrom(deployment.intent().goal())) {
            return Set.of();
        }
        return SnapshotPlan.due(
                deployment.marks().schedule(),
                schedules.ran(handle, deployment.id()),
                schedules.made(handle, deployment.id()),
                now);
    }

    private void takeDue(DeploymentId id) {
        Optional<Deployment> wanting = jdbi.inTransaction(handle -> {
            Deployment locked = requests.lock(handle, id);
            if (due(handle, locked, clock.instant()).isEmpty()) {
                return Optional.empty();
            }
            requests.checkIdle(handle, locked, OperationKind.SNAPSHOT.word());
            return Optional.of(locked);
        });
        if (wanting.isPresent()) {
            long bytes = taking.checkRoom(wanting.get());
            jdbi.useTransaction(handle -> takeDue(handle, requests.lock(handle, id), bytes));
        }
    }

    private void takeDue(Handle handle, Deployment locked, long bytes) {
        Instant now = clock.instant();
        Set<Rhythm> due = due(handle, locked, now);
        if (due.isEmpty()) {
            return;
        }
        if (!standsStill(locked, schedules.made(handle, locked.id()))) {
            String label = due.stream()
                    .map(line -> line.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            Order order = new Order(OperationKind.SNAPSHOT, Kind.SCHEDULED, new Description(label, false), due);
            taking.begin(handle, Asker.SCHEDULE, requests.project(locked), locked.id(), order, bytes);
            LOG.info("{}: takes its {} snapshot", locked.name(), label);
        }
        schedules.ran(handle, locked.id(), due, now);
    }

    /** Whether a good snapshot has all that there is, since nothing has run since. */
    private static boolean standsStill(Deployment deployment, List<Made> made) {
        return deployment.intent().goal() == Goal.STOPPED
                && deployment.condition().sight() == Sight.STOPPED
                && made.stream()
                        .anyMatch(one -> one.status() == Status.READY
                                && one.at().isAfter(deployment.condition().since()));
    }

    private void deleteNotKept(DeploymentId id) {
        List<SnapshotId> notKept = jdbi.inTransaction(handle -> {
            Deployment locked = requests.lock(handle, id);
            return SnapshotPlan.notKept(locked.marks().schedule(), schedules.made(handle, id));
        });
        for (SnapshotId each : notKept) {
            if (snapshots.hideUnpinned(each)) {
                LOG.info("the scheduled snapshot {} is not kept any longer", each);
                room.free(each);
            }
        }
    }
}
