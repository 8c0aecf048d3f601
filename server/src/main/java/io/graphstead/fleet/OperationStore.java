package io.graphstead.fleet;

import io.graphstead.fleet.OperationView.Status;
import io.graphstead.fleet.OperationView.StepStatus;
import io.graphstead.fleet.OperationView.StepView;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Operations and their steps in PostgreSQL, as requests write and people read them; the worker's part is {@link TurnStore}. */
@Singleton
class OperationStore {
    private static final String WITH_STEPS = """
            SELECT o.id, o.deployment_id, o.source_id, o.kind, o.status, o.started_at, o.finished_at, o.error, o.next_id,
                   s.name AS step, s.status AS step_status, s.started_at AS step_started,
                   s.finished_at AS step_finished, s.progress, s.message
            FROM operation o LEFT JOIN operation_step s ON s.operation_id = o.id
            """;

    private final Jdbi jdbi;

    OperationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Writes a new one with all the steps that its kind shows, waiting. */
    void insert(
            Handle handle,
            OperationId id,
            DeploymentId deployment,
            Optional<DeploymentId> source,
            OperationKind kind,
            String requestedBy,
            Instant startedAt) {
        handle.createUpdate("""
                        INSERT INTO operation (id, deployment_id, source_id, kind, status, requested_by, started_at)
                        VALUES (:id, :deployment, :source, :kind, 'started', :requestedBy, :startedAt)""")
                .bind("id", id.value())
                .bind("deployment", deployment.value())
                .bind("source", source.map(DeploymentId::value).orElse(null))
                .bind("kind", kind)
                .bind("requestedBy", requestedBy)
                .bind("startedAt", startedAt)
                .execute();
        for (int position = 0; position < kind.steps().size(); position++) {
            handle.createUpdate("""
                            INSERT INTO operation_step (operation_id, position, name, status, progress, message)
                            VALUES (:operation, :position, :name, 'waiting', 0, '')""")
                    .bind("operation", id.value())
                    .bind("position", position)
                    .bind("name", kind.steps().get(position).word())
                    .execute();
        }
    }

    /** The one that runs on a deployment. */
    Optional<Turn.Running> running(Handle handle, DeploymentId deployment) {
        return handle.createQuery("""
                        SELECT o.id, o.kind, o.source_id, o.snapshot_id, o.started_at, o.cancel_asked, o.failing, o.failing_since,
                            (SELECT string_agg(s.name, ',') FROM operation_step s
                             WHERE s.operation_id = o.id AND s.effected) AS done
                        FROM operation o WHERE o.deployment_id = :deployment AND o.status = 'started'""")
                .bind("deployment", deployment.value())
                .map((row, context) -> new Turn.Running(
                        new OperationId(row.getObject("id", UUID.class)),
                        OperationKind.valueOf(row.getString("kind")),
                        source(row),
                        Optional.ofNullable(row.getObject("snapshot_id", UUID.class))
                                .map(SnapshotId::new),
                        DeploymentStore.instant(row, "started_at"),
                        row.getBoolean("cancel_asked"),
                        failing(row),
                        steps(row.getString("done"))))
                .findOne();
    }

    /** An operation on another deployment. */
    record Other(OperationId id, OperationKind kind) {}

    /** The one that is still taking over the data of a deployment, if one is. */
    Optional<Other> copying(Handle handle, DeploymentId source) {
        return handle.createQuery("""
                        SELECT o.id, o.kind FROM operation o
                        WHERE o.source_id = :source AND o.status = 'started' AND EXISTS (SELECT 1 FROM operation_step s
                            WHERE s.operation_id = o.id AND s.name = :copied AND NOT s.effected)
                        LIMIT 1""")
                .bind("source", source.value())
                .bind("copied", StepName.COPY_DATA.word())
                .map((row, context) -> new Other(
                        new OperationId(row.getObject("id", UUID.class)), OperationKind.valueOf(row.getString("kind"))))
                .findOne();
    }

