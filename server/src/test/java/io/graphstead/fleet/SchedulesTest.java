package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.api.TestClock;
import io.graphstead.fleet.Marks.PausedBy;
import io.graphstead.fleet.OperationView.Status;
import io.graphstead.fleet.SnapshotSchedule.Line;
import io.graphstead.fleet.SnapshotSchedule.Rhythm;
import io.graphstead.fleet.Snapshots.Description;
import io.graphstead.identity.IdentityFixture;
import io.graphstead.identity.Quota;
import io.graphstead.refusal.Refused;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What schedules make of deployments, on a clock that the test moves. */
class SchedulesTest {
    private final FleetFixture fixture = new FleetFixture().started();
    private final TestClock clock = new TestClock();
    private final SnapshotSchedules schedules =
            new SnapshotSchedules(fixture.jdbi, fixture.requests, fixture.deployments);
    private final SnapshotWatch snapshotWatch = fixture.snapshotWatch(clock);
    private final PauseScheduleStore pauseStore = new PauseScheduleStore(fixture.jdbi);
    private final PauseSchedules pauses = new PauseSchedules(fixture.jdbi, fixture.requests, pauseStore, clock);
    private final PauseWatch pauseWatch =
            new PauseWatch(fixture.jdbi, fixture.runtime, pauseStore, fixture.requests, clock);

    SchedulesTest() {
        clock.forward(Duration.between(clock.instant(), Clock.systemUTC().instant()));
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private void hourly(DeploymentId id, int kept) {
        schedules.set(OWNER, id, SnapshotSchedule.NONE.with(new Line(Rhythm.HOURLY, kept, true)));
    }

    private void awaitIdle(DeploymentId id) {
        await("no operation runs").until(() -> !fixture.status(id).locked());
    }

    private void lookAfter(DeploymentId id, Duration time) {
        clock.forward(time);
        snapshotWatch.look();
        awaitIdle(id);
    }

    private List<Snapshot> good(DeploymentId id) {
        return fixture.snapshots.of(OWNER, id).stream()
                .filter(one -> one.status() == Snapshot.Status.READY)
                .toList();
    }

    @Test
    void scheduled_snapshots_are_made_and_only_the_newest_are_kept() {
        DeploymentId id = fixture.running("source");
        lookAfter(id, Duration.ofHours(1));
        assertThat(good(id)).as("it has no schedule").isEmpty();
        hourly(id, 2);
        lookAfter(id, Duration.ZERO);
        Snapshot first = good(id).getFirst();
        assertThat(first.kind()).isEqualTo(Snapshot.Kind.SCHEDULED);
        assertThat(first.label()).isEqualTo("hourly");
        assertThat(first.requestedBy()).isEqualTo("schedule");
        lookAfter(id, Duration.ZERO);
        assertThat(good(id)).as("one in each hour").containsExactly(first);
        lookAfter(id, Duration.ofHours(40));
        assertThat(good(id)).as("what was missed is made up for once").hasSize(2);
        lookAfter(id, Duration.ofHours(1));
        lookAfter(id, Duration.ZERO);
        assertThat(good(id)).hasSize(2).doesNotContain(first);
    }

    @Test
    void a_paused_one_is_taken_once_and_again_only_after_it_ran() {
        DeploymentId id = fixture.running("source");
        hourly(id, 5);
        lookAfter(id, Duration.ofHours(1));
        fixture.finished(fixture.fleet.pause(OWNER, id));
        clock.forward(Duration.ofHours(2));
        lookAfter(id, Duration.ofHours(1));
        int after = good(id).size();
        lookAfter(id, Duration.ofHours(1));
        lookAfter(id, Duration.ofHours(1));
        assertThat(good(id)).as("its data stands still").hasSize(after);
        fixture.jdbi.useHandle(handle -> handle.execute(
                "UPDATE deployment SET sight_since = now() + interval '9 days' WHERE id = ?", id.value()));
        lookAfter(id, Duration.ofHours(1));
        assertThat(good(id)).as("it ran since").hasSize(after + 1);
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.PAUSED);
    }

