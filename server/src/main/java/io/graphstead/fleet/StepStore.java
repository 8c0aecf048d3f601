package io.graphstead.fleet;

import io.graphstead.fleet.Progress.Course;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The steps of operations in PostgreSQL, as the worker records them. */
@Singleton
class StepStore {
    private final Jdbi jdbi;
    private final Clock clock;

    StepStore(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Shows that a step has begun; steps before it that are still waiting were not needed, unless the operation goes back. */
    void begin(Turn turn, StepName act) {
        StepName step = shownAs(turn, act);
        boolean forward = turn.progress(clock).course() != Course.BACK;
        turn.operation()
                .ifPresent(operation -> jdbi.useTransaction(handle -> {
                    handle.createUpdate("""
                            INSERT INTO operation_step (operation_id, position, name, status, started_at, progress, message)
                            VALUES (:operation,
                                (SELECT coalesce(max(position), -1) + 1 FROM operation_step WHERE operation_id = :operation),
                                :name, 'started', :now, 0, '')
                            ON CONFLICT (operation_id, name) DO UPDATE
                            SET status = 'started', started_at = coalesce(operation_step.started_at, :now), finished_at = NULL
                            WHERE operation_step.status <> 'started'""")
                            .bind("operation", operation.id().value())
                            .bind("name", step.word())
                            .bind("now", clock.instant())
                            .execute();
                    handle.createUpdate("""
                            UPDATE operation_step SET status = 'finished', finished_at = :now, progress = 1,
                                started_at = coalesce(started_at, :now)
                            WHERE :forward AND operation_id = :operation AND status <> 'finished' AND position <
                                (SELECT position FROM operation_step WHERE operation_id = :operation AND name = :name)""")
                            .bind("forward", forward)
                            .bind("operation", operation.id().value())
                            .bind("name", step.word())
                            .bind("now", clock.instant())
                            .execute();
                }));
    }

    /** Going back is one step to look at, but for what has to be remembered as done. */
    private StepName shownAs(Turn turn, StepName act) {
        boolean back = turn.progress(clock).course() == Course.BACK;
        return !back || act == StepName.BRING_BACK_COPY || act == StepName.FORGET_COPY ? act : StepName.GO_BACK;
    }

    void end(Turn turn, StepName act) {
        StepName step = shownAs(turn, act);
        if (step == StepName.GO_BACK) {
            return; // it ends with the operation
        }
        turn.operation()
                .ifPresent(operation -> jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE operation_step SET status = 'finished', finished_at = :now, progress = 1, effected = true
                        WHERE operation_id = :operation AND name = :name""")
                        .bind("operation", operation.id().value())
                        .bind("name", step.word())
                        .bind("now", clock.instant())
                        .execute()));
    }

    /** Records, in the transaction of the effect itself, that a step's effect is made; false when it had been before. */
    boolean effected(Handle handle, OperationId operation, StepName step) {
        return handle.createUpdate("""
                        UPDATE operation_step SET effected = true
                        WHERE operation_id = :operation AND name = :name AND NOT effected""")
                        .bind("operation", operation.value())
                        .bind("name", step.word())
                        .execute()
                == 1;
    }

    /** @param progress 0 to 1 */
    void showProgress(Turn turn, StepName act, double progress, String message) {
        StepName step = shownAs(turn, act);
        turn.operation()
                .ifPresent(operation -> jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE operation_step SET progress = :progress, message = :message
                        WHERE operation_id = :operation AND name = :name""")
                        .bind("operation", operation.id().value())
                        .bind("name", step.word())
                        .bind("progress", progress)
                        .bind("message", message)
                        .execute()));
    }

    /** Marks the step at which an operation failed. */
    void failAtWhereItIs(Handle handle, Turn.Running operation) {
        handle.createUpdate("""
                        UPDATE operation_step SET status = 'failed', started_at = coalesce(started_at, :now), finished_at = :now
                        WHERE operation_id = :operation AND position = (SELECT min(position) FROM operation_step
                            WHERE operation_id = :operation AND status <> 'finished')""")
                .bind("operation", operation.id().value())
                .bind("now", clock.instant())
                .execute();
    }

    /** Ends all of them with their operation. */
    void endAll(Handle handle, Turn.Running operation, Optional<String> error) {
        boolean wentBack = operation.failing().map(Turn.Failing::error).equals(error);
        handle.createUpdate("""
                        UPDATE operation_step
                        SET status = CASE WHEN :failed AND status = 'started' AND name = 'go-back' AND :back THEN 'finished'
                                          WHEN :failed AND status = 'started' THEN 'failed'
                                          WHEN :failed THEN status ELSE 'finished' END,
                            started_at = CASE WHEN :failed THEN started_at ELSE coalesce(started_at, :now) END,
                            finished_at = CASE WHEN :failed AND status = 'waiting' THEN NULL
                                               ELSE coalesce(finished_at, :now) END,
                            progress = CASE WHEN :failed THEN progress ELSE 1 END
                        WHERE operation_id = :operation""")
                .bind("failed", error.isPresent())
                .bind("back", wentBack)
                .bind("operation", operation.id().value())
                .bind("now", clock.instant())
                .execute();
    }
}
