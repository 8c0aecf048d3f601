package io.graphstead.bench;

/**
 * One measured number.
 *
 * @param name what was measured, with its unit
 * @param value the median, or what the name says
 * @param low the least of the samples
 * @param high the greatest of the samples
 * @param bound what it should not exceed
 */
record Figure(String scenario, String name, double value, double low, double high, double bound) {
    boolean holds() {
        return value <= bound;
    }
}
