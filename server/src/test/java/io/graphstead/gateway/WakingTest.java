package io.graphstead.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.gateway.Endpoint.Asleep;
import io.graphstead.gateway.Endpoint.Away;
import io.graphstead.gateway.Endpoint.Depth;
import io.graphstead.gateway.Endpoint.Until;
import io.graphstead.identity.network.AllowedAddresses;
import io.graphstead.identity.network.IpRange;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections to what sleeps, and how it is told from what is used. */
@Timeout(60)
class WakingTest {
    private static final byte[] BOLT = HexFormat.of().parseHex("6060b017" + "00000605" + "00".repeat(12));
    private static final byte[] HELLO = HexFormat.of().parseHex("0003b101a00000");
    private static final byte[] NOOP = {0, 0};
    private static final Asleep ASLEEP = new Asleep("it is paused; resume it", Depth.FAST);
    private static final Asleep FALLING = new Asleep("it is being paused; resume it", Depth.FALLING);
    private static final Away RESUMING = new Away("it is being resumed", Until.SOON);

    private static Socket driver(GatewayRig rig) throws IOException {
        Socket driver = rig.secure();
        driver.getOutputStream().write(BOLT);
        driver.getOutputStream().flush();
        return driver;
    }

    private static String words(Socket driver) throws IOException {
        driver.getOutputStream().write(HELLO);
        driver.getOutputStream().flush();
        return new String(driver.getInputStream().readAllBytes(), UTF_8);
    }

    @Test
    void many_at_once_wake_it_once_and_all_go_through() throws IOException {
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.NEO4J, ASLEEP).started()) {
            List<Socket> drivers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                drivers.add(driver(rig));
            }
            await("somebody is woken").until(() -> rig.wakes.get() > 0);
            rig.is(RESUMING);
            for (int i = 0; i < 20; i++) {
                drivers.add(driver(rig));
            }
            rig.is(GatewayRig.serving(engine.port()));
            for (Socket driver : drivers) {
                try (driver) {
                    assertThat(driver.getInputStream().readNBytes(1 + BOLT.length))
                            .as("nothing of what was said while it slept is lost")
                            .endsWith(BOLT);
                }
            }
            assertThat(rig.wakes).hasValue(1);
            assertThat(rig.use().opened()).isEqualTo(40);
        }
    }

    @Test
    void one_that_comes_while_it_falls_asleep_wakes_it_after_that() throws IOException {
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.NEO4J, FALLING).started();
                Socket driver = driver(rig)) {
            rig.change(GatewayRig.with(FALLING));
            assertThat(rig.wakes).hasValue(0);
            await("the driver is held").until(() -> rig.placesTaken() == 1);
            rig.is(ASLEEP);
            await("it is woken").until(() -> rig.wakes.get() == 1);
            rig.is(RESUMING);
            rig.is(GatewayRig.serving(engine.port()));
            assertThat(driver.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void one_that_is_being_resumed_for_somebody_else_is_not_waited_for() throws IOException {
        try (GatewayRig rig = new GatewayRig(Speech.NEO4J, RESUMING).started();
                Socket driver = driver(rig)) {
            assertThat(words(driver)).contains("it is being resumed", "Neo.TransientError");
            assertThat(rig.wakes).hasValue(0);
        }
    }

    @Test
    void what_keeps_it_from_being_woken_is_told_to_all_and_the_next_one_tries_again() throws IOException {
        try (Backend engine = Backend.echo("x");
                GatewayRig rig = new GatewayRig(Speech.NEO4J, ASLEEP)) {
            rig.obstacle = Optional.of("it cannot be resumed");
            rig.started();
            try (Socket driver = driver(rig)) {
                assertThat(words(driver)).contains("it cannot be resumed", "Neo.ClientError.Security.Forbidden");
            }
            rig.obstacle = Optional.empty();
            try (Socket driver = driver(rig)) {
                await("it is woken").until(() -> rig.wakes.get() == 2);
                rig.is(RESUMING);
                rig.is(GatewayRig.serving(engine.port()));
                assertThat(driver.getInputStream().read()).isEqualTo('x');
            }
        }
    }

    @Test
    void a_resume_that_fails_is_told_to_those_who_wait() throws IOException {
        try (GatewayRig rig = new GatewayRig(Speech.NEO4J, ASLEEP).started();
                Socket driver = driver(rig)) {
            await("it is woken").until(() -> rig.wakes.get() == 1);
            rig.is(RESUMING);
            rig.is(new Away("it is paused", Until.WOKEN));
            assertThat(words(driver)).contains("it is paused", "Neo.ClientError.Security.Forbidden");
        }
    }

    @Test
    void one_that_does_not_come_up_is_not_waited_for_for_ever() throws IOException {
        try (GatewayRig rig = new GatewayRig(Speech.NEO4J, ASLEEP).started();
                Socket driver = driver(rig)) {
            assertThat(words(driver)).contains("takes longer than connections are held", "Neo.TransientError");
            assertThat(rig.refused(Refusal.AWAY)).isEqualTo(1);
        }
    }

    @Test
    void garbage_and_clients_that_no_rule_allows_wake_nobody() throws IOException {
        try (GatewayRig rig = new GatewayRig(Speech.NEO4J, ASLEEP).started()) {
            try (Socket garbage = rig.secure()) {
                garbage.getOutputStream().write("garbage, garbage".getBytes(UTF_8));
                assertThat(garbage.getInputStream().readAllBytes()).isEmpty();
            }
            rig.allow(AllowedAddresses.in(List.of(new IpRange("203.0.113.0/24"))));
            try (Socket stranger = driver(rig)) {
                assertThat(words(stranger)).contains("no network rule");
            }
            assertThat(rig.wakes).hasValue(0);
        }
    }

    @Test
    void a_client_that_waits_for_its_answer_is_told_from_one_that_only_exists() throws IOException {
        try (Backend engine = Backend.scripted();
                GatewayRig rig = new GatewayRig(Speech.NEO4J, GatewayRig.serving(engine.port())).started();
                Socket driver = driver(rig);
                Socket silent = rig.secure()) {
            await("the engine is asked").until(() -> rig.use().unanswered() == 1);
            engine.say(NOOP);
            assertThat(driver.getInputStream().readNBytes(2)).isEqualTo(NOOP);
            assertThat(rig.use().unanswered()).as("that was no answer").isEqualTo(1);
            engine.say(BOLT);
            assertThat(driver.getInputStream().readNBytes(BOLT.length)).isEqualTo(BOLT);
            assertThat(rig.use().unanswered()).isZero();
            assertThat(rig.use().connections()).isEqualTo(1);
            assertThat(silent.isConnected()).isTrue();
        }
    }
}
