package io.graphstead.fleet;

import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The times that a five-field cron line names, by the clocks of a time zone. A time that clocks skip when they are put
 * forward counts at the moment of that; one that they show twice counts the first time.
 */
public final class CronLine {
    private static final int LONGEST = 100;

    /** What five fields are made of; names of days and months too. */
    private static final Pattern FIVE_FIELDS = Pattern.compile("[0-9A-Za-z*,/-]+( [0-9A-Za-z*,/-]+){4}");

    /** What never comes is said by the library to come centuries later; leap days come within eight years. */
    private static final Duration FURTHEST = Duration.ofDays(3660);

    private final String text;

    /** Times as clocks show them, wherever: those of UTC are never skipped or shown twice. */
    private final CronSchedule shown;

    private CronLine(String text, CronSchedule shown) {
        this.text = text;
        this.shown = shown;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException in words that say what is wrong, when it is none or names no time
     */
    public static CronLine of(String text) {
        if (text.length() > LONGEST || !FIVE_FIELDS.matcher(text).matches()) {
            throw new IllegalArgumentException("it must have five fields with single blanks between them: minute, hour,"
                    + " day of the month, month, day of the week; such as 0 20 * * 1-5");
        }
        CronLine line = new CronLine(text, parsed(text));
        Instant any = Instant.EPOCH;
        if (line.shown.getInitialExecutionTime(any).isAfter(any.plus(FURTHEST))) {
            throw new IllegalArgumentException("no day is ever as it says");
        }
        return line;
    }

    private static CronSchedule parsed(String text) {
        try {
            return new CronSchedule(text, ZoneOffset.UTC, CronStyle.UNIX);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            Throwable cause = Optional.ofNullable(wrong.getCause()).orElse(wrong);
            throw new IllegalArgumentException(
                    Optional.ofNullable(cause.getMessage()).orElse("it is no cron line"), wrong);
        }
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** The first time after a moment. */
    public Instant after(Instant moment, ZoneId zone) {
        // A clock that was put back shows once more what counted already.
        LocalDateTime from = LocalDateTime.ofInstant(moment, zone);
        while (true) {
            LocalDateTime next = LocalDateTime.ofInstant(
                    shown.getInitialExecutionTime(from.toInstant(ZoneOffset.UTC)), ZoneOffset.UTC);
            Instant at = instant(next, zone);
            if (at.isAfter(moment)) {
                return at;
            }
            from = next;
        }
    }

    private static Instant instant(LocalDateTime shownTime, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(shownTime);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return shownTime.atZone(zone).toInstant(); // the earlier of two
    }

    /** The last time after one moment and not after another; empty when there is none between them. */
    Optional<Instant> lastBetween(Instant after, Instant until, ZoneId zone) {
        if (after(after, zone).isAfter(until)) {
            return Optional.empty();
        }
        // Times are whole minutes: halves until those before and after the last one are a second apart.
        Instant has = after;
        Instant hasNone = until;
        while (Duration.between(has, hasNone).compareTo(Duration.ofSeconds(1)) > 0) {
            Instant middle =
                    has.plus(Duration.between(has, hasNone).dividedBy(2)).truncatedTo(ChronoUnit.MILLIS);
            if (after(middle, zone).isAfter(until)) {
                hasNone = middle;
            } else {
                has = middle;
            }
        }
        return Optional.of(after(has, zone));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronLine line && line.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
