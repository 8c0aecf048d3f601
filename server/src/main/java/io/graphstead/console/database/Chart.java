package io.graphstead.console.database;

import io.graphstead.fleet.MetricPoint;
import io.graphstead.fleet.MetricSpan;
import io.graphstead.fleet.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A chart as it is drawn: everything is computed here, so that it is there without a script.
 *
 * @param now the newest value in words
 * @param described what there is to see, for who does not see it
 * @param levels of the scale, from 0 on
 */
public record Chart(
        String id, String title, String now, String described, List<Line> lines, List<Tick> levels, List<Tick> times) {
    /** What a drawing measures. */
    public static final int WIDTH = 560;

    public static final int HEIGHT = 170;
    static final int LEFT = 58;
    static final int TOP = 10;
    static final int BOTTOM = 24;

    private static final int RIGHT = 10;
    private static final int STEPS = 4;

    public Chart {
        lines = List.copyOf(lines);
        levels = List.copyOf(levels);
        times = List.copyOf(times);
    }

    /**
     * One value over time.
     *
     * @param path through its points, in pieces where some are missing
     * @param area below it
     */
    public record Line(String name, String path, String area, int number) {}

    /** A mark of a scale, with where it is. */
    public record Tick(String words, double at) {
        public Tick {
            at = Math.round(at * 10) / 10.0;
        }
    }

    /** A value to draw. */
    record Value(String name, Function<MetricPoint, OptionalLong> of) {}

    /**
     * How values are written.
     *
     * @param nice the smallest round number that is not below
     */
    record Unit(LongFunction<String> words, Rounding nice) {}

    /** Rounds up to where a scale can end. */
    interface Rounding {
        long up(long value);
    }

    static Chart of(String id, String title, Unit unit, Metrics.Series series, List<Value> values) {
        long most = 0;
        for (MetricPoint point : series.points()) {
            for (Value value : values) {
                most = Math.max(most, value.of().apply(point).orElse(0));
            }
        }
        long top = unit.nice().up(Math.max(1, most));
        List<Line> lines = new ArrayList<>();
        List<String> now = new ArrayList<>();
        List<String> described = new ArrayList<>();
        for (Value value : values) {
            lines.add(line(value, series, top, lines.size() + 1));
            String name = value.name().isEmpty() ? "" : value.name() + " ";
            now.add(name + last(series, value, unit));
            described.add(name + described(series, value, unit));
        }
        return new Chart(
                id,
                title,
                String.join(", ", now),
                String.join("; ", described) + ".",
                lines,
                levels(unit, top),
                times(series));
    }

    private static String last(Metrics.Series series, Value value, Unit unit) {
        if (series.points().isEmpty()) {
            return "–";
        }
        OptionalLong newest = value.of().apply(series.points().getLast());
        return newest.isPresent() ? unit.words().apply(newest.getAsLong()) : "–";
    }

    private static String described(Metrics.Series series, Value value, Unit unit) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (MetricPoint point : series.points()) {
            OptionalLong known = value.of().apply(point);
            if (known.isPresent()) {
                least = Math.min(least, known.getAsLong());
                most = Math.max(most, known.getAsLong());
            }
        }
        return most == Long.MIN_VALUE
                ? "not known"
                : "between " + unit.words().apply(least) + " and "
                        + unit.words().apply(most) + ", last " + last(series, value, unit);
    }

    /** A new piece begins where points are missing; a piece of one point is drawn as long as its span. */
    private static Line line(Value value, Metrics.Series series, long top, int number) {
        StringBuilder path = new StringBuilder();
        StringBuilder area = new StringBuilder();
        Duration gap =
                Duration.ofMinutes(series.span().minutes()).multipliedBy(5).dividedBy(2);
        Instant before = Instant.MIN;
        double lastX = 0;
        for (MetricPoint point : series.points()) {
            OptionalLong known = value.of().apply(point);
            if (known.isEmpty()) {
                continue;
            }
            double x = x(series, point.at());
            double y = y(known.getAsLong(), top);
            boolean joined = before.isAfter(Instant.MIN)
                    && Duration.between(before, point.at()).compareTo(gap) <= 0;
            if (joined) {
                path.append('L');
                area.append('L');
            } else {
                end(area, lastX);
                path.append('M');
                area.append('M')
                        .append(number(x))
                        .append(' ')
                        .append(number(base()))
                        .append('L');
            }
            path.append(number(x)).append(' ').append(number(y));
            area.append(number(x)).append(' ').append(number(y));
            if (!joined) {
                path.append("h0.01");
            }
            before = point.at();
            lastX = x;
        }
        end(area, lastX);
        return new Line(value.name(), path.toString(), area.toString(), number);
    }

    private static void end(StringBuilder area, double x) {
        if (!area.isEmpty()) {
            area.append('L')
                    .append(number(x))
                    .append(' ')
                    .append(number(base()))
                    .append('Z');
        }
    }

    private static double base() {
        return HEIGHT - BOTTOM;
    }

    private static double x(Metrics.Series series, Instant at) {
        double whole = Duration.between(series.from(), series.to()).toSeconds();
        double part = Duration.between(series.from(), at).toSeconds() / whole;
        return LEFT + Math.clamp(part, 0, 1) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(long value, long top) {
        return base() - (double) value / top * (base() - TOP);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static List<Tick> levels(Unit unit, long top) {
        List<Tick> levels = new ArrayList<>();
        for (int step = 0; step <= STEPS; step += 2) {
            long level = top * step / STEPS;
            levels.add(new Tick(unit.words().apply(level), y(level, top)));
        }
        return levels;
    }

    private static List<Tick> times(Metrics.Series series) {
        Duration every = every(series.span());
        DateTimeFormatter words = DateTimeFormatter.ofPattern(
                        series.span() == MetricSpan.WEEK ? "EEE d" : "HH:mm", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
        long seconds = every.toSeconds();
        long first = Math.floorDiv(series.from().getEpochSecond(), seconds) * seconds + seconds;
        List<Tick> times = new ArrayList<>();
        for (long at = first; at <= series.to().getEpochSecond(); at += seconds) {
            Instant moment = Instant.ofEpochSecond(at);
            double x = x(series, moment);
            if (x > LEFT + 14 && x < WIDTH - 14) {
                times.add(new Tick(words.format(moment), x));
            }
        }
        return times;
    }

    private static Duration every(MetricSpan span) {
        return switch (span) {
            case HOUR -> Duration.ofMinutes(15);
            case DAY -> Duration.ofHours(6);
            case WEEK -> Duration.ofDays(1);
        };
    }

    /** {@code 1, 2, 5, 10 …} times the step. */
    static long roundUp(long value, long step) {
        long top = step;
        while (true) {
            for (int times : new int[] {1, 2, 4}) {
                if (top * times >= value) {
                    return top * times;
                }
            }
            top *= 8;
        }
    }

    static long roundUpDecimal(long value, long step) {
        long top = step;
        while (true) {
            for (int times : new int[] {1, 2, 4, 6, 8}) {
                if (top * times >= value) {
                    return top * times;
                }
            }
            top *= 10;
        }
    }
}
