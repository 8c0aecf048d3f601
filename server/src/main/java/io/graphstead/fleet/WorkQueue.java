package io.graphstead.fleet;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.graphstead.fleet.Worker.Outcome;
import io.graphstead.platform.database.NotificationListener;
import io.graphstead.platform.database.Notifications;
import io.graphstead.runtime.Runtime;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable queue of deployments to look at, on db-scheduler. There is at most one task per deployment, and its data is
 * only the deployment's id. db-scheduler loses a wake-up that comes while its task runs, so a wish also raises {@code
 * wanted} on the deployment in the same transaction, and a task that ends looks whether there is more than it has handled.
 *
 * <p>The task's name holds the host, so that only servers of that host take it.
 */
@Singleton
public class WorkQueue {
    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
    private static final String CHANNEL = "graphstead_work";
    private static final int MOST_AT_ONCE = 64;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Jdbi jdbi;
    private final Worker worker;
    private final Clock clock;
    private final String taskName;
    private final String serverName;
    private final Scheduler scheduler;
    private final Notifications notifications;

    WorkQueue(
            Jdbi jdbi,
            DataSource dataSource,
            Worker worker,
            Runtime runtime,
            Notifications notifications,
            ServerName server,
            Clock clock) {
        this.jdbi = jdbi;
        this.worker = worker;
        this.clock = clock;
        this.notifications = notifications;
        this.taskName = "deployment@" + runtime.hostId();
        this.serverName = server.value();
        this.scheduler = Scheduler.create(dataSource, task())
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .threads(MOST_AT_ONCE)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .schedulerName(new SchedulerName.Fixed(serverName))
                // Tasks of other hosts are unknown here and none of our business.
                .deleteUnresolvedAfter(Duration.ofDays(36_500))
                .shutdownMaxWait(LONGEST_STOP)
                .clock(clock::instant)
                .build();
    }

    /**
     * Asks, in the caller's transaction, that a worker look at the deployment. A rollback leaves no trace of it; after the
     * commit servers of the deployment's host are told at once.
     */
    void wake(Handle handle, DeploymentId id) {
        // Raising wanted locks the row: a task that is just ending waits for it, and then sees the new wish.
        Optional<String> host = handle.createQuery("""
                        UPDATE deployment SET wanted = wanted + 1
                        WHERE id = :id AND deleted_at IS NULL RETURNING host_id""")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne();
        // Nothing is left to do for one that is deleted, such as when the end of its process is heard of late.
        host.ifPresent(on -> schedule(handle, id, on));
    }

    private void schedule(Handle handle, DeploymentId id, String host) {
        handle.createUpdate("""
                        INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        VALUES (:task, :id, :now, false, 1)
                        ON CONFLICT (task_name, task_instance) DO UPDATE
                        SET execution_time = excluded.execution_time, version = scheduled_tasks.version + 1
                        WHERE NOT scheduled_tasks.picked AND scheduled_tasks.execution_time > excluded.execution_time""")
                .bind("task", "deployment@" + host)
                .bind("id", id.toString())
                .bind("now", clock.instant())
                .execute();
        handle.createUpdate("SELECT pg_notify(:channel, :task)")
                .bind("channel", CHANNEL)
                .bind("task", "deployment@" + host)
                .execute();
    }

    void wake(DeploymentId id) {
        jdbi.useTransaction(handle -> wake(handle, id));
    }

    /** Begins to work, first on what an earlier life of this very server had picked and not finished. */
    public void start() {
        int left = jdbi.withHandle(handle -> handle.createUpdate("""
                        UPDATE scheduled_tasks SET picked = false, picked_by = NULL, last_heartbeat = NULL,
                            execution_time = :now, version = version + 1
                        WHERE picked AND picked_by = :server AND task_name = :task""")
                .bind("now", clock.instant())
                .bind("server", serverName)
                .bind("task", taskName)
                .execute());
        if (left > 0) {
            LOG.info("takes up the work on {} deployments that was cut off", left);
        }
        notifications.subscribe(CHANNEL, new Bell());
        scheduler.start();
    }

    /** Ends after the steps that run now, or after ten seconds. */
    @PreDestroy
    public void stop() {
        if (!scheduler.getSchedulerState().isShuttingDown()) {
            scheduler.stop();
        }
    }

    /** Rung when there is work; while it cannot be heard the scheduler's own polling finds the work a second later. */
    private final class Bell implements NotificationListener {
        @Override
        public void notified(String payload) {
            if (payload.equals(taskName)) {
                scheduler.triggerCheckForDueExecutions();
            }
        }

        @Override
        public void lost() {
            LOG.debug("wake-ups are not heard; work is found by polling");
        }

        @Override
        public void back() {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    private CustomTask<Void> task() {
        return Tasks.custom(taskName, Void.class)
                .onFailure((complete, operations) -> {
                    LOG.error(
                            "the work on {} met a fault of the server; it is tried again in {} s",
                            complete.getExecution().taskInstance.getId(),
                            AFTER_A_FAULT.toSeconds(),
                            complete.getCause().orElse(null));
                    operations.reschedule(complete, clock.instant().plus(AFTER_A_FAULT));
                })
                .execute(this::run);
    }

    private CompletionHandler<Void> run(TaskInstance<Void> instance, ExecutionContext context) {
        DeploymentId id = new DeploymentId(UUID.fromString(instance.getId()));
        Outcome outcome = worker.work(id, () -> context.getSchedulerState().isShuttingDown());
        return (complete, operations) -> settle(id, outcome, complete, operations);
    }

    /**
     * Ends the task or puts it off, unless there are wishes that this turn has not seen. The deployment's row is held while
     * the task is changed on a connection of the scheduler's own: a wish comes either before, and is seen, or after, and
     * finds the task gone.
     */
    private void settle(
            DeploymentId id, Outcome outcome, ExecutionComplete complete, ExecutionOperations<Void> operations) {
        jdbi.useTransaction(handle -> {
            boolean more = handle.createQuery(
                            "SELECT wanted > handled AND deleted_at IS NULL FROM deployment WHERE id = :id FOR UPDATE")
                    .bind("id", id.value())
                    .mapTo(Boolean.class)
                    .findOne()
                    .orElse(false);
            switch (outcome) {
                case Outcome.Overtaken overtaken -> LOG.debug("the task of {} belongs to another server now", id);
                case Outcome.Settled settled when more -> operations.reschedule(complete, clock.instant());
                case Outcome.Again again when more -> operations.reschedule(complete, clock.instant());
                case Outcome.Settled settled -> operations.remove();
                case Outcome.Again again -> operations.reschedule(complete, again.at());
            }
        });
    }
}
