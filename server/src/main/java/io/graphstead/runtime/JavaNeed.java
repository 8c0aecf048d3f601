package io.graphstead.runtime;

/**
 * The Java that a workload runs on.
 *
 * @param atLeast lowest feature release, such as 17
 * @param atMost highest feature release that the engine's maker supports
 */
public record JavaNeed(int atLeast, int atMost) {
    public JavaNeed {
        if (atLeast > atMost) {
            throw new IllegalArgumentException("needs Java " + atLeast + " to " + atMost);
        }
    }

    public boolean fits(int feature) {
        return atLeast <= feature && feature <= atMost;
    }

    @Override
    public String toString() {
        return atLeast == atMost ? "Java " + atLeast : "Java " + atLeast + " to " + atMost;
    }
}
