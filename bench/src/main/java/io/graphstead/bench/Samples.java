package io.graphstead.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers of one kind, in the order in which they were measured. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    void addSeconds(Duration duration) {
        add(duration.toNanos() / 1e9);
    }

    double at(int index) {
        return values.get(index);
    }

    int count() {
        return values.size();
    }

    /** @param share 0.5 for the median, 0.99 for the 99th percentile */
    double percentile(double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }

    Figure figure(String scenario, String name, double bound) {
        return figure(scenario, name, 0.5, bound);
    }

    Figure figure(String scenario, String name, double share, double bound) {
        return new Figure(scenario, name, percentile(share), percentile(0), percentile(1), bound);
    }

    /** The median, which should not fall below the floor. */
    Figure figureAtLeast(String scenario, String name, double floor) {
        return new Figure(
                scenario, name, percentile(0.5), percentile(0), percentile(1), floor, Double.POSITIVE_INFINITY);
    }
}
