package io.graphstead.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.fleet.BackupConfiguration.Frequency;
import io.graphstead.fleet.Snapshot.Kind;
import io.graphstead.fleet.Snapshot.Status;
import io.graphstead.fleet.SnapshotPlan.Made;
import io.graphstead.fleet.SnapshotSchedule.Line;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which snapshots are due and which are not kept, without anything that runs. */
class SnapshotPlanTest {
    private static final Instant NOW = Instant.parse("2026-03-04T10:20:00Z"); // a Wednesday

    private static SnapshotSchedule on(Rhythm... rhythms) {
        SnapshotSchedule schedule = SnapshotSchedule.NONE;
        for (Rhythm each : rhythms) {
            schedule = schedule.with(new Line(each, 3, true));
        }
        return schedule;
    }

    private static Made made(Kind kind, Status status, boolean pinned, Instant at, Rhythm... lines) {
        return new Made(SnapshotId.random(), kind, status, pinned, at, Set.of(lines));
    }

    private static Made good(Instant at, Rhythm... lines) {
        return made(Kind.SCHEDULED, Status.READY, false, at, lines);
    }

    private static Made failed(Instant at, Rhythm... lines) {
        return made(Kind.SCHEDULED, Status.FAILED, false, at, lines);
    }

    @ParameterizedTest
    @CsvSource({
        "HOURLY,  2026-03-04T10:00:00Z, false",
        "HOURLY,  2026-03-04T09:59:59Z, true",
        "HOURLY,  2025-01-01T00:00:00Z, true",
        "DAILY,   2026-03-04T00:00:00Z, false",
        "DAILY,   2026-03-03T23:59:59Z, true",
        "WEEKLY,  2026-03-02T00:00:00Z, false",
        "WEEKLY,  2026-03-01T23:59:59Z, true",
        "MONTHLY, 2026-03-01T00:00:00Z, false",
        "MONTHLY, 2026-02-28T23:59:59Z, true",
        "HOURLY,  2026-03-05T00:00:00Z, false",
    })
    void a_line_is_due_once_in_each_of_its_times(Rhythm rhythm, Instant ran, boolean due) {
        assertThat(SnapshotPlan.due(on(rhythm), Map.of(rhythm, ran), List.of(), NOW))
                .isEqualTo(due ? Set.of(rhythm) : Set.of());
    }

    @Test
    void what_was_turned_on_is_due_at_once_and_what_is_off_never() {
        assertThat(SnapshotPlan.due(on(Rhythm.MONTHLY, Rhythm.HOURLY), Map.of(), List.of(), NOW))
                .containsExactly(Rhythm.HOURLY, Rhythm.MONTHLY);
        assertThat(SnapshotPlan.due(SnapshotSchedule.NONE, Map.of(), List.of(), NOW))
                .isEmpty();
    }

    @Test
    void what_failed_is_tried_again_after_a_while_and_not_once_it_is_made() {
        Map<Rhythm, Instant> ran = Map.of(Rhythm.DAILY, NOW.minus(Duration.ofHours(1)));
        Made recent = failed(NOW.minus(Duration.ofMinutes(29)), Rhythm.DAILY);
        assertThat(SnapshotPlan.due(on(Rhythm.DAILY), ran, List.of(recent), NOW))
                .isEmpty();
        Made older = failed(NOW.minus(Duration.ofMinutes(30)), Rhythm.DAILY);
        assertThat(SnapshotPlan.due(on(Rhythm.DAILY), ran, List.of(older), NOW)).containsExactly(Rhythm.DAILY);
        Made since = good(NOW.minus(Duration.ofMinutes(10)), Rhythm.DAILY);
        assertThat(SnapshotPlan.due(on(Rhythm.DAILY), ran, List.of(older, since), NOW))
                .isEmpty();
        assertThat(SnapshotPlan.due(SnapshotSchedule.NONE, ran, List.of(older), NOW))
                .isEmpty();
    }

    @Test
    void each_line_keeps_its_newest_and_one_that_stands_for_several_stays_while_any_keeps_it() {
        SnapshotSchedule schedule = on(Rhythm.HOURLY).with(new Line(Rhythm.DAILY, 2, true));
        Made daily = good(NOW.minus(Duration.ofHours(40)), Rhythm.HOURLY, Rhythm.DAILY);
        Made oldHour = good(NOW.minus(Duration.ofHours(4)), Rhythm.HOURLY);
        List<Made> all = new ArrayList<>(List.of(daily, oldHour));
        for (int hours = 0; hours < 3; hours++) {
            all.add(good(NOW.minus(Duration.ofHours(hours)), Rhythm.HOURLY));
        }
        assertThat(SnapshotPlan.notKept(schedule, all)).containsExactly(oldHour.id());
    }

    @Test
    void pinned_ones_ones_of_people_and_the_newest_good_one_are_never_deleted() {
        SnapshotSchedule schedule = SnapshotSchedule.NONE.with(new Line(Rhythm.DAILY, 1, true));
        Made pinned = made(Kind.SCHEDULED, Status.READY, true, NOW.minusSeconds(500), Rhythm.DAILY);
        Made asked = made(Kind.ON_DEMAND, Status.READY, false, NOW.minusSeconds(400));
        Made last = made(Kind.FINAL, Status.READY, false, NOW.minusSeconds(300));
        Made old = good(NOW.minusSeconds(200), Rhythm.DAILY);
        Made newest = good(NOW.minusSeconds(100), Rhythm.DAILY);
        Made pending = made(Kind.SCHEDULED, Status.PENDING, false, NOW, Rhythm.DAILY);
        assertThat(SnapshotPlan.notKept(schedule, List.of(pinned, asked, last, old, newest, pending)))
                .containsExactly(old.id());
        Made ofNoLine = good(NOW);
        assertThat(SnapshotPlan.notKept(schedule, List.of(ofNoLine))).isEmpty();
    }

