package io.graphstead.bench;

/**
 * One measured number.
 *
 * @param name what was measured, with its unit
 * @param value the median, or what the name says
 * @param low the least of the samples
 * @param high the greatest of the samples
 * @param floor what it should not fall below
 * @param bound what it should not exceed
 */
record Figure(String scenario, String name, double value, double low, double high, double floor, double bound) {
    /** One that may be as small as it likes. */
    Figure(String scenario, String name, double value, double low, double high, double bound) {
        this(scenario, name, value, low, high, 0, bound);
    }

    boolean holds() {
        return value >= floor && value <= bound;
    }
}
