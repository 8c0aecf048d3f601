package io.graphstead.fleet;

import io.graphstead.fleet.Observation.Sight;
import io.graphstead.fleet.Progress.Prospect;
import io.graphstead.fleet.Progress.Trouble;
import io.graphstead.runtime.Fence;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * The worker's side of the tables: every write says under which fence it is made, and writes nothing when another worker
 * has taken the deployment since. Methods that find their fence outdated throw {@link Overtaken}.
 */
@Singleton
class TurnStore {
    private final Jdbi jdbi;
    private final OperationStore operations;
    private final DeploymentStore deployments;
    private final RevisionStore revisions;
    private final PluginStore plugins;
    private final StepStore steps;
    private final SnapshotStore snapshots;
    private final Clock clock;

    TurnStore(
            Jdbi jdbi,
            DeploymentStore deployments,
            OperationStore operations,
            RevisionStore revisions,
            PluginStore plugins,
            StepStore steps,
            SnapshotStore snapshots,
            Clock clock) {
        this.jdbi = jdbi;
        this.deployments = deployments;
        this.operations = operations;
        this.revisions = revisions;
        this.plugins = plugins;
        this.steps = steps;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** Another worker has taken the deployment; this one stops without a word. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken(DeploymentId id) {
            super("another worker has taken " + id, null, false, false);
        }
    }

