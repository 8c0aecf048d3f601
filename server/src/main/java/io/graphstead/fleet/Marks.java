package io.graphstead.fleet;

import java.util.List;
import java.util.Optional;

/**
 * What people and clients put on a deployment, which changes nothing of how it runs.
 *
 * @param extras the extras that were chosen for it
 * @param terminationProtected it cannot be deleted
 * @param pausedBy who paused it, while it is paused
 * @param backups which backups are to be made of it
 */
public record Marks(
        List<String> extras, boolean terminationProtected, Optional<PausedBy> pausedBy, BackupConfiguration backups) {
    /** Who can pause a deployment. */
    public enum PausedBy {
        PERSON,
        CLIENT,
        /** Its idle rule: nobody used it. */
        IDLE
    }

    public Marks {
        extras = List.copyOf(extras);
    }

    Marks with(List<String> others) {
        return new Marks(others, terminationProtected, pausedBy, backups);
    }

    Marks with(boolean isProtected) {
        return new Marks(extras, isProtected, pausedBy, backups);
    }

    Marks with(Optional<PausedBy> whoever) {
        return new Marks(extras, terminationProtected, whoever, backups);
    }

    Marks with(BackupConfiguration others) {
        return new Marks(extras, terminationProtected, pausedBy, others);
    }
}
