package io.graphstead.runtime;

/** A place in what a workload wrote, in the words of the runtime that told it: for others it is opaque. */
public record OutputPosition(String text) {
    public OutputPosition {
        if (!text.matches("[A-Za-z0-9:.+-]{1,64}")) {
            throw new IllegalArgumentException("not a position: it has other characters than letters, digits and :.+-");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
