package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue keeps every wish, whatever happens to transactions, tasks and servers. */
class WorkQueueTest {
    private final FleetFixture fixture = new FleetFixture();

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void a_rollback_leaves_no_task_and_no_wish() {
        fixture.started();
        DeploymentId id = fixture.running("rolled_back");
        await("its task is gone").until(() -> fixture.tasksOf(id) == 0);
        long wanted = wanted(id);
        fixture.jdbi.useHandle(handle -> {
            handle.begin();
            fixture.queue.wake(handle, id);
            handle.rollback();
        });
        assertThat(fixture.tasksOf(id)).isZero();
        assertThat(wanted(id)).isEqualTo(wanted);
    }

    @Test
    void no_wish_is_lost_however_it_falls_with_the_end_of_a_task() throws Exception {
        fixture.started();
        DeploymentId id = fixture.running("never_lost");
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                others.execute(() -> {
                    while (!enough.get()) {
                        fixture.queue.wake(id);
                    }
                });
            }
            for (int round = 0; round < 15; round++) {
                fixture.finished(fixture.fleet.pause(OWNER, id));
                fixture.finished(fixture.fleet.resume(OWNER, id));
            }
            enough.set(true);
        }
        await("all wishes are handled and the task is gone")
                .atMost(Duration.ofSeconds(20))
                .until(() -> handledAll(id) && fixture.tasksOf(id) == 0);
    }

    @Test
    void two_servers_share_the_work_and_never_meet_at_one_deployment() throws Exception {
        FleetFixture.Server second = fixture.server("second-" + UUID.randomUUID());
        fixture.started();
        second.queue().start();
        second.watch().start();
        DeploymentId[] ids = {fixture.running("shared_a"), fixture.running("shared_b"), fixture.running("shared_c")};
        long seed = 20261122;
        Random dice = new Random(seed);
        for (int round = 0; round < 40; round++) {
            DeploymentId id = ids[dice.nextInt(ids.length)];
            Fleet asked = dice.nextBoolean() ? fixture.fleet : second.fleet();
            try {
                switch (dice.nextInt(4)) {
                    case 0 -> asked.pause(OWNER, id);
                    case 1 -> asked.resume(OWNER, id);
                    case 2 -> asked.restart(OWNER, id);
                    default -> fixture.runtime.kill(new io.graphstead.runtime.WorkloadName(id.toString()));
                }
            } catch (Refused busyOrWrongState) {
                // The dice asks for whatever it likes.
                assertThat(busyOrWrongState.refusal().words()).isNotBlank();
            }
        }
        for (DeploymentId id : ids) {
            await("seed " + seed + ": " + id + " comes to rest")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        ShownStatus status = fixture.status(id);
                        return !status.pending() && !status.underIncident() && handledAll(id);
                    });
        }
    }

    @Test
    void a_dead_servers_work_is_taken_over_within_15_seconds() {
        Accepted made = fixture.fleet.create(OWNER, fixture.wanted("taken_over"));
        pickedBy("a server that is no more", made.deployment().id());
        Instant since = Instant.now();
        fixture.started();
        fixture.finished(made);
        assertThat(Duration.between(since, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void a_server_takes_up_what_its_own_earlier_life_had_begun_at_once() throws Exception {
        String name = "reborn-" + UUID.randomUUID();
        Accepted made = fixture.fleet.create(OWNER, fixture.wanted("reborn"));
        pickedBy(name, made.deployment().id());
        FleetFixture.Server reborn = fixture.server(name);
        Instant since = Instant.now();
        reborn.queue().start();
        fixture.finished(made);
        assertThat(Duration.between(since, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    private void pickedBy(String server, DeploymentId id) {
        fixture.jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE scheduled_tasks SET picked = true, picked_by = :server, last_heartbeat = now()
                        WHERE task_instance = :id""")
                .bind("server", server)
                .bind("id", id.toString())
                .execute());
    }

    private long wanted(DeploymentId id) {
        return fixture.jdbi.withHandle(handle -> handle.createQuery("SELECT wanted FROM deployment WHERE id = :id")
                .bind("id", id.value())
                .mapTo(Long.class)
                .one());
    }

    private boolean handledAll(DeploymentId id) {
        return fixture.jdbi.withHandle(
                handle -> handle.createQuery("SELECT wanted = handled FROM deployment WHERE id = :id")
                        .bind("id", id.value())
                        .mapTo(Boolean.class)
                        .one());
    }
}
