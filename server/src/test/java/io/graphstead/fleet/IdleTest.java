package io.graphstead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.api.TestClock;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.ConnectionTargets.Back;
import io.graphstead.fleet.ConnectionUse.Counters;
import io.graphstead.fleet.Marks.PausedBy;
import io.graphstead.identity.Caller;
import io.graphstead.identity.OrganizationId;
import io.graphstead.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody uses is paused, and what was paused for that is woken, on a clock that the test moves. */
class IdleTest {
    private final FleetFixture fixture = new FleetFixture().started();
    private final OperationStore operations = new OperationStore(fixture.jdbi);
    private final IdleStore store = new IdleStore(fixture.jdbi);
    private final IdleRules rules = new IdleRules(fixture.jdbi, fixture.requests, store);
    private final Waking waking = new Waking(fixture.jdbi, fixture.requests, store, operations);
    private final ConnectionTargets targets = new ConnectionTargets(
            fixture.runtime,
            fixture.deployments,
            operations,
            new Engines(List.of(fixture.engine)),
            store,
            new ConnectionHost("localhost", Optional.empty()));
    private final TestClock clock = new TestClock();
    private volatile Optional<Counters> counters = Optional.of(traffic(100, 0));
    private final IdleWatch watch =
            new IdleWatch(fixture.jdbi, fixture.runtime, store, fixture.requests, id -> counters, clock);

    IdleTest() {
        clock.forward(Duration.between(clock.instant(), Clock.systemUTC().instant()));
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private static Counters traffic(long bytes, long unanswered) {
        return new Counters(3, 3, bytes, bytes, 0, unanswered);
    }

    private static IdleRule rule(int minutes, boolean wake) {
        return new IdleRule(OptionalInt.of(minutes), wake);
    }

    private DeploymentId ruled(String name, IdleRule rule) {
        DeploymentId id = fixture.running(name);
        // What it was seen to serve at is the real clock's.
        clock.forward(Duration.ofMinutes(1));
        rules.set(FleetFixture.OWNER, id, rule);
        return id;
    }

    private void lookAfter(Duration time) {
        clock.forward(time);
        watch.look();
    }

    private boolean isWanted(DeploymentId id) {
        return fixture.deployments.find(id).orElseThrow().intent().goal() == Goal.RUNNING;
    }

    private void awaitPaused(DeploymentId id) {
        await("it is paused").until(() -> {
            ShownStatus status = fixture.status(id);
            return status.state() == ShownState.PAUSED && !status.pending();
        });
    }

    private DeploymentId asleep(String name, boolean wake) {
        DeploymentId id = ruled(name, rule(5, wake));
        watch.look();
        lookAfter(Duration.ofMinutes(5));
        awaitPaused(id);
        return id;
    }

    private Back back(DeploymentId id) {
        return targets.here().stream()
                .filter(target -> target.id().equals(id))
                .findFirst()
                .orElseThrow()
                .away()
                .orElseThrow()
                .back();
    }

    @Test
    void nothing_is_paused_that_has_no_rule() {
        DeploymentId id = fixture.running("no_rule");
        assertThat(rules.of(FleetFixture.OWNER, id)).isEqualTo(IdleRule.OFF);
        rules.set(FleetFixture.OWNER, id, new IdleRule(OptionalInt.empty(), true));
        watch.look();
        lookAfter(Duration.ofDays(40));
        assertThat(isWanted(id)).isTrue();
    }

    @Test
    void what_is_idle_for_its_minutes_is_paused_and_says_why() {
        DeploymentId id = ruled("idle_db", rule(5, false));
        watch.look();
        lookAfter(Duration.ofMinutes(4));
        assertThat(isWanted(id)).as("a minute too early").isTrue();
        lookAfter(Duration.ofMinutes(1));
        assertThat(isWanted(id)).isFalse();
        awaitPaused(id);
        assertThat(fixture.status(id).pausedBy()).contains(PausedBy.IDLE);
        assertThat(fixture.fleet.operations(FleetFixture.OWNER, id).getFirst().kind())
                .isEqualTo(OperationKind.PAUSE);
    }

    @Test
    void every_byte_and_every_unanswered_question_begins_the_time_anew() {
        DeploymentId id = ruled("used_db", rule(5, false));
        watch.look();
        counters = Optional.of(traffic(101, 0));
        lookAfter(Duration.ofMinutes(5));
        assertThat(isWanted(id)).as("there was traffic").isTrue();
        lookAfter(Duration.ofMinutes(4));
        counters = Optional.of(traffic(101, 1));
        lookAfter(Duration.ofMinutes(10));
        assertThat(isWanted(id)).as("a query runs").isTrue();
        counters = Optional.of(traffic(101, 0));
        lookAfter(Duration.ofMinutes(4));
        assertThat(isWanted(id)).isTrue();
        lookAfter(Duration.ofMinutes(1));
        assertThat(isWanted(id)).isFalse();
    }

    @Test
    void one_whose_traffic_is_not_known_is_left_alone() {
        DeploymentId id = ruled("unknown_db", rule(5, false));
        counters = Optional.empty();
        watch.look();
        lookAfter(Duration.ofDays(1));
        assertThat(isWanted(id)).isTrue();
    }

    @Test
    void one_that_has_just_come_up_is_not_judged_by_what_was_before() {
        DeploymentId id = ruled("restarted_db", rule(5, false));
        watch.look();
        lookAfter(Duration.ofMinutes(4));
        Instant up = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        fixture.jdbi.useHandle(handle -> handle.createUpdate("UPDATE deployment SET sight_since = :up WHERE id = :id")
                .bind("up", up)
                .bind("id", id.value())
                .execute());
        lookAfter(Duration.ofMinutes(4));
        assertThat(isWanted(id)).isTrue();
        lookAfter(Duration.ofMinutes(1));
        assertThat(isWanted(id)).isFalse();
    }

    @Test
    void many_connections_have_it_resumed_once() throws Exception {
        DeploymentId id = asleep("sleeper", true);
        assertThat(back(id)).isEqualTo(Back.WHEN_CONNECTED);
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<String>>> calls = IntStream.range(0, 50)
                    .<Callable<Optional<String>>>mapToObj(_ -> () -> waking.wake(id))
                    .toList();
            for (Future<Optional<String>> each : many.invokeAll(calls)) {
                assertThat(each.get()).isEmpty();
            }
        }
        await("it runs")
                .until(() -> fixture.status(id).state() == ShownState.RUNNING
                        && !fixture.status(id).pending());
        assertThat(fixture.fleet.operations(FleetFixture.OWNER, id).stream()
                        .filter(operation -> operation.kind() == OperationKind.RESUME))
                .hasSize(1);
        assertThat(fixture.status(id).pausedBy()).isEmpty();
        assertThat(waking.wake(id)).as("one that runs is on its way, too").isEmpty();
    }

