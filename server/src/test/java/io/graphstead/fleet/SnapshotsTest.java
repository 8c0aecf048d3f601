package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Readiness;
import io.graphstead.fleet.OperationView.Status;
import io.graphstead.fleet.OperationView.StepView;
import io.graphstead.fleet.Snapshots.Description;
import io.graphstead.fleet.Snapshots.Taken;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots and restores as the fleet carries them out, on a runtime in memory. */
class SnapshotsTest {
    private FleetFixture fixture;

    @BeforeEach
    void start() {
        fixture = new FleetFixture().started();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private Taken take(DeploymentId id) {
        return fixture.snapshots.take(OWNER, id, new Description("nightly", false));
    }

    private Snapshot taken(DeploymentId id) {
        Taken taken = take(id);
        fixture.finished(taken.accepted());
        return fixture.snapshots.get(OWNER, taken.snapshot().id());
    }

    private OperationView failed(Accepted accepted) {
        OperationView view = fixture.ended(accepted);
        assertThat(view.status()).as(view.toString()).isEqualTo(Status.FAILED);
        return view;
    }

    @Test
    void a_snapshot_is_stored_while_the_database_serves_and_leaves_nothing_beside_it() throws Exception {
        DeploymentId id = fixture.running("source");
        Taken taken = take(id);
        assertThat(taken.snapshot().status()).isEqualTo(Snapshot.Status.PENDING);
        assertThat(taken.accepted().deployment().status().state()).isEqualTo(ShownState.RUNNING);
        assertThat(taken.accepted().deployment().status().locked()).isTrue();
        fixture.finished(taken.accepted());
        Snapshot snapshot = fixture.snapshots.get(OWNER, taken.snapshot().id());
        assertThat(snapshot.status()).isEqualTo(Snapshot.Status.READY);
        assertThat(snapshot.label()).isEqualTo("nightly");
        assertThat(snapshot.volumeBytes()).isEqualTo(("data of " + id).length());
        assertThat(fixture.archives.size(snapshot.id().archive())).hasValue(snapshot.bytes());
        assertThat(fixture.snapshots.of(OWNER, id)).containsExactly(snapshot);
        assertThat(fixture.snapshots.in(OWNER, fixture.project.id())).contains(snapshot);
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(fixture.status(id).locked()).isFalse();
    }

    @Test
    void a_paused_database_can_be_snapshotted_and_stays_paused() {
        DeploymentId id = fixture.running("source");
        fixture.finished(fixture.fleet.pause(OWNER, id));
        assertThat(taken(id).status()).isEqualTo(Snapshot.Status.READY);
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.PAUSED);
    }

