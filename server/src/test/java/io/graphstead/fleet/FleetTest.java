package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.fleet.OperationView.Status;
import io.graphstead.fleet.OperationView.StepStatus;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the fleet answers and does, on a real PostgreSQL and a runtime in memory. */
class FleetTest {
    private final FleetFixture fixture = new FleetFixture();
    private final Fleet fleet = fixture.fleet;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private static Refusal refusal(ThrowingCallable asked) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(asked);
        assertThat(thrown).isInstanceOf(Refused.class);
        return ((Refused) thrown).refusal();
    }

    @Test
    void a_deployment_goes_through_its_whole_life() {
        fixture.started();
        Accepted made = fleet.create(OWNER, fixture.wanted("whole_life"));
        DeploymentId id = made.deployment().id();
        assertThat(made.deployment().status().state()).isEqualTo(ShownState.STARTING);
        assertThat(made.deployment().clientPort()).isBetween(20_000, 20_999);
        fixture.finished(made);
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);

        fixture.finished(fleet.pause(OWNER, id));
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.PAUSED);
        fixture.finished(fleet.resume(OWNER, id));
        fixture.finished(fleet.restart(OWNER, id));
        assertThat(fixture.status(id)).matches(status -> status.state() == ShownState.RUNNING && !status.pending());
        assertThat(fleet.get(OWNER, id).clientPort())
                .isEqualTo(made.deployment().clientPort());

        Accepted deleted = fleet.delete(OWNER, id, Role.OPERATOR);
        fixture.finished(deleted);
        assertThat(refusal(() -> fleet.get(OWNER, id))).isInstanceOf(Refusal.NotFound.class);
        assertThat(fixture.runtime.workloads()).isEmpty();
        assertThat(fleet.operations(OWNER, id))
                .extracting(OperationView::kind)
                .containsExactly(
                        OperationKind.DELETE,
                        OperationKind.RESTART,
                        OperationKind.RESUME,
                        OperationKind.PAUSE,
                        OperationKind.CREATE);
        assertThat(fleet.operation(OWNER, made.operation()).steps())
                .allSatisfy(step -> assertThat(step.status()).isEqualTo(StepStatus.FINISHED))
                .extracting(OperationView.StepView::name)
                .containsExactly("install-engine", "prepare-storage", "start", "wait-until-ready");
        await("no task is left").until(() -> fixture.tasksOf(id) == 0);
        fixture.running("whole_life");
    }

    @Test
    void a_name_is_taken_regardless_of_case_and_of_separators_at_its_ends() {
        fleet.create(OWNER, fixture.wanted("Orders"));
        for (String same : List.of("Orders", "orders", "_orders-", "ORDERS")) {
            assertThat(refusal(() -> fleet.create(OWNER, fixture.wanted(same))))
                    .as(same)
                    .isInstanceOf(Refusal.NameTaken.class);
        }
        assertThat(fleet.list(OWNER, fixture.project.id())).hasSize(1);
    }

    @Test
    void what_the_machine_lacks_is_refused_before_anything_is_written() {
        NewDeployment wanted = fixture.wanted("lacks");
        NewDeployment ofRelease9 = new NewDeployment(
                wanted.project(),
                wanted.name(),
                FleetFixture.release("9.0"),
                wanted.size(),
                10,
                "gp2",
                wanted.placement(),
                false,
                List.of(),
                FirstPassword.GENERATED);
        assertThat(refusal(() -> fleet.create(OWNER, ofRelease9)).words()).contains("no Java 99 here; install one");
        fixture.runtime.memoryMb = 999;
        assertThat(refusal(() -> fleet.create(OWNER, wanted)).words()).contains("m1 needs 1000 MB");
        assertThat(fleet.list(OWNER, fixture.project.id())).isEmpty();
    }

    @Test
    void memory_is_admitted_once_and_given_back_by_a_pause() {
        fixture.started();
        fixture.runtime.memoryMb = 1999;
        DeploymentId one = fixture.running("one");
        assertThat(refusal(() -> fleet.create(OWNER, fixture.wanted("two"))).words())
                .contains("999 MB are left");
        fixture.finished(fleet.pause(OWNER, one));
        fixture.running("two");
        assertThat(refusal(() -> fleet.resume(OWNER, one))).isInstanceOf(Refusal.DoesNotFit.class);
        assertThat(fixture.status(one).state()).isEqualTo(ShownState.PAUSED);
    }

    @Test
    void while_an_operation_runs_every_other_is_refused() throws Exception {
        fixture.started();
        DeploymentId id = fixture.running("busy");
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.runtime.before = verb -> {
            if (verb.equals("stop")) {
                stopping.countDown();
                awaitUninterrupted(goOn);
            }
        };
        Accepted pause = fleet.pause(OWNER, id);
        stopping.await();
        assertThat(refusal(() -> fleet.restart(OWNER, id)))
                .isEqualTo(new Refusal.Busy("pause", pause.operation().toString()));
        assertThat(refusal(() -> fleet.delete(OWNER, id, Role.OPERATOR))).isInstanceOf(Refusal.Busy.class);
        goOn.countDown();
        fixture.finished(pause);
        assertThat(refusal(() -> fleet.pause(OWNER, id))).isInstanceOf(Refusal.WrongState.class);
    }

    @Test
    void a_database_that_cannot_start_ends_failed_with_its_own_last_words_and_can_be_deleted() {
        fixture.started();
        fixture.runtime.output = List.of("java.lang.OutOfMemoryError");
        fixture.runtime.diesAtOnce = request -> true;
        AtomicInteger starts = new AtomicInteger();
        fixture.runtime.before = verb -> {
            if (verb.equals("run")) {
                starts.incrementAndGet();
            }
        };
        Accepted made = fleet.create(OWNER, fixture.wanted("cannot_start"));
        DeploymentId id = made.deployment().id();
        OperationView ended = fixture.ended(made);
        assertThat(ended.status()).isEqualTo(Status.FAILED);
        assertThat(ended.error().orElseThrow()).contains("ended by itself").contains("java.lang.OutOfMemoryError");
        assertThat(starts).hasValue(Progress.MOST_ATTEMPTS);
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.FAILED);
        assertThat(fixture.status(id).message()).isEqualTo(ended.error());
        fixture.finished(fleet.delete(OWNER, id, Role.OPERATOR));
    }

    @Test
    void a_resume_that_fails_leaves_it_paused() {
        fixture.started();
        DeploymentId id = fixture.running("stays_paused");
        fixture.finished(fleet.pause(OWNER, id));
        fixture.runtime.before = verb -> {
            if (verb.equals("run")) {
                throw new RuntimeFailure.Lasting("the Java is gone; install one");
            }
        };
        OperationView ended = fixture.ended(fleet.resume(OWNER, id));
        assertThat(ended.error()).contains("the Java is gone; install one");
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.PAUSED);
        fixture.runtime.before = verb -> {};
        fixture.finished(fleet.resume(OWNER, id));
    }

    @Test
    void a_server_that_dies_comes_back_by_itself_and_the_status_tells_the_truth_meanwhile() {
        fixture.started();
        DeploymentId id = fixture.running("comes_back");
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.runtime.before = verb -> awaitUninterrupted(goOn);
        fixture.runtime.kill(new io.graphstead.runtime.WorkloadName(id.toString()));
        await("the incident is shown").until(() -> fixture.status(id).underIncident());
        assertThat(fixture.status(id).serving()).isFalse();
        goOn.countDown();
        await("it is back").until(() -> !fixture.status(id).underIncident());
        assertThat(fixture.status(id).serving()).isTrue();
    }

    @Test
    void data_that_is_gone_is_not_replaced_by_an_empty_database() {
        fixture.started();
        DeploymentId id = fixture.running("lost");
        fixture.finished(fleet.pause(OWNER, id));
        fixture.runtime.lose(new io.graphstead.runtime.WorkloadName(id.toString()));
        OperationView ended = fixture.ended(fleet.resume(OWNER, id));
        assertThat(ended.status()).isEqualTo(Status.FAILED);
        assertThat(ended.error().orElseThrow()).contains("its data is not where it was kept");
        assertThat(fixture.runtime.workloads()).isEmpty();
    }

    @Test
    void a_process_port_that_is_taken_is_chosen_again_and_the_connection_url_stays() {
        fixture.started();
        AtomicInteger runs = new AtomicInteger();
        fixture.runtime.before = verb -> {
            if (verb.equals("run") && runs.incrementAndGet() == 1) {
                throw new RuntimeFailure.PortTaken(MemoryEngine.HTTP, 1, "another program");
            }
        };
        Accepted made = fleet.create(OWNER, fixture.wanted("port_taken"));
        fixture.finished(made);
        DeploymentView now = fleet.get(OWNER, made.deployment().id());
        assertThat(now.clientPort()).isEqualTo(made.deployment().clientPort());
        assertThat(fixture.runtime.portsOf(
                        new io.graphstead.runtime.WorkloadName(now.id().toString())))
                .containsKeys(MemoryEngine.CLIENT, MemoryEngine.HTTP)
                .doesNotContainValue(now.clientPort())
                .doesNotContainEntry(MemoryEngine.HTTP, 1);
    }

    @Test
    void ports_that_are_taken_again_and_again_fail_in_words_that_say_what_to_do() {
        fixture.started();
        fixture.runtime.before = verb -> {
            if (verb.equals("run")) {
                throw new RuntimeFailure.PortTaken(MemoryEngine.CLIENT, 20_001, "another program");
            }
        };
        OperationView ended = fixture.ended(fleet.create(OWNER, fixture.wanted("url_taken")));
        assertThat(ended.error().orElseThrow()).contains("20001").contains("end what uses them");
    }

    @Test
    void an_organization_has_one_free_cluster() {
        NewDeployment wanted = fixture.wanted("free1");
        NewDeployment free = new NewDeployment(
                wanted.project(),
                wanted.name(),
                wanted.release(),
                wanted.size(),
                10,
                "gp2",
                wanted.placement(),
                true,
                List.of(),
                FirstPassword.GENERATED);
        NewDeployment second = new NewDeployment(
                wanted.project(),
                DeploymentName.parse("id", "free2"),
                wanted.release(),
                wanted.size(),
                10,
                "gp2",
                wanted.placement(),
                true,
                List.of(),
                FirstPassword.GENERATED);
        fleet.create(OWNER, free);
        assertThat(refusal(() -> fleet.create(OWNER, second)).words()).contains("free1");
        assertThat(fleet.list(OWNER, fixture.project.id())).hasSize(1);
    }

    @Test
    void a_worker_that_was_overtaken_writes_nothing_more() {
        Accepted made = fleet.create(OWNER, fixture.wanted("overtaken"));
        DeploymentId id = made.deployment().id();
        Turn old = fixture.turns.load(id, fixture.turns.take(id).orElseThrow());
        fixture.turns.take(id);
        assertThatThrownBy(() -> fixture.turns.giveUp(old, "too late", List.of()))
                .isInstanceOf(TurnStore.Overtaken.class);
        assertThatThrownBy(() -> fixture.turns.finish(old)).isInstanceOf(TurnStore.Overtaken.class);
        assertThatThrownBy(() -> fixture.turns.countAttempt(old)).isInstanceOf(TurnStore.Overtaken.class);
        assertThat(fleet.operation(OWNER, made.operation()).status()).isEqualTo(Status.STARTED);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            if (!latch.await(Duration.ofSeconds(20).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody let the step go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