    @Test
    void what_is_over_the_quota_is_refused_before_it_starts() {
        DeploymentId id = fixture.running("source");
        fixture.runtime.bytesOnDisk = 3L << 30;
        IdentityFixture.quota(
                fixture.jdbi,
                fixture.project.organizationId(),
                new Quota(OptionalLong.empty(), OptionalLong.of(12), OptionalLong.empty()));
        assertThatThrownBy(() -> fixture.snapshots.take(OWNER, id, new Description("", false)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("storage quota is 12 GB")
                .hasMessageContaining("3072 MB more");
        assertThat(fixture.snapshots.of(OWNER, id)).isEmpty();
        fixture.runtime.bytesOnDisk = 2L << 30;
        fixture.finished(
                fixture.snapshots.take(OWNER, id, new Description("", false)).accepted());
    }

    @Test
    void only_what_the_schedule_has_paused_is_resumed_by_it() {
        DeploymentId id = fixture.running("source");
        pauses.set(
                OWNER,
                id,
                new PauseSchedule(
                        Optional.of(CronLine.of("0 20 * * *")),
                        Optional.of(CronLine.of("0 7 * * *")),
                        ZoneOffset.UTC,
                        true));
        assertThat(pauses.of(OWNER, id).pause()).contains(CronLine.of("0 20 * * *"));
        followUntil("20:00", id);
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.PAUSED);
        assertThat(fixture.status(id).pausedBy()).contains(PausedBy.SCHEDULE);
        followUntil("07:00", id);
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
        fixture.finished(fixture.fleet.pause(OWNER, id));
        followUntil("20:00", id);
        followUntil("07:00", id);
        assertThat(fixture.status(id).state()).as("a person paused it").isEqualTo(ShownState.PAUSED);
    }

    private void followUntil(String time, DeploymentId id) {
        do {
            clock.forward(Duration.ofMinutes(1));
        } while (!clock.instant().toString().contains("T" + time));
        pauseWatch.look();
        awaitIdle(id);
    }

    private Snapshot taken(DeploymentId id) {
        Snapshots.Taken taken = fixture.snapshots.take(OWNER, id, new Description("", false));
        fixture.finished(taken.accepted());
        return fixture.snapshots.get(OWNER, taken.snapshot().id());
    }

    @Test
    void a_snapshot_is_verified_on_a_scratch_copy_that_goes_again() {
        DeploymentId id = fixture.running("source");
        Snapshot snapshot = taken(id);
        assertThat(snapshot.verifiedAt()).isEmpty();
        Accepted accepted = fixture.checks().verify(OWNER, snapshot.id());
        assertThat(accepted.deployment().status().state()).isEqualTo(ShownState.RUNNING);
        fixture.finished(accepted);
        assertThat(fixture.snapshots.get(OWNER, snapshot.id()).verifiedAt()).isPresent();
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(fixture.runtime.workloads()).containsExactly(Deployment.workload(id));
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void a_broken_snapshot_says_so_and_is_not_restored() throws IOException {
        DeploymentId id = fixture.running("source");
        Snapshot snapshot = taken(id);
        fixture.archives.delete(snapshot.id().archive());
        OperationView view = fixture.ended(fixture.checks().verify(OWNER, snapshot.id()));
        assertThat(view.status()).isEqualTo(Status.FAILED);
        assertThat(view.error().orElse("")).contains("is not there any more");
        assertThat(fixture.snapshots.get(OWNER, snapshot.id()).status()).isEqualTo(Snapshot.Status.FAILED);
        assertThatThrownBy(() -> fixture.snapshots.restore(OWNER, snapshot.id(), Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("was checked and cannot be restored");
        assertThat(fixture.runtime.workloads()).containsExactly(Deployment.workload(id));
    }

    @Test
    void a_server_that_ends_by_itself_on_the_copy_says_that_the_snapshot_is_broken() {
        DeploymentId id = fixture.running("source");
        Snapshot snapshot = taken(id);
        fixture.runtime.diesAtOnce = request -> true;
        OperationView view = fixture.ended(fixture.checks().verify(OWNER, snapshot.id()));
        assertThat(view.error().orElse("")).contains("ended by itself");
        assertThat(fixture.snapshots.get(OWNER, snapshot.id()).status()).isEqualTo(Snapshot.Status.FAILED);
        fixture.runtime.diesAtOnce = request -> false;
        fixture.finished(fixture.checks().verify(OWNER, snapshot.id()));
        assertThat(fixture.snapshots.get(OWNER, snapshot.id()).status())
                .as("the cause is gone")
                .isEqualTo(Snapshot.Status.READY);
    }
}
