package io.graphstead.console.database;

import io.graphstead.fleet.CronLine;
import io.graphstead.fleet.PauseSchedule;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The form of the schedule of pauses.
 *
 * @param zone the name of a time zone
 * @param problem why what was sent is not saved; empty text when it is
 */
public record PauseView(String pause, String resume, String zone, boolean enabled, String problem) {
    static PauseView of(PauseSchedule schedule) {
        return new PauseView(
                schedule.pause().map(CronLine::text).orElse(""),
                schedule.resume().map(CronLine::text).orElse(""),
                name(schedule.zone()),
                schedule.enabled(),
                "");
    }

    static String name(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }
}