    @Test
    void a_snapshot_that_cannot_be_made_fails_and_leaves_nothing() throws Exception {
        DeploymentId id = fixture.running("source");
        fixture.runtime.before = verb -> {
            if (verb.equals("readCopy")) {
                throw new RuntimeFailure.Lasting("the disk is broken");
            }
        };
        Taken taken = take(id);
        assertThat(failed(taken.accepted()).error()).contains("the disk is broken");
        assertThat(fixture.snapshots.get(OWNER, taken.snapshot().id()).status()).isEqualTo(Snapshot.Status.FAILED);
        assertThat(fixture.archives.size(taken.snapshot().id().archive())).isEmpty();
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
        fixture.runtime.before = verb -> {};
        assertThatThrownBy(
                        () -> fixture.snapshots.restore(OWNER, taken.snapshot().id(), Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("making it failed");
        fixture.snapshots.delete(OWNER, taken.snapshot().id());
        assertThat(fixture.snapshots.of(OWNER, id)).isEmpty();
    }

    @Test
    void a_snapshot_can_be_called_off_and_its_archive_is_gone() throws Exception {
        DeploymentId id = fixture.running("source");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.runtime.before = verb -> {
            if (verb.equals("readCopy")) {
                reading.countDown();
                await().until(() -> goOn.getCount() == 0);
            }
        };
        Taken taken = take(id);
        reading.await();
        fixture.fleet.cancel(OWNER, id, taken.accepted().operation());
        goOn.countDown();
        assertThat(failed(taken.accepted()).error()).contains("cancelled");
        assertThat(fixture.archives.size(taken.snapshot().id().archive())).isEmpty();
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(fixture.snapshots.get(OWNER, taken.snapshot().id()).status()).isEqualTo(Snapshot.Status.FAILED);
    }

    @Test
    void a_restore_in_place_exchanges_the_data_and_keeps_url_and_password() {
        DeploymentId id = fixture.running("source");
        String old = fixture.firstUsers.of(OWNER, id).password().orElseThrow();
        fixture.engine.taken = Optional.of(old);
        Snapshot snapshot = taken(id);
        String current = fixture.firstUsers.reset(OWNER, id).password().orElseThrow();
        assertThat(current).isNotEqualTo(old);
        fixture.engine.taken = Optional.of(old); // as the data knows it
        DeploymentView before = fixture.fleet.get(OWNER, id);
        Accepted accepted = fixture.snapshots.restore(OWNER, snapshot.id(), Optional.empty());
        assertThat(accepted.deployment().id()).isEqualTo(id);
        fixture.finished(accepted);
        assertThat(fixture.runtime.swapped).hasSize(1);
        assertThat(fixture.engine.taken).contains(current);
        assertThat(fixture.firstUsers.of(OWNER, id).password()).contains(current);
        assertThat(fixture.fleet.get(OWNER, id).connectionUrl()).isEqualTo(before.connectionUrl());
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
        assertThat(fixture.fleet.operation(OWNER, accepted.operation()).kind().word())
                .isEqualTo("restore");
    }

    @Test
    void a_server_that_locks_out_who_asks_with_a_wrong_password_gets_the_right_one_all_the_same() {
        for (int locksAfter = 1; locksAfter <= 3; locksAfter++) {
            fixture.engine.taken = Optional.empty();
            DeploymentId id = fixture.running("source" + locksAfter);
            String old = fixture.firstUsers.of(OWNER, id).password().orElseThrow();
            fixture.engine.taken = Optional.of(old);
            Snapshot snapshot = taken(id);
            String current = fixture.firstUsers.reset(OWNER, id).password().orElseThrow();
            fixture.engine.taken = Optional.of(old); // as the data knows it
            fixture.engine.locksAfter = locksAfter;
            fixture.finished(fixture.snapshots.restore(OWNER, snapshot.id(), Optional.empty()));
            assertThat(fixture.engine.taken).as("after %s", locksAfter).contains(current);
            fixture.engine.locksAfter = Integer.MAX_VALUE;
        }
    }

    @Test
    void a_paused_database_is_restored_and_runs_after_that() {
        DeploymentId id = fixture.running("source");
        Snapshot snapshot = taken(id);
        fixture.finished(fixture.fleet.pause(OWNER, id));
        fixture.finished(fixture.snapshots.restore(OWNER, snapshot.id(), Optional.empty()));
        assertThat(fixture.runtime.swapped).hasSize(1);
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void a_password_changed_inside_is_told_after_a_restore() {
        DeploymentId id = fixture.running("source");
        Snapshot snapshot = taken(id);
        fixture.engine.taken = Optional.of("nobody-knows");
        fixture.finished(fixture.snapshots.restore(OWNER, snapshot.id(), Optional.empty()));
        assertThat(fixture.firstUsers.of(OWNER, id).password()).isEmpty();
    }

    @Test
    void restored_data_that_never_answers_gives_way_to_what_was_there() {
        DeploymentId id = fixture.running("source");
        Snapshot snapshot = taken(id);
        AtomicInteger stops = new AtomicInteger();
        fixture.runtime.before = verb -> {
            if (verb.equals("stop")) {
                stops.incrementAndGet();
            }
        };
        fixture.runtime.diesAtOnce = request -> fixture.runtime.broughtBack.isEmpty();
        Accepted accepted = fixture.snapshots.restore(OWNER, snapshot.id(), Optional.empty());
        OperationView view = failed(accepted);
        assertThat(view.error().orElse("")).contains("ended by itself");
        assertThat(fixture.runtime.broughtBack).hasSize(1);
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
        assertThat(view.steps()).extracting(StepView::name).contains("bring-back-copy", "go-back");
        assertThat(stops).hasPositiveValue();
    }

    @Test
    void a_damaged_archive_is_refused_and_the_database_never_stopped() throws IOException {
        DeploymentId id = fixture.running("source");
        Snapshot snapshot = taken(id);
        fixture.archives.delete(snapshot.id().archive());
        fixture.runtime.before = verb -> {
            if (verb.equals("stop")) {
                throw new AssertionError("stopped");
            }
        };
        Accepted accepted = fixture.snapshots.restore(OWNER, snapshot.id(), Optional.empty());
        assertThat(failed(accepted).error().orElse("")).contains("is not there any more");
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
        assertThat(fixture.runtime.copies).isEmpty();
    }

    @Test
    void a_restore_makes_a_new_database_with_credentials_of_its_own() {
        DeploymentId id = fixture.running("source");
        fixture.engine.taken = fixture.firstUsers.of(OWNER, id).password();
        Snapshot snapshot = taken(id);
        Accepted accepted = fixture.snapshots.restore(OWNER, snapshot.id(), fixture.wanted("restored"));
        assertThat(accepted.deployment().id()).isNotEqualTo(id);
        fixture.finished(accepted);
        DeploymentId made = accepted.deployment().id();
        assertThat(fixture.status(made).state()).isEqualTo(ShownState.RUNNING);
        assertThat(fixture.firstUsers.of(OWNER, made).password()).isEqualTo(fixture.engine.taken);
        assertThat(fixture.engine.taken).isPresent();
        assertThat(fixture.fleet.operations(OWNER, id))
                .as("found under both")
                .extracting(OperationView::id)
                .contains(accepted.operation());
        assertThat(fixture.runtime.copies).isEmpty();
    }

    @Test
    void a_restore_as_a_new_database_takes_the_configuration_over_while_the_original_is_there() {
        DeploymentId id = fixture.running("source");
        List<ConfigurationEntry> colour = List.of(new ConfigurationEntry("colour", "green", false));
        fixture.configurations.replace(OWNER, id, "configuration", colour);
        fixture.finished(fixture.fleet.restart(OWNER, id));
        Snapshot snapshot = taken(id);
        Accepted accepted = fixture.snapshots.restore(OWNER, snapshot.id(), fixture.wanted("restored"));
        fixture.finished(accepted);
        assertThat(fixture.configurations.of(OWNER, accepted.deployment().id())).isEqualTo(colour);
    }

    @Test
    void what_does_not_fit_a_snapshot_is_refused() {
        assertThatThrownBy(() -> fixture.snapshots.get(OWNER, SnapshotId.random()))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new Description("x".repeat(101), false)).isInstanceOf(Refused.class);
    }

    @Test
    void a_last_snapshot_is_followed_by_the_deletion_and_outlives_it() {
        DeploymentId id = fixture.running("source");
        Taken taken = fixture.snapshots.takeAndDelete(OWNER, id, Role.OPERATOR);
        fixture.finished(taken.accepted());
        OperationId next = fixture.fleet
                .operation(OWNER, taken.accepted().operation())
                .next()
                .orElseThrow();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> fixture.fleet.operation(OWNER, next).status() == Status.FINISHED);
        assertThatThrownBy(() -> fixture.fleet.get(OWNER, id)).isInstanceOf(Refused.class);
        Snapshot last = fixture.snapshots.get(OWNER, taken.snapshot().id());
        assertThat(last.kind()).isEqualTo(Snapshot.Kind.FINAL);
        assertThat(last.status()).isEqualTo(Snapshot.Status.READY);
        fixture.finished(fixture.snapshots.restore(OWNER, last.id(), fixture.wanted("again")));
    }

    @Test
    void a_last_snapshot_that_fails_deletes_nothing() {
        DeploymentId id = fixture.running("source");
        fixture.runtime.before = verb -> {
            if (verb.equals("keepMoment")) {
                throw new RuntimeFailure.Lasting("no room");
            }
        };
        Taken taken = fixture.snapshots.takeAndDelete(OWNER, id, Role.OPERATOR);
        assertThat(failed(taken.accepted()).next()).isEmpty();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void a_snapshot_is_kept_while_it_is_restored_and_then_deleted_for_good() throws IOException {
        DeploymentId id = fixture.running("source");
        Snapshot snapshot = taken(id);
        fixture.engine.answer = new Readiness.NotYet("busy");
        Accepted accepted = fixture.snapshots.restore(OWNER, snapshot.id(), Optional.empty());
        assertThatThrownBy(() -> fixture.snapshots.delete(OWNER, snapshot.id())).isInstanceOf(Refused.class);
        fixture.engine.answer = new Readiness.Ready();
        fixture.finished(accepted);
        fixture.snapshots.delete(OWNER, snapshot.id());
        assertThat(fixture.archives.size(snapshot.id().archive())).isEmpty();
        assertThatThrownBy(() -> fixture.snapshots.get(OWNER, snapshot.id())).isInstanceOf(Refused.class);
    }
}
