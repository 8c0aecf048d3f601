package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refused;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two deployments that trade their connection URLs. */
class SwitchingTest {
    private FleetFixture fixture;

    @BeforeEach
    void start() {
        fixture = new FleetFixture().started();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private Accepted trade(DeploymentId one, DeploymentId other) {
        return fixture.switching.trade(OWNER, one, "targetDatabaseId", other);
    }

    private URI url(DeploymentId id) {
        return fixture.fleet.get(OWNER, id).connectionUrl();
    }

    private Ports ports(DeploymentId id) {
        return fixture.deployments.find(id).orElseThrow().ports();
    }

    @Test
    void they_have_each_others_urls_afterwards_and_nothing_was_restarted() {
        DeploymentId blue = fixture.running("blue");
        DeploymentId green = fixture.running("green");
        Ports blues = ports(blue);
        Ports greens = ports(green);
        URI bluesUrl = url(blue);
        List<String> called = new CopyOnWriteArrayList<>();
        fixture.runtime.before = called::add;

        fixture.finished(trade(blue, green));
        assertThat(url(green)).isEqualTo(bluesUrl);
        assertThat(ports(blue)).isEqualTo(new Ports(greens.endpoint(), greens.label(), blues.process()));
        assertThat(ports(green)).isEqualTo(new Ports(blues.endpoint(), blues.label(), greens.process()));
        assertThat(called).doesNotContain("run", "stop");

        fixture.finished(trade(green, blue));
        assertThat(ports(blue)).isEqualTo(blues);
        assertThat(ports(green)).isEqualTo(greens);
    }

    @Test
    void the_operation_is_found_under_both() {
        DeploymentId blue = fixture.running("blue");
        DeploymentId green = fixture.running("green");
        Accepted accepted = trade(blue, green);
        fixture.finished(accepted);
        for (DeploymentId id : List.of(blue, green)) {
            OperationView newest = fixture.fleet.operations(OWNER, id).getFirst();
            assertThat(newest.id()).isEqualTo(accepted.operation());
            assertThat(newest.kind().word()).isEqualTo("switch");
            assertThat(newest.steps()).extracting(OperationView.StepView::name).containsExactly("switch");
        }
    }

    @Test
    void one_that_is_paused_can_be_traded_with() {
        DeploymentId blue = fixture.running("blue");
        DeploymentId green = fixture.running("green");
        fixture.finished(fixture.fleet.pause(OWNER, green));
        URI bluesUrl = url(blue);
        fixture.finished(trade(blue, green));
        assertThat(url(green)).isEqualTo(bluesUrl);
        assertThat(fixture.status(green).state()).isEqualTo(ShownState.PAUSED);
    }

    @Test
    void neither_may_be_under_another_operation() {
        DeploymentId blue = fixture.running("blue");
        DeploymentId green = fixture.running("green");
        CountDownLatch stopping = new CountDownLatch(1);
        fixture.runtime.before = verb -> {
            if (verb.equals("stop")) {
                await(stopping);
            }
        };
        Accepted pause = fixture.fleet.pause(OWNER, green);
        assertThatThrownBy(() -> trade(blue, green))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .extracting(Refused::refusal)
                .isEqualTo(new Refusal.Busy("pause", pause.operation().toString()));
        assertThatThrownBy(() -> trade(green, blue)).isInstanceOf(Refused.class);
        stopping.countDown();
        fixture.finished(pause);
    }

    @Test
    void who_may_not_write_to_both_is_refused_and_so_is_one_with_itself() {
        DeploymentId blue = fixture.running("blue");
        assertThatThrownBy(() -> trade(blue, blue)).hasMessageContaining("targetDatabaseId is this database itself");
        assertThatThrownBy(() -> trade(blue, DeploymentId.random()))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .extracting(Refused::refusal)
                .isInstanceOf(Refusal.NotFound.class);
        DeploymentId green = fixture.running("green");
        Caller reader = new Caller.ApiClient(
                UUID.randomUUID(),
                fixture.project.organizationId(),
                Map.of(fixture.project.id(), Role.READER),
                Optional.empty());
        assertThatThrownBy(() -> fixture.switching.trade(reader, blue, "targetDatabaseId", green))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .extracting(Refused::refusal)
                .isInstanceOf(Refusal.NoAccess.class);
    }

    @Test
    void many_that_ask_at_once_trade_as_often_as_they_are_told_that_they_do() {
        DeploymentId blue = fixture.running("blue");
        DeploymentId green = fixture.running("green");
        List<URI> before = List.of(url(blue), url(green));
        long traded = IntStream.range(0, 12)
                .parallel()
                .filter(i -> {
                    try {
                        fixture.finished(i % 2 == 0 ? trade(blue, green) : trade(green, blue));
                        return true;
                    } catch (Refused busy) {
                        return false;
                    }
                })
                .count();
        assertThat(traded).isPositive();
        assertThat(List.of(url(blue), url(green))).isEqualTo(traded % 2 == 0 ? before : before.reversed());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
