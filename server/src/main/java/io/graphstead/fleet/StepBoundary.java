package io.graphstead.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * Told at each boundary between the steps of operations, which is where a crash could leave something half-done. The
 * server has none; the crash tests end the server's process in theirs.
 */
public interface StepBoundary {
    void reached(Boundary boundary);

    /** One place where a worker can be cut off. */
    record Boundary(OperationKind kind, StepName step, Moment moment) {
        /** Every boundary that an operation can pass, in order, from the table: a new step is in it by itself. */
        public static List<Boundary> all() {
            List<Boundary> all = new ArrayList<>();
            for (OperationKind kind : OperationKind.values()) {
                for (StepName step : kind.steps()) {
                    all.add(new Boundary(kind, step, Moment.BEGUN));
                    boolean isWaiting = step == StepName.WAIT_UNTIL_READY;
                    if (!isWaiting || step == kind.steps().getLast()) {
                        all.add(new Boundary(kind, step, Moment.EFFECTED));
                    }
                    if (!isWaiting) {
                        all.add(new Boundary(kind, step, Moment.RECORDED));
                    }
                }
                if (!kind.steps().isEmpty()) {
                    all.add(new Boundary(kind, kind.steps().getLast(), Moment.FINISHED));
                }
            }
            return all;
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + step.word() + "/"
                    + moment.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where in a step. */
    enum Moment {
        /** It is shown as begun; its effect has not been made. */
        BEGUN,
        /** Its effect has been made and not been recorded. */
        EFFECTED,
        /** Its end has been recorded. */
        RECORDED,
        /** The whole operation has been recorded as finished; the queue still holds the task. */
        FINISHED
    }
}
