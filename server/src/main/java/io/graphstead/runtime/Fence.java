package io.graphstead.runtime;

/**
 * Says which of several control planes acts: each time one takes a deployment's work its fence becomes one higher, and a
 * runtime refuses an effect whose fence is lower than the highest it has seen for that deployment.
 */
public record Fence(long value) implements Comparable<Fence> {
    @Override
    public int compareTo(Fence other) {
        return Long.compare(value, other.value);
    }
}
