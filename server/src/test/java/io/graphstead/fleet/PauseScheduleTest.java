package io.graphstead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.fleet.PauseSchedule.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cron lines and what a pause schedule makes of them, without anything that runs. */
class PauseScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 20 * * 1-5   | Europe/Berlin    | 2026-01-02T20:00:00Z | 2026-01-05T19:00:00Z
            0 20 * * 1-5   | Europe/Berlin    | 2026-07-03T17:59:59Z | 2026-07-03T18:00:00Z
            */15 * * * *   | UTC              | 2026-01-02T20:00:00Z | 2026-01-02T20:15:00Z
            0 8 * * 7      | UTC              | 2026-01-02T20:00:00Z | 2026-01-04T08:00:00Z
            0 8 * * SUN    | UTC              | 2026-01-02T20:00:00Z | 2026-01-04T08:00:00Z
            0 0 29 2 *     | UTC              | 2026-01-02T20:00:00Z | 2028-02-29T00:00:00Z
            30 5 * * *     | Asia/Kathmandu   | 2026-01-02T20:00:00Z | 2026-01-02T23:45:00Z
            30 2 * * *     | Europe/Berlin    | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z
            30 2 * * *     | Europe/Berlin    | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z
            30 2 * * *     | Europe/Berlin    | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z
            30 2 * * *     | Europe/Berlin    | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
            30 2 * * *     | Europe/Berlin    | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z
            0,30 2 * * *   | Europe/Berlin    | 2026-03-29T00:59:59Z | 2026-03-29T01:00:00Z
            """)
    void the_next_time_is_by_the_clocks_of_the_zone(String line, ZoneId zone, Instant after, Instant next) {
        assertThat(CronLine.of(line).after(after, zone)).isEqualTo(next);
    }

    static Stream<String> hostile() {
        return Stream.of(
                "",
                " ",
                "-",
                "?",
                "@daily",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "*/-1 * * * *",
                "5-1 * * * *",
                "a b c d e",
                "0 8 L * *",
                "0 8 1W * *",
                "0 8 * * 1#2",
                "0\n8 * * *",
                "0  8 * * *",
                "0 8 * * *\u0000",
                "\u0660 8 * * *",
                "99999999999999999999 * * * *",
                "0 0 30 2 *",
                "0 0 31 2,4,6,9,11 *",
                "1,".repeat(5000) + "1 * * * *");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void what_is_no_line_or_never_comes_is_refused_in_words(String text) {
        assertThatThrownBy(() -> CronLine.of(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_last_time_is_the_one_that_walking_finds(long seed) {
        Random random = new Random(seed);
        List<ZoneId> zones =
                List.of(BERLIN, ZoneOffset.UTC, ZoneId.of("America/New_York"), ZoneId.of("Australia/Lord_Howe"));
        for (int round = 0; round < 40; round++) {
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            CronLine line = CronLine.of(
                    random.nextInt(60) + " " + random.nextInt(24) + ",2 * * " + (random.nextBoolean() ? "*" : "1-5"));
            Instant from = ZonedDateTime.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28), 0, 0, 0, 0, zone)
                    .toInstant()
                    .plusSeconds(random.nextInt(86_400));
            Instant until = from.plusSeconds(random.nextInt(20 * 86_400));
            Optional<Instant> last = Optional.empty();
            for (Instant at = line.after(from, zone); !at.isAfter(until); at = line.after(at, zone)) {
                assertThat(at).isAfter(last.orElse(from));
                last = Optional.of(at);
            }
            assertThat(line.lastBetween(from, until, zone))
                    .as("%s in %s from %s until %s", line, zone, from, until)
                    .isEqualTo(last);
        }
    }

    private static PauseSchedule workdays() {
        return new PauseSchedule(
                Optional.of(CronLine.of("0 20 * * 1-5")), Optional.of(CronLine.of("0 7 * * 1-5")), BERLIN, true);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T12:00:00Z, 2026-01-05T18:59:59Z,",
        "2026-01-05T12:00:00Z, 2026-01-05T19:00:00Z, PAUSE",
        "2026-01-05T19:00:00Z, 2026-01-05T19:00:10Z,",
        "2026-01-05T19:00:00Z, 2026-01-06T06:00:00Z, RESUME",
        // Down for weeks: the last of all that was missed is done, once.
        "2026-01-05T12:00:00Z, 2026-02-03T12:00:00Z, RESUME",
        "2026-01-05T12:00:00Z, 2026-02-01T12:00:00Z, PAUSE",
        // A clock that goes back does nothing twice.
        "2026-01-05T19:00:00Z, 2026-01-05T18:00:00Z,",
    })
    void the_last_that_came_is_due(Instant handled, Instant now, Due due) {
        assertThat(workdays().due(handled, now)).isEqualTo(Optional.ofNullable(due));
    }

    @Test
    void what_is_off_does_nothing_and_what_says_both_at_once_runs() {
        PauseSchedule both = new PauseSchedule(
                Optional.of(CronLine.of("0 7 * * *")), Optional.of(CronLine.of("0 7 * * *")), ZoneOffset.UTC, true);
        Instant now = Instant.parse("2026-01-05T07:00:00Z");
        assertThat(both.due(now.minus(Duration.ofDays(3)), now)).contains(Due.RESUME);
        PauseSchedule off = new PauseSchedule(both.pause(), both.resume(), both.zone(), false);
        assertThat(off.due(now.minus(Duration.ofDays(3)), now)).isEmpty();
        assertThat(PauseSchedule.NONE.due(Instant.EPOCH, now)).isEmpty();
    }

    @Test
    void years_of_downtime_are_looked_over_at_once() {
        PauseSchedule each = new PauseSchedule(Optional.of(CronLine.of("* * * * *")), Optional.empty(), BERLIN, true);
        Instant now = Instant.parse("2026-01-05T07:00:30Z");
        assertThat(CronLine.of("* * * * *").lastBetween(now.minus(Duration.ofDays(4000)), now, BERLIN))
                .contains(Instant.parse("2026-01-05T07:00:00Z"));
        assertThat(each.due(now.minus(Duration.ofDays(4000)), now)).contains(Due.PAUSE);
    }
}
