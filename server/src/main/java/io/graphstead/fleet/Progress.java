package io.graphstead.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How far the work on a deployment is, as data: the planner has no clock of its own.
 *
 * @param operation the operation that runs; empty when the deployment is only kept as it should be
 * @param running how long that operation has been running, or going back
 * @param attempts how often a start or another step that failed was tried lately
 * @param sinceAttempt time since the last of them; long when there was none
 * @param done one-shot steps of the operation that have been done
 * @param course where the operation is heading
 * @param passwordWaits whether a password was chosen that the server may not have yet
 * @param trouble what the last attempt ended in
 */
public record Progress(
        Optional<OperationKind> operation,
        Duration running,
        int attempts,
        Duration sinceAttempt,
        Set<StepName> done,
        Course course,
        boolean passwordWaits,
        Optional<Trouble> trouble) {
    /** Where an operation is heading. */
    public enum Course {
        FORWARD,
        /** Somebody asked to call it off. */
        CANCELLED,
        /** It has failed, and goes back to the last revision that worked before it ends. */
        BACK
    }

    public Progress {
        done = Set.copyOf(done);
    }

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

    /** Before the old server is stopped for it: a download is no reason for not serving. */
    boolean needsEngineFirst() {
        return keepsCopy() && course == Course.FORWARD && !done.contains(StepName.INSTALL_ENGINE);
    }

    boolean needsCopyKept() {
        return keepsCopy() && course == Course.FORWARD && !done.contains(StepName.KEEP_COPY);
    }

    /** Once the copy was kept another release may have changed the data, or other data be in its place. */
    boolean needsCopyBroughtBack() {
        return course == Course.BACK
                && operation.filter(kind -> kind.dataMayBeAnothers(done)).isPresent();
    }

    boolean needsCopyForgotten() {
        return operation.filter(OperationKind::leavesCopies).isPresent() && !done.contains(StepName.FORGET_COPY);
    }

    /** Of an operation that works beside a deployment that goes on: what is to be done for it now. */
    Optional<Step.Act> workBeside() {
        if (course == Course.BACK || operation.isEmpty()) {
            return Optional.empty();
        }
        return operation.get().besides().stream()
                .filter(step -> !done.contains(step.name()))
                .findFirst();
    }

    boolean needsLoading() {
        return operation
                        .flatMap(OperationKind::loading)
                        .filter(step -> !done.contains(step.name()))
                        .isPresent()
                && course != Course.BACK;
    }

    /** How the other data is brought that the operation puts in the place of what is there. */
    Step.Act loading() {
        return operation
                .flatMap(OperationKind::loading)
                .orElseThrow(() -> new IllegalStateException("only an operation that exchanges the data loads it"));
    }

    boolean needsPutInPlace() {
        return exchangesData() && course != Course.BACK && !done.contains(StepName.PUT_IN_PLACE);
    }

    /** Whether the data has to be exchanged, so that a server on it, of whatever revision, is not what is wanted. */
    boolean needsOtherData() {
        return needsPutInPlace() || (exchangesData() && needsCopyBroughtBack());
    }

    private boolean restores() {
        return operation.filter(OperationKind::restores).isPresent();
    }

    private boolean exchangesData() {
        return operation.flatMap(OperationKind::loading).isPresent();
    }

    boolean copiesData() {
        return operation.filter(OperationKind::copiesData).isPresent();
    }

    boolean needsUrlsTraded() {
        return operation.filter(OperationKind::tradesUrls).isPresent() && !done.contains(StepName.SWITCH);
    }

    /** Only of what is made, or has other data: a password that somebody's reset left behind is that one's to finish. */
    boolean needsPasswordSet() {
        if (restores()) {
            return course != Course.BACK && !done.contains(StepName.SET_PASSWORD);
        }
        return passwordWaits && operation.filter(OperationKind::makesDeployment).isPresent();
    }

    private boolean keepsCopy() {
        return operation.filter(OperationKind::keepsCopy).isPresent();
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
