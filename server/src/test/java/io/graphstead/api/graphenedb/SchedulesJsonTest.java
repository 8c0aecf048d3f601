package io.graphstead.api.graphenedb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graphstead.api.Wire;
import io.graphstead.api.graphenedb.PauseScheduleController.PauseScheduleJson;
import io.graphstead.api.graphenedb.SnapshotScheduleController.LineJson;
import io.graphstead.api.graphenedb.SnapshotScheduleController.ScheduleJson;
import io.graphstead.fleet.CronLine;
import io.graphstead.fleet.PauseSchedule;
import io.graphstead.fleet.SnapshotSchedule;
import io.graphstead.fleet.SnapshotSchedule.Line;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules on the wire. */
class SchedulesJsonTest {
    private static SnapshotSchedule read(@Nullable LineJson... lines) {
        return SnapshotScheduleController.read(new ScheduleJson(Arrays.asList(lines)), SnapshotSchedule.NONE);
    }

    private static InvalidField refused(Runnable reading) {
        return (InvalidField) catchThrowableOfType(Refused.class, reading::run).refusal();
    }

    @Test
    void a_schedule_shows_every_kind_and_what_is_left_out_is_off() {
        assertThat(Wire.write(ScheduleJson.of(SnapshotSchedule.NONE))).isEqualTo("""
                {"schedule":[{"kind":"HOURLY","retention":24,"enabled":false},\
                {"kind":"DAILY","retention":7,"enabled":false},\
                {"kind":"WEEKLY","retention":4,"enabled":false},\
                {"kind":"MONTHLY","retention":12,"enabled":false}]}""");
        SnapshotSchedule before = SnapshotSchedule.NONE.with(new Line(Rhythm.HOURLY, 9, true));
        ScheduleJson daily = new ScheduleJson(List.of(new LineJson("DAILY", null, true)));
        assertThat(SnapshotScheduleController.read(daily, before))
                .isEqualTo(SnapshotSchedule.NONE
                        .with(new Line(Rhythm.HOURLY, 9, false))
                        .with(new Line(Rhythm.DAILY, 7, true)));
    }

    @ParameterizedTest
    @CsvSource({
        "YEARLY,5,true,kind",
        "daily,5,true,kind",
        ",5,true,kind",
        "DAILY,0,true,retention",
        "DAILY,-1,true,retention",
        "DAILY,1001,false,retention",
        "DAILY,5,,enabled"
    })
    void a_line_that_is_none_names_its_field(
            @Nullable String kind, @Nullable Integer retention, @Nullable Boolean enabled, String field) {
        LineJson good = new LineJson("HOURLY", 1, true);
        InvalidField refused = refused(() -> read(good, new LineJson(kind, retention, enabled)));
        assertThat(refused.field()).isEqualTo("schedule[1]." + field);
        assertThat(refused.words()).startsWith("schedule[1]." + field);
    }

    @Test
    void a_kind_comes_once_and_no_line_is_null_and_the_list_is_there() {
        LineJson line = new LineJson("HOURLY", 1, true);
        assertThat(refused(() -> read(line, line)).field()).isEqualTo("schedule[1].kind");
        assertThat(refused(() -> read(line, null)).field()).isEqualTo("schedule[1]");
        assertThat(refused(() -> SnapshotScheduleController.read(new ScheduleJson(null), SnapshotSchedule.NONE))
                        .field())
                .isEqualTo("schedule");
    }

    @Test
    void a_pause_schedule_is_null_and_false_at_first_and_utc_when_nothing_is_said() {
        assertThat(Wire.write(PauseScheduleJson.of(PauseSchedule.NONE)))
                .isEqualTo("{\"pause\":null,\"resume\":null,\"timeZone\":null,\"enabled\":false}");
        PauseSchedule read = new PauseScheduleJson("0 20 * * *", null, null, true).schedule();
        assertThat(read)
                .isEqualTo(new PauseSchedule(
                        Optional.of(CronLine.of("0 20 * * *")), Optional.empty(), ZoneOffset.UTC, true));
        assertThat(Wire.write(PauseScheduleJson.of(read))).contains("\"timeZone\":\"UTC\"");
        assertThat(new PauseScheduleJson("0 20 * * *", "0 7 * * *", "Europe/Berlin", true)
                        .schedule()
                        .zone())
                .isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @ParameterizedTest
    @CsvSource({
        "x,,,true,pause",
        "0 0 30 2 *,,,true,pause",
        ",0 7 * * *,,true,pause",
        "0 20 * * *,0 25 * * *,,true,resume",
        "0 20 * * *,,Mars/Base,true,timeZone",
        "0 20 * * *,,+02:00,true,timeZone",
        "0 20 * * *,,,,enabled"
    })
    void what_cannot_be_followed_names_its_field(
            @Nullable String pause,
            @Nullable String resume,
            @Nullable String zone,
            @Nullable Boolean enabled,
            String field) {
        assertThat(refused(() -> new PauseScheduleJson(pause, resume, zone, enabled).schedule())
                        .field())
                .isEqualTo(field);
    }
}
