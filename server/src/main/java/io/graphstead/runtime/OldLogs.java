package io.graphstead.runtime;

/**
 * Log files that a workload begins anew now and then and never removes.
 *
 * @param names a glob over file names, such as {@code server-*.log}: those in {@link Places#logs} itself, not below
 * @param keep how many stay, the newest; at least one, since the newest is still written
 */
public record OldLogs(String names, int keep) {
    public OldLogs {
        if (keep < 1) {
            throw new IllegalArgumentException("the newest log file is still written: keep at least one");
        }
    }
}
