package io.graphstead.fleet;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When a deployment is paused and resumed by the clock.
 *
 * @param resume empty: somebody resumes it
 * @param zone whose clocks the lines are about
 * @param enabled whether it is followed
 */
public record PauseSchedule(Optional<CronLine> pause, Optional<CronLine> resume, ZoneId zone, boolean enabled) {
    /** What every deployment has at first. */
    public static final PauseSchedule NONE =
            new PauseSchedule(Optional.empty(), Optional.empty(), ZoneOffset.UTC, false);

    /** What it asks for. */
    enum Due {
        PAUSE,
        RESUME
    }

    /**
     * What is to be done of all that came between two moments: the last. What was missed before that is over.
     *
     * @param handled until when everything was done
     */
    Optional<Due> due(Instant handled, Instant now) {
        if (!enabled || !now.isAfter(handled)) {
            return Optional.empty();
        }
        Optional<Instant> pausing = pause.flatMap(line -> line.lastBetween(handled, now, zone));
        Optional<Instant> resuming = resume.flatMap(line -> line.lastBetween(handled, now, zone));
        if (pausing.isEmpty() && resuming.isEmpty()) {
            return Optional.empty();
        }
        // Where both say the same minute, it runs.
        boolean pauses = pausing.orElse(Instant.MIN).isAfter(resuming.orElse(Instant.MIN));
        return Optional.of(pauses ? Due.PAUSE : Due.RESUME);
    }
}
