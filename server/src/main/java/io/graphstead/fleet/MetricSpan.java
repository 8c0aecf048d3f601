package io.graphstead.fleet;

import java.time.Duration;

/** How far back one can look, and how fine: the only place that says so. */
public enum MetricSpan {
    HOUR(1, Duration.ofHours(1)),
    DAY(10, Duration.ofDays(1)),
    WEEK(60, Duration.ofDays(7));

    private final int minutes;
    private final Duration back;

    MetricSpan(int minutes, Duration back) {
        this.minutes = minutes;
        this.back = back;
    }

    /** Minutes that one point is of. */
    public int minutes() {
        return minutes;
    }

    public Duration back() {
        return back;
    }

    /** The minute in which the point begins that this minute belongs to. */
    int begin(int minute) {
        return minute - Math.floorMod(minute, minutes);
    }

    /** Points before that minute are not kept: a little more than can be looked at. */
    int keptFrom(int minute) {
        return begin(minute) - (int) back.toMinutes() - 2 * minutes;
    }
}
