package io.graphstead.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Clients that mean no good, or badly made ones: they cost their own connection, and leave nothing behind. */
@Timeout(120)
class HostileClientsTest {
    private static final byte[] CLIENT_HELLO_CUT_SHORT = HexFormat.of().parseHex("16030100c8010000c40303aabbccdd");
    private static final byte[] SLOW_CLIENT_HELLO =
            HexFormat.of().parseHex("1603010063" + "0100005f0303" + "01".repeat(40));
    private static final byte[] NO_CLIENT_HELLO = HexFormat.of().parseHex("1603010005ffffffffff");

    private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();
    private final Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final ResourceLeakDetector.Level usual = ResourceLeakDetector.getLevel();

    @BeforeEach
    void watchForLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        leaks.start();
        detector.addAppender(leaks);
    }

    @AfterEach
    void stopWatching() {
        detector.detachAppender(leaks);
        ResourceLeakDetector.setLevel(usual);
    }

    private static int openFiles() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    /** Leaks are told of when buffers are made after what they leaked was collected. */
    private long leaked() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            List<ByteBuf> some = new ArrayList<>();
            for (int n = 0; n < 200; n++) {
                some.add(ByteBufAllocator.DEFAULT.buffer(16));
            }
            some.forEach(ByteBuf::release);
        }
        return leaks.list.stream()
                .filter(event -> event.getFormattedMessage().contains("LEAK"))
                .count();
    }

    private static GatewaySettings hasty() {
        return new GatewaySettings(
                "localhost",
                Optional.empty(),
                List.of(),
                0,
                2000,
                1000,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofHours(1));
    }

    private static void expectEnd(Socket client) {
        try (client) {
            client.getInputStream().readAllBytes();
        } catch (IOException reset) {
            // an end, too
        }
    }

    private static void sendAndExpectEnd(Socket client, byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
        client.getOutputStream().flush();
        expectEnd(client);
    }

    private static void slowly(Socket client, byte[] bytes) throws IOException, InterruptedException {
        try (client) {
            for (byte one : bytes) {
                client.getOutputStream().write(one);
                client.getOutputStream().flush();
                Thread.sleep(Duration.ofMillis(100)); // a slow sender is what this is
            }
        } catch (IOException hungUpOn) {
            return;
        }
        throw new AssertionError("a slow sender was listened to until its end");
    }

    @Test
    void the_watch_for_leaks_sees_one() {
        leakOne();
        await("the leak is told of").until(() -> leaked() > 0);
    }

    private static void leakOne() {
        ByteBufAllocator.DEFAULT.buffer(64).writeLong(1);
    }

    @Test
    void nothing_is_left_of_any_of_them_and_others_notice_nothing() throws Exception {
        long seed = System.nanoTime();
        Random dice = new Random(seed);
        try (Backend engine = Backend.echo();
                GatewayRig rig = new GatewayRig(Speech.NEO4J, GatewayRig.serving(engine.port(), engine.port()), hasty())
                        .started();
                Socket patient = rig.secure()) {
            byte[] bolt = HexFormat.of().parseHex("6060b017");
            patient.getOutputStream().write(bolt);
            assertThat(patient.getInputStream().readNBytes(4)).isEqualTo(bolt);
            expectEnd(rig.secure(rig.plain(), Optional.empty()));
            int filesBefore = openFiles();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    byte[] garbage = new byte[1 + dice.nextInt(300)];
                    dice.nextBytes(garbage);
                    all.add(clients.submit(() -> run(() -> sendAndExpectEnd(rig.plain(), garbage))));
                    all.add(clients.submit(() -> run(() -> sendAndExpectEnd(rig.secure(), garbage))));
                    all.add(clients.submit(() -> run(() -> sendAndExpectEnd(rig.plain(), CLIENT_HELLO_CUT_SHORT))));
                    all.add(clients.submit(() -> run(() -> sendAndExpectEnd(rig.plain(), NO_CLIENT_HELLO))));
                    all.add(clients.submit(
                            () -> run(() -> sendAndExpectEnd(rig.secure(), "GET /\r\n".getBytes(US_ASCII)))));
                    all.add(clients.submit(() ->
                            run(() -> sendAndExpectEnd(rig.secure(rig.plain(), Optional.empty()), garbage))));
                    all.add(clients.submit(() -> run(() ->
                            sendAndExpectEnd(rig.secure(rig.plain(), Optional.of("nobody.example.org")), garbage))));
                    all.add(clients.submit(() -> run(() -> rig.plain().close())));
                    all.add(clients.submit(() -> run(() -> rig.secure().close())));
                    all.add(clients.submit(() -> run(() -> expectEnd(rig.plain()))));
                    all.add(clients.submit(() -> run(() -> slowly(rig.plain(), SLOW_CLIENT_HELLO))));
                    all.add(clients.submit(() -> run(() -> slowly(
                            rig.secure(), "GET / HTTP/1.1\r\nHost: slow.example.org\r\n\r\n".getBytes(US_ASCII)))));
                }
                for (Future<?> client : all) {
                    try {
                        client.get();
                    } catch (ExecutionException failed) {
                        throw new AssertionError("seed " + seed, failed.getCause());
                    }
                }
            }
            patient.getOutputStream().write(bolt);
            assertThat(patient.getInputStream().readNBytes(4))
                    .as("others notice nothing")
                    .isEqualTo(bolt);
            assertThat(rig.refused(Refusal.GARBAGE)).isGreaterThan(20);
            assertThat(rig.refused(Refusal.TIMEOUT)).isGreaterThan(20);
            await("every place is free but one").until(() -> rig.placesTaken() == 1);
            await("every descriptor is closed").until(() -> openFiles() <= filesBefore);
        }
        assertThat(leaked()).as(() -> leaks.list.toString()).isZero();
    }

    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    /** To be hung up on is what they deserve, wherever they are by then. */
    private static void run(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException hungUpOn) {
            return;
        } catch (InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void two_hundred_at_once_are_each_served_and_leave_nothing() throws Exception {
        int filesBefore = openFiles();
        try (Backend engine = Backend.echo();
                GatewayRig rig = new GatewayRig(Speech.ANY, GatewayRig.serving(engine.port())).started()) {
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    String word = "client " + (1000 + i);
                    answers.add(clients.submit(() -> {
                        try (Socket client = rig.secure()) {
                            client.getOutputStream().write(word.repeat(5000).getBytes(US_ASCII));
                            byte[] back = client.getInputStream().readNBytes(word.length() * 5000);
                            return new String(back, US_ASCII).equals(word.repeat(5000)) ? "same" : "other";
                        }
                    }));
                }
                for (Future<String> answer : answers) {
                    assertThat(answer.get()).isEqualTo("same");
                }
            }
            assertThat(rig.metric("connections.opened")).isEqualTo(200);
            await("all have gone").until(() -> rig.metric("connections") == 0 && engine.openConnections() == 0);
        }
        await("every descriptor is closed").until(() -> openFiles() <= filesBefore + 10);
        assertThat(leaked()).as(() -> leaks.list.toString()).isZero();
    }
}
