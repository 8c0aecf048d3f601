package io.graphstead.fleet;

import java.util.List;
import java.util.Optional;

/**
 * What people and clients put on a deployment, which changes nothing of how it runs.
 *
 * @param extras the extras that were chosen for it
 * @param terminationProtected it cannot be deleted
 * @param pausedBy who paused it, while it is paused
 * @param schedule which snapshots of it are made by themselves
 */
public record Marks(
        List<String> extras, boolean terminationProtected, Optional<PausedBy> pausedBy, SnapshotSchedule schedule) {
    /** Who can pause a deployment. */
    public enum PausedBy {
        PERSON,
        CLIENT,
        /** Its pause schedule. */
        SCHEDULE,
        /** Its idle rule: nobody used it. */
        IDLE
    }

    public Marks {
        extras = List.copyOf(extras);
    }

    Marks with(List<String> others) {
        return new Marks(others, terminationProtected, pausedBy, schedule);
    }

    Marks with(boolean isProtected) {
        return new Marks(extras, isProtected, pausedBy, schedule);
    }

    Marks with(Optional<PausedBy> whoever) {
        return new Marks(extras, terminationProtected, whoever, schedule);
    }

    Marks with(SnapshotSchedule others) {
        return new Marks(extras, terminationProtected, pausedBy, others);
    }
}
