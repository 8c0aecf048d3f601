package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.CronLine;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.PauseSchedule;
import io.graphstead.fleet.PauseSchedules;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a database is paused and resumed by the clock. Contract §3. */
@Controller("/deployments/databases/{vendor}/{databaseId}/pause-schedule")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PauseScheduleController {
    private final Fleet fleet;
    private final PauseSchedules schedules;
    private final DatabasesOfVendor databases;

    PauseScheduleController(Fleet fleet, PauseSchedules schedules, DatabasesOfVendor databases) {
        this.fleet = fleet;
        this.schedules = schedules;
        this.databases = databases;
    }

    /**
     * When a database is paused and resumed by the clock.
     *
     * @param pause a cron line of five fields, such as {@code 0 20 * * 1-5}
     * @param resume the same; null: somebody resumes it
     * @param timeZone whose clocks they are about, such as {@code Europe/Berlin}; UTC when left out
     * @param enabled whether it is followed
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PauseScheduleJson(
            @Nullable String pause,
            @Nullable String resume,
            @Nullable String timeZone,
            @Nullable Boolean enabled) {
        static PauseScheduleJson of(PauseSchedule schedule) {
            boolean isNone = schedule.equals(PauseSchedule.NONE);
            return new PauseScheduleJson(
                    schedule.pause().map(CronLine::text).orElse(null),
                    schedule.resume().map(CronLine::text).orElse(null),
                    isNone ? null : name(schedule.zone()),
                    schedule.enabled());
        }

        private static String name(ZoneId zone) {
            return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
        }

        PauseSchedule schedule() {
            if (enabled == null) {
                throw invalid("enabled", "enabled is missing; send true or false");
            }
            Optional<CronLine> pausing = line("pause", pause);
            if (enabled && pausing.isEmpty()) {
                throw invalid(
                        "pause",
                        "pause is missing: only what the schedule has paused is resumed by it; send a cron line such as"
                                + " 0 20 * * 1-5");
            }
            return new PauseSchedule(pausing, line("resume", resume), zone(), enabled);
        }

        private static Optional<CronLine> line(String field, @Nullable String text) {
            try {
                return Optional.ofNullable(text).map(CronLine::of);
            } catch (IllegalArgumentException wrong) {
                throw invalid(field, field + " is no cron line that can be followed: " + wrong.getMessage());
            }
        }

        private ZoneId zone() {
            if (timeZone == null || timeZone.equals("UTC")) {
                return ZoneOffset.UTC;
            }
            if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
                throw invalid("timeZone", "timeZone is not known; send a name such as Europe/Berlin, or UTC");
            }
            return ZoneId.of(timeZone);
        }

        private static Refused invalid(String field, String words) {
            return new Refused(new InvalidField(field, words));
        }
    }

    /** When the database is paused and resumed by the clock. */
    @Get
    @Allows(Role.READER)
    PauseScheduleJson schedule(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return PauseScheduleJson.of(schedules.of(caller, databases.checked(caller, vendor, databaseId)));
    }

    /**
     * Has the database paused and resumed by the clock. Only what the schedule has paused is resumed by it; of what was
     * missed while nothing ran, the last is done. A time that clocks skip in spring counts when they do, and one that they
     * show twice in autumn counts the first time.
     */
    @Put
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    PauseScheduleJson set(Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<PauseScheduleJson> body) {
        fleet.require(caller, Role.WRITER, databases.get(caller, vendor, databaseId));
        return PauseScheduleJson.of(
                schedules.set(caller, databaseId, body.read().schedule()));
    }
}