    @Test
    void only_what_the_rule_has_paused_is_woken_and_only_where_that_is_wanted() {
        DeploymentId stays = asleep("stays_asleep", false);
        assertThat(back(stays)).isEqualTo(Back.WHEN_ASKED);
        assertThat(waking.wake(stays))
                .hasValueSatisfying(words -> assertThat(words).contains("paused; resume it"));
        DeploymentId byHand = ruled("by_hand", rule(5, true));
        fixture.finished(fixture.fleet.pause(FleetFixture.OWNER, byHand));
        assertThat(back(byHand)).isEqualTo(Back.WHEN_ASKED);
        assertThat(waking.wake(byHand)).isPresent();
        assertThat(fixture.status(byHand).state()).isEqualTo(ShownState.PAUSED);
        assertThat(waking.wake(DeploymentId.random())).isPresent();
    }

    @Test
    void a_rule_is_seen_by_readers_and_changed_by_writers() {
        DeploymentId id = fixture.running("ruled");
        Caller stranger = new Caller.ApiClient(UUID.randomUUID(), OrganizationId.random(), Map.of(), Optional.empty());
        assertThatThrownBy(() -> rules.of(stranger, id)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> rules.set(stranger, id, rule(1, true))).isInstanceOf(Refused.class);
        rules.set(FleetFixture.OWNER, id, rule(7, true));
        assertThat(rules.of(FleetFixture.OWNER, id)).isEqualTo(rule(7, true));
        rules.set(FleetFixture.OWNER, id, IdleRule.OFF);
        assertThat(rules.of(FleetFixture.OWNER, id)).isEqualTo(IdleRule.OFF);
    }
}
