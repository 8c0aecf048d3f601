package io.graphstead.runtime;

import java.time.Instant;

/** What a runtime sees when it looks at a workload. */
public sealed interface WorkloadState {
    /** Nothing of it exists: no volume, no process. */
    record Absent() implements WorkloadState {}

    /** Its volume exists and nothing runs on it. */
    record Stopped() implements WorkloadState {}

    /**
     * It runs.
     *
     * @param revision the spec revision that it was started for
     * @param generation the restart generation that it was started for
     * @param startedAt when it was started
     * @param listening whether every port that it was given is listened on by this very workload
     */
    record Running(long revision, long generation, Instant startedAt, boolean listening) implements WorkloadState {}

    /** It cannot be told. No permission to do anything that destroys. */
    record Unknown(String why) implements WorkloadState {}
}
