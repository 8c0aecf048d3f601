package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.SnapshotSchedule;
import io.graphstead.fleet.SnapshotSchedule.Line;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import io.graphstead.fleet.SnapshotSchedules;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which snapshots of a database are made by themselves. Contract §3. */
@Controller("/deployments/databases/{vendor}/{databaseId}/snapshots/schedule")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SnapshotScheduleController {
    private final Fleet fleet;
    private final SnapshotSchedules schedules;
    private final DatabasesOfVendor databases;

    SnapshotScheduleController(Fleet fleet, SnapshotSchedules schedules, DatabasesOfVendor databases) {
        this.fleet = fleet;
        this.schedules = schedules;
        this.databases = databases;
    }

    /**
     * Snapshots of one rhythm.
     *
     * @param kind {@code HOURLY}, {@code DAILY}, {@code WEEKLY} (from Monday) or {@code MONTHLY}, in UTC
     * @param retention how many of them are kept, the newest
     * @param enabled whether they are made
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LineJson(
            @Nullable String kind,
            @Nullable Integer retention,
            @Nullable Boolean enabled) {}

    /**
     * Which snapshots are made by themselves.
     *
     * @param schedule one line for each kind; a kind that is left out when it is set is off
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ScheduleJson(@Nullable List<@Nullable LineJson> schedule) {
        static ScheduleJson of(SnapshotSchedule schedule) {
            return new ScheduleJson(schedule.lines().stream()
                    .<@Nullable LineJson>map(line -> new LineJson(line.kind().name(), line.retention(), line.enabled()))
                    .toList());
        }
    }

    /** Which snapshots are made by themselves, and how many of each are kept. */
    @Get
    @Allows(Role.READER)
    ScheduleJson schedule(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return ScheduleJson.of(schedules.of(caller, databases.checked(caller, vendor, databaseId)));
    }

    /**
     * Says which snapshots are made by themselves. The first one of a kind is made at once; what was missed while nothing
     * ran is made up for once. Older ones are deleted as newer ones come, except for pinned ones and the newest good one.
     */
    @Put
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    ScheduleJson set(Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<ScheduleJson> body) {
        fleet.require(caller, Role.WRITER, databases.get(caller, vendor, databaseId));
        return ScheduleJson.of(schedules.set(caller, databaseId, read(body.read(), schedules.of(caller, databaseId))));
    }

    /** @param before says how many are kept of a kind that is left out */
    static SnapshotSchedule read(ScheduleJson asked, SnapshotSchedule before) {
        List<@Nullable LineJson> lines = Optional.ofNullable(asked.schedule())
                .orElseThrow(() -> invalid(
                        "schedule", "schedule is missing; send a list of {kind, retention, enabled}, or [] for none"));
        SnapshotSchedule schedule = before;
        for (Line line : before.lines()) {
            schedule = schedule.with(new Line(line.kind(), line.retention(), false));
        }
        Set<Rhythm> seen = EnumSet.noneOf(Rhythm.class);
        for (int i = 0; i < lines.size(); i++) {
            String field = "schedule[" + i + "]";
            LineJson each = lines.get(i);
            if (each == null) {
                throw invalid(field, field + " is null; send {kind, retention, enabled}");
            }
            Line line = read(each, field, before);
            if (!seen.add(line.kind())) {
                throw invalid(field + ".kind", field + ".kind is " + line.kind() + " again; send each kind once");
            }
            schedule = schedule.with(line);
        }
        return schedule;
    }

    private static Line read(LineJson line, String field, SnapshotSchedule before) {
        Rhythm kind = Arrays.stream(Rhythm.values())
                .filter(rhythm -> rhythm.name().equals(line.kind()))
                .findFirst()
                .orElseThrow(
                        () -> invalid(field + ".kind", field + ".kind must be one of " + List.of(Rhythm.values())));
        if (line.enabled() == null) {
            throw invalid(field + ".enabled", field + ".enabled is missing; send true or false");
        }
        int retention =
                Optional.ofNullable(line.retention()).orElse(before.line(kind).retention());
        if (retention < 1 || retention > Line.MOST_KEPT) {
            throw invalid(
                    field + ".retention",
                    field + ".retention is how many are kept and must be between 1 and " + Line.MOST_KEPT);
        }
        return new Line(kind, retention, line.enabled());
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