    private static Optional<DeploymentId> source(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject("source_id", UUID.class)).map(DeploymentId::new);
    }

    private static Optional<Turn.Failing> failing(ResultSet row) throws SQLException {
        Optional<Instant> since = DeploymentStore.maybeInstant(row, "failing_since");
        String error = row.getString("failing");
        return since.map(at -> new Turn.Failing(error, at));
    }

    private static Set<StepName> steps(@Nullable String folded) {
        Set<String> words = folded == null ? Set.of() : Set.of(folded.split(","));
        return Stream.of(StepName.values())
                .filter(step -> words.contains(step.word()))
                .collect(Collectors.toSet());
    }

    /**
     * Says which snapshot an operation makes or restores.
     *
     * @param source the deployment that the snapshot is of, where that is another
     */
    void concerns(Handle handle, OperationId id, SnapshotId snapshot, Optional<DeploymentId> source) {
        handle.createUpdate("""
                        UPDATE operation SET snapshot_id = :snapshot, source_id =
                            (SELECT d.id FROM deployment d WHERE d.id = :source AND d.id <> operation.deployment_id)
                        WHERE id = :id""")
                .bind("id", id.value())
                .bind("snapshot", snapshot.value())
                .bind("source", source.map(DeploymentId::value).orElse(null))
                .execute();
    }

    /** Names the operation that comes after this one. */
    void continueWith(Handle handle, OperationId id, OperationId next) {
        handle.createUpdate("UPDATE operation SET next_id = :next WHERE id = :id")
                .bind("id", id.value())
                .bind("next", next.value())
                .execute();
    }

    /** Whether somebody asked to call it off since the turn was loaded. */
    boolean isCancelAsked(OperationId id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT cancel_asked FROM operation WHERE id = :id")
                .bind("id", id.value())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /** Asks to call off the one that runs; false when it does not run any more. */
    boolean askToCancel(Handle handle, OperationId id) {
        return handle.createUpdate("UPDATE operation SET cancel_asked = true WHERE id = :id AND status = 'started'")
                        .bind("id", id.value())
                        .execute()
                == 1;
    }

    /** The kinds of the operations that run on each of these deployments. */
    Map<DeploymentId, OperationKind> runningOn(List<DeploymentId> deployments) {
        Map<DeploymentId, OperationKind> kinds = new LinkedHashMap<>();
        if (!deployments.isEmpty()) {
            jdbi.useHandle(handle -> handle.createQuery("""
                            SELECT deployment_id, kind FROM operation
                            WHERE status = 'started' AND deployment_id = ANY (:deployments)""")
                    .bindArray(
                            "deployments",
                            UUID.class,
                            deployments.stream().map(DeploymentId::value).toList())
                    .map((row, context) -> Map.entry(
                            new DeploymentId(row.getObject("deployment_id", UUID.class)),
                            OperationKind.valueOf(row.getString("kind"))))
                    .forEach(entry -> kinds.put(entry.getKey(), entry.getValue())));
        }
        return kinds;
    }

    Optional<OperationView> find(OperationId id) {
        return read(WITH_STEPS + " WHERE o.id = :id ORDER BY s.position", id.value()).stream()
                .findFirst();
    }

    /** Those that touch it, newest first. */
    List<OperationView> of(DeploymentId deployment) {
        return read(
                WITH_STEPS
                        + " WHERE :id IN (o.deployment_id, o.source_id) ORDER BY o.started_at DESC, o.id, s.position",
                deployment.value());
    }

    private List<OperationView> read(String sql, UUID id) {
        Map<OperationId, OperationView> views = new LinkedHashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> operation(row))
                .forEach(one -> views.merge(one.id(), one, OperationStore::withStepsOf)));
        return List.copyOf(views.values());
    }

    private static OperationView withStepsOf(OperationView first, OperationView second) {
        List<StepView> steps = new ArrayList<>(first.steps());
        steps.addAll(second.steps());
        return new OperationView(
                first.id(),
                first.deployment(),
                first.source(),
                first.kind(),
                first.status(),
                first.startedAt(),
                first.finishedAt(),
                steps,
                first.next(),
                first.error());
    }

    private static OperationView operation(ResultSet row) throws SQLException {
        return new OperationView(
                new OperationId(row.getObject("id", UUID.class)),
                new DeploymentId(row.getObject("deployment_id", UUID.class)),
                source(row),
                OperationKind.valueOf(row.getString("kind")),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                DeploymentStore.instant(row, "started_at"),
                DeploymentStore.maybeInstant(row, "finished_at"),
                row.getString("step") == null ? List.of() : List.of(step(row)),
                Optional.ofNullable(row.getObject("next_id", UUID.class)).map(OperationId::new),
                Optional.ofNullable(row.getString("error")));
    }

    private static StepView step(ResultSet row) throws SQLException {
        return new StepView(
                row.getString("step"),
                StepStatus.valueOf(row.getString("step_status").toUpperCase(Locale.ROOT)),
                DeploymentStore.maybeInstant(row, "step_started"),
                DeploymentStore.maybeInstant(row, "step_finished"),
                row.getDouble("progress"),
                row.getString("message"));
    }
}
