package io.graphstead.engine;

import io.graphstead.runtime.Workload;
import java.util.List;
import java.util.Optional;

/**
 * How data is packed for others.
 *
 * @param jobs programs that are run to their ends one after the other on a copy of a volume that nothing else uses; they
 *     need no ports
 * @param file what they leave in that volume, which is the packed data; empty: the users' data itself is packed
 * @param ending of the file's name, such as {@code dump}
 */
public record Packing(List<Job> jobs, Optional<String> file, String ending) {
    public Packing {
        jobs = List.copyOf(jobs);
    }

    /**
     * A program that is run once.
     *
     * @param over what stands in its output once it has done what it is run for, if it does not end by itself then
     */
    public record Job(Workload.Template workload, Optional<String> over) {}

    /** Users' data as it is, in a compressed tar. */
    public static Packing asItIs() {
        return new Packing(List.of(), Optional.empty(), "tar.gz");
    }
}
