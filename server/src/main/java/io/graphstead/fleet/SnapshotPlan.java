package io.graphstead.fleet;

import io.graphstead.fleet.Snapshot.Kind;
import io.graphstead.fleet.Snapshot.Status;
import io.graphstead.fleet.SnapshotSchedule.Line;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which snapshots are due and which are not kept any longer. Pure: everything it knows is in its arguments.
 *
 * <p>A line is due once in each of its hours, days, weeks or months, so what was missed is made up for once however long it
 * was. One snapshot stands for all lines that are due with it.
 */
final class SnapshotPlan {
    /** After one that failed. */
    static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(30);

    /** For people to see; more of them say nothing new. */
    static final int FAILED_ONES_KEPT = 3;

    private SnapshotPlan() {}

    /**
     * One snapshot of the deployment.
     *
     * @param lines that it stands for; of a scheduled one
     */
    record Made(SnapshotId id, Kind kind, Status status, boolean pinned, Instant at, Set<Rhythm> lines) {
        Made {
            lines = Set.copyOf(lines);
        }
    }

    /**
     * The lines that a snapshot is to be made for now; empty when none is.
     *
     * @param ran when each was last tried, or was turned on
     */
    static Set<Rhythm> due(SnapshotSchedule schedule, Map<Rhythm, Instant> ran, List<Made> made, Instant now) {
        Set<Rhythm> due = EnumSet.noneOf(Rhythm.class);
        for (Line line : schedule.lines()) {
            Instant last = ran.getOrDefault(line.kind(), Instant.EPOCH);
            boolean isNew = line.kind().beginning(now).isAfter(last);
            if (line.enabled() && (isNew || isToBeTriedAgain(line.kind(), made, now))) {
                due.add(line.kind());
            }
        }
        return due;
    }

    private static boolean isToBeTriedAgain(Rhythm line, List<Made> made, Instant now) {
        return made.stream()
                .filter(one -> one.kind() == Kind.SCHEDULED && one.lines().contains(line))
                .max(Comparator.comparing(Made::at))
                .filter(last -> last.status() == Status.FAILED
                        && !last.at().plus(TRIED_AGAIN_AFTER).isAfter(now))
                .isPresent();
    }

    /**
     * The scheduled snapshots that no line keeps. Never a pinned one, never the newest good one, nothing that a person asked
     * for; of those that failed, all but the newest few.
     */
    static List<SnapshotId> notKept(SnapshotSchedule schedule, List<Made> made) {
        List<Made> newestFirst =
                made.stream().sorted(Comparator.comparing(Made::at).reversed()).toList();
        Set<SnapshotId> kept = new HashSet<>();
        newestFirst.stream()
                .filter(one -> one.status() == Status.READY)
                .limit(1)
                .forEach(one -> kept.add(one.id()));
        for (Line line : schedule.lines()) {
            keep(newestFirst, good().and(one -> one.lines().contains(line.kind())), line.retention(), kept);
        }
        keep(newestFirst, one -> one.status() == Status.FAILED, FAILED_ONES_KEPT, kept);
        return newestFirst.stream()
                .filter(one -> one.kind() == Kind.SCHEDULED && !one.pinned())
                .filter(one -> one.status() == Status.READY || one.status() == Status.FAILED)
                .map(Made::id)
                .filter(id -> !kept.contains(id))
                .toList();
    }

    /** A pinned one is kept beside those that a line keeps, not instead of one of them. */
    private static Predicate<Made> good() {
        return one -> one.kind() == Kind.SCHEDULED && one.status() == Status.READY && !one.pinned();
    }

    private static void keep(List<Made> newestFirst, Predicate<Made> which, int most, Set<SnapshotId> kept) {
        newestFirst.stream().filter(which).limit(most).forEach(one -> kept.add(one.id()));
    }
}
