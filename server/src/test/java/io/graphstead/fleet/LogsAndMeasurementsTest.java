package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Engines;
import io.graphstead.identity.Caller;
import io.graphstead.identity.OrganizationId;
import io.graphstead.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogsAndMeasurementsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String FIELD = "Last-Event-ID";

    private final FleetFixture fixture = new FleetFixture().started();
    private final Logs logs = new Logs(fixture.deployments, fixture.requests, fixture.runtime, Clock.systemUTC());
    private final Measurements measurements = new Measurements(
            fixture.requests,
            fixture.passwords,
            new Engines(List.of(fixture.engine)),
            fixture.runtime,
            id -> Optional.empty(),
            Clock.systemUTC());

    @AfterEach
    void close() throws Exception {
        logs.close();
        fixture.close();
    }

    private static Caller stranger() {
        return new Caller.ApiClient(UUID.randomUUID(), OrganizationId.random(), Map.of(), Optional.empty());
    }

    @Test
    void a_running_deployment_is_measured_by_its_runtime_and_by_its_engine() {
        DeploymentId id = fixture.running("measured");
        Measurement measured = measurements.of(OWNER, id);
        assertThat(measured.running()).isTrue();
        assertThat(measured.memoryBytes()).hasValue(1 << 20);
        assertThat(measured.memoryLimitBytes()).isEqualTo(1000L << 20);
        assertThat(measured.cpuTime()).hasValue(Duration.ofSeconds(2));
        assertThat(measured.volumeBytes()).hasValue(8192);
        assertThat(measured.storeBytes())
                .as("the engine does not tell, its folder does")
                .hasValue(4096);
        assertThat(measured.storageLimitBytes()).isEqualTo(10L << 30);
        assertThat(measured.connections()).hasValue(1);
        assertThat(measured.uptime()).isPresent();
    }

    @Test
    void of_a_paused_deployment_only_what_lies_on_disk_is_known() {
        DeploymentId id = fixture.running("paused");
        fixture.finished(fixture.fleet.pause(OWNER, id));
        Measurement measured = measurements.of(OWNER, id);
        assertThat(measured.running()).isFalse();
        assertThat(List.of(measured.memoryBytes(), measured.connections())).containsOnly(OptionalLong.empty());
        assertThat(measured.uptime()).isEmpty();
        assertThat(measured.volumeBytes()).hasValue(4096);
    }

    @Test
    void strangers_see_neither_logs_nor_measurements() {
        DeploymentId id = fixture.running("secret");
        assertThatThrownBy(() -> measurements.of(stranger(), id)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> logs.last(stranger(), id, 1)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> logs.follow(stranger(), id, FIELD, Optional.empty(), 1))
                .isInstanceOf(Refused.class);
        assertThat(logs.followers()).isZero();
    }

    @Test
    void a_follower_gets_the_last_lines_then_what_comes_and_resumes_where_it_was() {
        DeploymentId id = fixture.running("followed");
        fixture.runtime.output = List.of("one", "two", "three");
        String position;
        try (LogFollower follower = logs.follow(OWNER, id, FIELD, Optional.empty(), 2)) {
            assertThat(texts(follower)).containsExactly("two", "three");
            assertThat(follower.next(Duration.ZERO)).as("nothing new").hasValue(List.of());
            CompletableFuture<List<LogLine>> waiting =
                    CompletableFuture.supplyAsync(() -> follower.next(PATIENCE).orElseThrow());
            fixture.runtime.output = List.of("one", "two", "three", "four");
            LogLine fourth = waiting.join().getFirst();
            assertThat(fourth.text()).isEqualTo("four");
            position = fourth.position();
            assertThat(logs.followers()).isEqualTo(1);
        }
        assertThat(logs.followers()).isZero();
        fixture.runtime.output = List.of("one", "two", "three", "four", "five");
        try (LogFollower again = logs.follow(OWNER, id, FIELD, Optional.of(position), 100)) {
            assertThat(texts(again)).containsExactly("five");
        }
        assertThatThrownBy(() -> logs.follow(OWNER, id, FIELD, Optional.of("a b"), 1))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().words()).startsWith(FIELD));
    }

    @Test
    void following_ends_when_the_deployment_is_deleted_and_when_the_server_ends() {
        DeploymentId id = fixture.running("ending");
        LogFollower first = logs.follow(OWNER, id, FIELD, Optional.empty(), 1);
        CompletableFuture<Optional<List<LogLine>>> waiting = CompletableFuture.supplyAsync(() -> first.next(PATIENCE));
        await("it is waited for").atMost(PATIENCE).until(() -> logs.followers() == 1);
        logs.close();
        assertThat(waiting.join()).isEmpty();
        assertThat(logs.followers()).isZero();

        try (LogFollower second = logs.follow(OWNER, id, FIELD, Optional.empty(), 1)) {
            fixture.finished(fixture.fleet.delete(OWNER, id, io.graphstead.identity.Role.OPERATOR));
            await("it ends")
                    .atMost(PATIENCE)
                    .until(() -> second.next(Duration.ZERO).isEmpty());
        }
    }

    @Test
    void there_are_not_more_followers_than_the_server_bears() {
        DeploymentId id = fixture.running("many");
        for (int i = 0; i < 200; i++) {
            logs.follow(OWNER, id, FIELD, Optional.empty(), 1);
        }
        assertThatThrownBy(() -> logs.follow(OWNER, id, FIELD, Optional.empty(), 1))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("too many");
        logs.close();
        logs.follow(OWNER, id, FIELD, Optional.empty(), 1).close();
    }

    private static List<String> texts(LogFollower follower) {
        return follower.next(PATIENCE).orElseThrow().stream().map(LogLine::text).toList();
    }
}
