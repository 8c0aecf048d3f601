package io.graphstead.fleet;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the work on a deployment is, as data: the planner has no clock of its own.
 *
 * @param operation the operation that runs; empty when the deployment is only kept as it should be
 * @param running how long that operation has been running
 * @param attempts how often a start or another step that failed was tried lately
 * @param sinceAttempt time since the last of them; long when there was none
 * @param trouble what the last attempt ended in
 */
public record Progress(
        Optional<OperationKind> operation,
        Duration running,
        int attempts,
        Duration sinceAttempt,
        Optional<Trouble> trouble) {
    /** Attempts longer ago than this no longer count. */
    static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    /** Failed attempts that an operation makes before it gives up. */
    static final int MOST_ATTEMPTS = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** What an attempt ended in, in words for people. */
    public record Trouble(String words, Prospect prospect) {}

    /** Whether trying again can help. */
    public enum Prospect {
        PASSING,
        LASTING
    }

    boolean overdue() {
        return operation.map(kind -> running.compareTo(kind.deadline()) > 0).orElse(false);
    }

    /** How long to wait still before the next attempt: nothing at first, then 1 s, 2 s, 4 s … up to five minutes. */
    Duration untilNextAttempt() {
        if (attempts == 0 || sinceAttempt.compareTo(FORGET_AFTER) > 0) {
            return Duration.ZERO;
        }
        Duration pause = Duration.ofSeconds(1L << Math.min(attempts - 1, 20));
        Duration left = (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).minus(sinceAttempt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
