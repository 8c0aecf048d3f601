package io.graphstead.runtime;

/** Ports that may be given to workloads, both ends included. */
public record PortRange(int first, int last) {
    public PortRange {
        if (first < 1024 || last > 65535 || first > last) {
            throw new IllegalArgumentException("not a range of unprivileged ports: " + first + "-" + last);
        }
    }
}
