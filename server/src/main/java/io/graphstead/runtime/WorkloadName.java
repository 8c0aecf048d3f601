package io.graphstead.runtime;

/**
 * What a runtime calls one deployment: chosen before anything is made under it, so that a repeated step finds what an
 * earlier try began.
 *
 * @param value lower-case letters, digits and {@code -}, at most 63 characters, beginning with a letter or digit: fit for
 *     a folder, a cgroup and a Kubernetes object alike
 */
public record WorkloadName(String value) {
    public WorkloadName {
        if (!value.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("not a workload name: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
