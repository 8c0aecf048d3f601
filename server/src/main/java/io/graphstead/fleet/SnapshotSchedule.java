package io.graphstead.fleet;

import io.graphstead.fleet.BackupConfiguration.Frequency;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which snapshots of a deployment are made by themselves, and how many of each are kept.
 *
 * @param lines one for each rhythm, in their order
 */
public record SnapshotSchedule(List<Line> lines) {
    /** How often one is made: once in each hour, day, week or month of UTC. */
    public enum Rhythm {
        HOURLY(24),
        DAILY(7),
        /** Weeks begin on Monday. */
        WEEKLY(4),
        MONTHLY(12);

        private final int retention;

        Rhythm(int retention) {
            this.retention = retention;
        }

        /** When the hour, day, week or month began that a moment is in. */
        Instant beginning(Instant moment) {
            ZonedDateTime at = moment.atZone(ZoneOffset.UTC);
            ZonedDateTime day = at.truncatedTo(ChronoUnit.DAYS);
            return switch (this) {
                case HOURLY -> at.truncatedTo(ChronoUnit.HOURS).toInstant();
                case DAILY -> day.toInstant();
                case WEEKLY ->
                    day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toInstant();
                case MONTHLY -> day.withDayOfMonth(1).toInstant();
            };
        }
    }

    /**
     * What is made in one rhythm.
     *
     * @param retention how many are kept, the newest
     */
    public record Line(Rhythm kind, int retention, boolean enabled) {
        public static final int MOST_KEPT = 1000;

        public Line {
            if (retention < 1 || retention > MOST_KEPT) {
                throw new IllegalArgumentException(retention + " is not between 1 and " + MOST_KEPT);
            }
        }
    }

    /** What every deployment has at first: none. */
    public static final SnapshotSchedule NONE = new SnapshotSchedule(Stream.of(Rhythm.values())
            .map(each -> new Line(each, each.retention, false))
            .toList());

    private static final int HOURS = 24;

    public SnapshotSchedule {
        lines = lines.stream().sorted(Comparator.comparing(Line::kind)).toList();
        if (!lines.stream().map(Line::kind).toList().equals(List.of(Rhythm.values()))) {
            throw new IllegalArgumentException("a schedule has one line for each rhythm");
        }
    }

    /** The line of one rhythm. */
    public Line line(Rhythm rhythm) {
        return lines.get(rhythm.ordinal());
    }

    public boolean isOff() {
        return lines.stream().noneMatch(Line::enabled);
    }

    /** With this line in place of its own. */
    public SnapshotSchedule with(Line other) {
        return new SnapshotSchedule(lines.stream()
                .map(line -> line.kind() == other.kind() ? other : line)
                .toList());
    }

    /** With the hourly or daily line that the TypeDB dialect asks for; it knows no other. */
    public SnapshotSchedule with(BackupConfiguration asked) {
        int days = asked.retentionDays();
        SnapshotSchedule off = with(new Line(Rhythm.HOURLY, line(Rhythm.HOURLY).retention(), false))
                .with(new Line(Rhythm.DAILY, days, asked.frequency() == Frequency.DAILY));
        return asked.frequency() == Frequency.HOURLY
                ? off.with(new Line(Rhythm.HOURLY, days * HOURS, true))
                        .with(new Line(Rhythm.DAILY, line(Rhythm.DAILY).retention(), false))
                : off;
    }

    /** As the TypeDB dialect sees it: the hourly line, or without one the daily one. */
    public BackupConfiguration backups() {
        Line hourly = line(Rhythm.HOURLY);
        Line daily = line(Rhythm.DAILY);
        if (hourly.enabled()) {
            return new BackupConfiguration(Frequency.HOURLY, Math.ceilDiv(hourly.retention(), HOURS));
        }
        return new BackupConfiguration(daily.enabled() ? Frequency.DAILY : Frequency.DISABLED, daily.retention());
    }

    /** As it is stored: {@code HOURLY 24 off,DAILY 7 on,…}. */
    String text() {
        return lines.stream()
                .map(line -> line.kind() + " " + line.retention() + (line.enabled() ? " on" : " off"))
                .collect(Collectors.joining(","));
    }

    /** What was stored; lines that are not in it are those of {@link #NONE}. */
    static SnapshotSchedule parse(String text) {
        SnapshotSchedule schedule = NONE;
        for (String each : Arrays.stream(text.split(",", -1))
                .filter(line -> !line.isEmpty())
                .toList()) {
            String[] words = each.split(" ", -1);
            schedule = schedule.with(
                    new Line(Rhythm.valueOf(words[0]), Integer.parseInt(words[1]), words[2].equals("on")));
        }
        return schedule;
    }
}
