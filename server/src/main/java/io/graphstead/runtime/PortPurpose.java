package io.graphstead.runtime;

/** What a port of a workload is for, in the engine's words: {@code bolt}, {@code http}. */
public record PortPurpose(String name) {
    @Override
    public String toString() {
        return name;
    }
}