    @Test
    void of_those_that_failed_the_newest_few_stay_and_none_pushes_a_good_one_out() {
        List<Made> all = new ArrayList<>();
        all.add(good(NOW.minus(Duration.ofDays(9)), Rhythm.DAILY));
        for (int days = 0; days < 8; days++) {
            all.add(failed(NOW.minus(Duration.ofDays(days)), Rhythm.DAILY));
        }
        assertThat(SnapshotPlan.notKept(on(Rhythm.DAILY), all))
                .hasSize(8 - SnapshotPlan.FAILED_ONES_KEPT)
                .doesNotContain(all.getFirst().id());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void over_months_with_failures_and_long_downtimes_no_time_has_two_and_no_line_has_too_many(long seed) {
        Random random = new Random(seed);
        SnapshotSchedule schedule = SnapshotSchedule.NONE;
        for (Rhythm each : Rhythm.values()) {
            schedule = schedule.with(new Line(each, 1 + random.nextInt(5), random.nextInt(4) > 0));
        }
        Map<Rhythm, Instant> ran = new EnumMap<>(Rhythm.class);
        List<Made> made = new ArrayList<>();
        Instant now = NOW;
        for (int look = 0; look < 2000; look++) {
            boolean wasDown = random.nextInt(100) == 0;
            now = now.plus(wasDown ? Duration.ofHours(random.nextInt(2000)) : Duration.ofMinutes(random.nextInt(90)));
            Set<Rhythm> due = SnapshotPlan.due(schedule, ran, made, now);
            for (Rhythm line : due) {
                Instant slot = line.beginning(now);
                assertThat(schedule.line(line).enabled()).isTrue();
                assertThat(made)
                        .as("one good one in each %s, seed %s", line, seed)
                        .noneMatch(one -> one.status() == Status.READY
                                && one.lines().contains(line)
                                && line.beginning(one.at()).equals(slot));
                ran.put(line, now);
            }
            if (!due.isEmpty()) {
                Status status = random.nextInt(6) == 0 ? Status.FAILED : Status.READY;
                made.add(new Made(SnapshotId.random(), Kind.SCHEDULED, status, random.nextInt(300) == 0, now, due));
            }
            Stream<Made> good = made.stream().filter(one -> one.status() == Status.READY);
            List<SnapshotId> newest = good.max(Comparator.comparing(Made::at)).map(Made::id).stream()
                    .toList();
            List<SnapshotId> notKept = SnapshotPlan.notKept(schedule, made);
            assertThat(notKept).noneMatch(newest::contains);
            assertThat(made.stream().filter(Made::pinned).map(Made::id)).noneMatch(notKept::contains);
            made.removeIf(one -> notKept.contains(one.id()));
            assertThat(SnapshotPlan.notKept(schedule, made))
                    .as("deleting settles it")
                    .isEmpty();
            long most = schedule.lines().stream().mapToLong(Line::retention).sum() + 1;
            assertThat(made.stream().filter(one -> one.status() == Status.READY && !one.pinned()))
                    .hasSizeLessThanOrEqualTo((int) most);
        }
        assertThat(made).isNotEmpty();
    }

    @Test
    void a_schedule_is_stored_as_text_and_what_is_not_named_is_off() {
        SnapshotSchedule schedule = on(Rhythm.DAILY, Rhythm.MONTHLY);
        assertThat(SnapshotSchedule.parse(schedule.text())).isEqualTo(schedule);
        assertThat(SnapshotSchedule.parse("")).isEqualTo(SnapshotSchedule.NONE);
        assertThat(SnapshotSchedule.parse("DAILY 30 on"))
                .isEqualTo(SnapshotSchedule.NONE.with(new Line(Rhythm.DAILY, 30, true)));
    }

    @ParameterizedTest
    @CsvSource({"DISABLED,7", "DISABLED,30", "HOURLY,7", "HOURLY,30", "DAILY,7", "DAILY,30"})
    void the_typedb_dialect_sees_again_what_it_asked_for_and_leaves_other_lines_alone(Frequency frequency, int days) {
        BackupConfiguration asked = new BackupConfiguration(frequency, days);
        for (SnapshotSchedule before : List.of(
                SnapshotSchedule.NONE, on(Rhythm.values()), on(Rhythm.HOURLY), on(Rhythm.WEEKLY, Rhythm.DAILY))) {
            SnapshotSchedule after = before.with(asked);
            assertThat(after.backups()).isEqualTo(asked);
            assertThat(after.line(Rhythm.WEEKLY)).isEqualTo(before.line(Rhythm.WEEKLY));
            assertThat(after.line(Rhythm.MONTHLY)).isEqualTo(before.line(Rhythm.MONTHLY));
        }
        assertThat(SnapshotSchedule.NONE.backups()).isEqualTo(BackupConfiguration.NONE);
    }
}
