package io.graphstead.engine;

import java.util.Arrays;

/** A release's version: numbers between dots, such as {@code 2026.08.1}. Kept as written, ordered by its numbers. */
public record Version(String text) implements Comparable<Version> {
    public Version {
        if (!text.matches("\\d{1,6}(\\.\\d{1,6}){0,3}")) {
            throw new IllegalArgumentException("not a version: " + text);
        }
    }

    public int major() {
        return numbers()[0];
    }

    private int[] numbers() {
        return Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compare(numbers(), other.numbers());
    }

    @Override
    public String toString() {
        return text;
    }
}
