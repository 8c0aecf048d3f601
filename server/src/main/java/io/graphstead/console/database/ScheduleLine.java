package io.graphstead.console.database;

import io.graphstead.console.Words;
import io.graphstead.fleet.SnapshotSchedule;
import java.util.List;
import java.util.Locale;

/**
 * One rhythm of a schedule of snapshots.
 *
 * @param kind in a form's field names
 * @param when it is made, in words
 * @param kept how many are
 */
public record ScheduleLine(String kind, String words, String when, int kept, boolean enabled) {
    static List<ScheduleLine> of(SnapshotSchedule schedule) {
        return schedule.lines().stream()
                .map(line -> new ScheduleLine(
                        line.kind().name().toLowerCase(Locale.ROOT),
                        Words.sentence(line.kind().name().toLowerCase(Locale.ROOT)),
                        switch (line.kind()) {
                            case HOURLY -> "on the hour";
                            case DAILY -> "at midnight, UTC";
                            case WEEKLY -> "Mondays, UTC";
                            case MONTHLY -> "on the 1st, UTC";
                        },
                        line.retention(),
                        line.enabled()))
                .toList();
    }
}