    /** Takes the deployment: its fence becomes one higher, so that whoever had it is shut out. Empty when it is deleted. */
    Optional<Fence> take(DeploymentId id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "UPDATE deployment SET fence = fence + 1 WHERE id = :id AND deleted_at IS NULL RETURNING fence")
                .bind("id", id.value())
                .mapTo(Long.class)
                .findOne()
                .map(Fence::new));
    }

    /** @throws Overtaken when the fence is outdated or the deployment deleted */
    Turn load(DeploymentId id, Fence fence) {
        return jdbi.inTransaction(handle -> {
            Optional<Turn.Running> operation = operations.running(handle, id);
            return handle.createQuery("SELECT " + DeploymentStore.COLUMNS + """
                            , d.wanted, d.attempts, d.attempted_at, d.trouble, d.trouble_lasts,
                            d.sealed_next_password IS NOT NULL AS password_waits
                            """ + DeploymentStore.FROM + """
                             WHERE d.id = :id AND d.fence = :fence AND d.deleted_at IS NULL""")
                    .bind("id", id.value())
                    .bind("fence", fence.value())
                    .map((row, context) -> new Turn(
                            DeploymentStore.deployment(row),
                            fence,
                            row.getLong("wanted"),
                            operation,
                            row.getInt("attempts"),
                            DeploymentStore.maybeInstant(row, "attempted_at"),
                            row.getBoolean("password_waits"),
                            trouble(row)))
                    .findOne()
                    .orElseThrow(() -> new Overtaken(id));
        });
    }

    /** Keeps what was seen; a volume that was seen is remembered for good. */
    void see(Turn turn, Sight sight) {
        boolean there = sight == Sight.STOPPED || sight == Sight.STARTING || sight == Sight.READY;
        if (turn.deployment().condition().sight() != sight
                || (there && !turn.deployment().intent().born())) {
            write(
                    turn,
                    "UPDATE deployment SET sight = :sight, sight_since = :now, born = born OR :there",
                    update -> update.bind("sight", sight).bind("there", there).bind("now", clock.instant()));
        }
    }

    void countAttempt(Turn turn) {
        boolean forget = turn.progress(clock).sinceAttempt().compareTo(Progress.FORGET_AFTER) > 0;
        write(
                turn,
                "UPDATE deployment SET attempts = CASE WHEN :forget THEN 1 ELSE attempts + 1 END, attempted_at = :now",
                update -> update.bind("forget", forget).bind("now", clock.instant()));
    }

    void recordTrouble(Turn turn, Trouble trouble) {
        write(
                turn,
                "UPDATE deployment SET trouble = :trouble, trouble_lasts = :lasts",
                update ->
                        update.bind("trouble", trouble.words()).bind("lasts", trouble.prospect() == Prospect.LASTING));
    }

    void clearTrouble(Turn turn) {
        if (turn.trouble().isPresent()) {
            write(turn, "UPDATE deployment SET trouble = NULL, trouble_lasts = false", update -> update);
        }
    }

    /**
     * What is wanted is so: ends the operation, notes the wishes as handled and, when nothing should be left, marks the
     * deployment deleted and frees its name and ports; in one transaction.
     */
    void finish(Turn turn) {
        jdbi.useTransaction(handle -> {
            boolean gone = turn.deployment().intent().goal() == Goal.GONE;
            boolean serves = turn.deployment().intent().goal() == Goal.RUNNING;
            write(
                    handle,
                    turn,
                    """
                    UPDATE deployment SET handled = :wanted, trouble = NULL, trouble_lasts = false,
                        worked = CASE WHEN :serves THEN :revision ELSE worked END,
                        deleted_at = CASE WHEN :gone THEN :now::timestamptz END""",
                    update -> update.bind("wanted", turn.wanted())
                            .bind("serves", serves)
                            .bind("revision", turn.deployment().intent().revision())
                            .bind("gone", gone)
                            .bind("now", clock.instant()));
            if (serves) {
                revisions.forgetUnneeded(handle, turn.deployment().id());
            }
            if (gone) {
                handle.createUpdate("DELETE FROM plugin WHERE deployment_id = :id")
                        .bind("id", turn.deployment().id().value())
                        .execute();
                handle.createUpdate("DELETE FROM port WHERE deployment_id = :id")
                        .bind("id", turn.deployment().id().value())
                        .execute();
            }
            turn.operation().ifPresent(operation -> {
                end(handle, operation, operation.failing().map(Turn.Failing::error));
                if (operation.kind() == OperationKind.FINAL_SNAPSHOT
                        && operation.failing().isEmpty()) {
                    delete(handle, turn.deployment().id(), operation.id());
                }
            });
        });
    }

    /** What a last snapshot was made for. Whoever protected it meanwhile does not want that any more. */
    private void delete(Handle handle, DeploymentId id, OperationId snapshot) {
        Deployment deployment = deployments.lock(handle, id).orElseThrow();
        if (deployment.marks().terminationProtected()) {
            return;
        }
        OperationId next = OperationId.random();
        String requestedBy = handle.createQuery("SELECT requested_by FROM operation WHERE id = :id")
                .bind("id", snapshot.value())
                .mapTo(String.class)
                .one();
        deployments.want(
                handle,
                id,
                OperationKind.DELETE.applyTo(
                        deployment.intent(), deployment.revisions().drafted()));
        operations.insert(handle, next, id, Optional.empty(), OperationKind.DELETE, requestedBy, clock.instant());
        operations.continueWith(handle, snapshot, next);
        // The queue looks whether there is more than was handled before it lets the deployment go.
        handle.createUpdate("UPDATE deployment SET wanted = wanted + 1 WHERE id = :id")
                .bind("id", id.value())
                .execute();
    }

    /** Notes the wishes as handled without anything being reached: it will be looked at again later. */
    void putOff(Turn turn) {
        write(turn, "UPDATE deployment SET handled = :wanted", update -> update.bind("wanted", turn.wanted()));
    }

    /**
     * The operation failed: what is wanted from now on is what its kind says. When it had taken up a revision that has not
     * worked yet, it goes back to the last one that did before it ends.
     *
     * @param blamed plugins that the engine did not start with
     */
    void giveUp(Turn turn, String error, Collection<PluginId> blamed) {
        Turn.Running operation = turn.operation().orElseThrow();
        if (operation.failing().isPresent()) {
            endForGood(
                    turn,
                    operation,
                    operation.failing().get().error() + "\nGoing back to what worked before failed too: " + error);
        } else if (operation.kind().makesSnapshot() || operation.kind().restores()) {
            turnBack(turn, operation, error);
        } else if (turn.deployment().canGoBack()) {
            goBack(turn, operation, error, blamed);
        } else {
            endForGood(turn, operation, error);
        }
    }

    private void endForGood(Turn turn, Turn.Running operation, String error) {
        // On data that another release may have changed, and of which the copy could not be put back, nothing may
        // start.
        boolean dataIsAnothers =
                operation.failing().isPresent() && operation.kind().dataMayBeAnothers(operation.done());
        Goal goal = dataIsAnothers
                ? Goal.FAILED
                : operation.kind().ifItFails(turn.deployment().intent().goal());
        jdbi.useTransaction(handle -> {
            write(handle, turn, """
                    UPDATE deployment SET goal = :goal, failure = CASE WHEN :goal = 'FAILED' THEN :error END,
                        trouble = NULL, trouble_lasts = false""", update -> update.bind("goal", goal).bind("error", error));
            end(handle, operation, Optional.of(error));
        });
    }

    /** It ends only when what was, is again, and what it left is gone. */
    private void turnBack(Turn turn, Turn.Running operation, String error) {
        Goal goal = operation.kind().ifItFails(turn.deployment().intent().goal());
        jdbi.useTransaction(handle -> {
            write(handle, turn, """
                    UPDATE deployment SET goal = :goal, failure = CASE WHEN :goal = 'FAILED' THEN :error END,
                        attempts = 0, attempted_at = NULL, trouble = NULL, trouble_lasts = false""", update -> update.bind("goal", goal).bind("error", error));
            fail(handle, operation, error);
        });
    }

    private void fail(Handle handle, Turn.Running operation, String error) {
        handle.createUpdate("UPDATE operation SET failing = :error, failing_since = :now WHERE id = :id")
                .bind("id", operation.id().value())
                .bind("error", error)
                .bind("now", clock.instant())
                .execute();
        steps.failAtWhereItIs(handle, operation);
    }

    /** A change that was drafted meanwhile stays drafted. */
    private void goBack(Turn turn, Turn.Running operation, String error, Collection<PluginId> blamed) {
        Goal goal = operation.kind().ifItFails(turn.deployment().intent().goal());
        jdbi.useTransaction(handle -> {
            write(handle, turn, """
                    UPDATE deployment SET goal = :goal, revision = worked,
                        drafted = CASE WHEN drafted = revision THEN worked ELSE drafted END,
                        attempts = 0, attempted_at = NULL, trouble = NULL, trouble_lasts = false""", update -> update.bind("goal", goal));
            goBackToPlugins(handle, turn, error, blamed);
            fail(handle, operation, error);
        });
    }

    /** What is new and not to blame waits for the next restart. */
    private void goBackToPlugins(Handle handle, Turn turn, String error, Collection<PluginId> blamed) {
        Deployment before = turn.deployment();
        plugins.goBack(handle, before, blamed, error);
        Draft worked = revisions.worked(handle, before);
        List<PluginId> waiting = revisions.wanted(handle, before).plugins().stream()
                .filter(plugin -> !blamed.contains(plugin) && !worked.plugins().contains(plugin))
                .toList();
        if (!waiting.isEmpty()
                && before.revisions().drafted() == before.intent().revision()) {
            List<PluginId> all =
                    Stream.concat(worked.plugins().stream(), waiting.stream()).toList();
            Deployment after = deployments.lock(handle, before.id()).orElseThrow();
            revisions.draft(handle, after, worked.withPlugins(all));
        }
    }

    private void end(Handle handle, Turn.Running operation, Optional<String> error) {
        steps.endAll(handle, operation, error);
        if (operation.kind().makesSnapshot()) {
            snapshots.end(handle, operation.id(), error.isPresent() ? Snapshot.Status.FAILED : Snapshot.Status.READY);
        }
        handle.createUpdate("""
                        UPDATE operation SET status = :status, finished_at = :now, error = :error WHERE id = :id""")
                .bind("id", operation.id().value())
                .bind("status", error.isPresent() ? "failed" : "finished")
                .bind("now", clock.instant())
                .bind("error", error.orElse(null))
                .execute();
    }

    private void write(Turn turn, String update, UnaryOperator<Update> values) {
        jdbi.useHandle(handle -> write(handle, turn, update, values));
    }

    private static void write(Handle handle, Turn turn, String update, UnaryOperator<Update> values) {
        Update statement = handle.createUpdate(update + " WHERE id = :id AND fence = :fence AND deleted_at IS NULL")
                .bind("id", turn.deployment().id().value())
                .bind("fence", turn.fence().value());
        if (values.apply(statement).execute() == 0) {
            throw new Overtaken(turn.deployment().id());
        }
    }

    private static Optional<Trouble> trouble(ResultSet row) throws SQLException {
        boolean lasts = row.getBoolean("trouble_lasts");
        return Optional.ofNullable(row.getString("trouble"))
                .map(words -> new Trouble(words, lasts ? Prospect.LASTING : Prospect.PASSING));
    }
}
