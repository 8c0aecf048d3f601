package io.graphstead.runtime.process.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private static final SmallSite.Answer YES = SmallSite.file(new byte[10], "\"tag\"");

    private final HandClock clock = new HandClock();
    private SmallSite site;

    @BeforeEach
    void open() throws IOException {
        site = new SmallSite();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void what_is_there_is_believed_for_ten_minutes_and_then_asked_for_while_it_is_still_believed() {
        site.on("/a", YES);
        Reachability reachability = reachability(Duration.ofSeconds(5));
        assertThat(reachability.whyNot(site.at("/a"))).isEmpty();
        clock.add(Duration.ofMinutes(9));
        assertThat(reachability.whyNot(site.at("/a"))).isEmpty();
        assertThat(site.asked).containsExactly("HEAD /a");

        site.on("/a", SmallSite.status(404));
        clock.add(Duration.ofMinutes(2));
        assertThat(reachability.whyNot(site.at("/a"))).as("the old answer").isEmpty();
        Awaitility.await().until(() -> reachability.whyNot(site.at("/a")).isPresent());
        assertThat(site.asked).hasSize(2);
    }

    @Test
    void what_is_not_there_is_asked_for_again_after_a_minute() {
        Reachability reachability = reachability(Duration.ofSeconds(5));
        assertThat(reachability.whyNot(site.at("/a")))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("no such file", site.at("/a").toString()));
        clock.add(Duration.ofSeconds(50));
        assertThat(reachability.whyNot(site.at("/a"))).isPresent();
        assertThat(site.asked).hasSize(1);
        site.on("/a", YES);
        clock.add(Duration.ofSeconds(20));
        Awaitility.await().until(() -> reachability.whyNot(site.at("/a")).isEmpty());
        assertThat(site.asked).hasSize(2);
    }

    @Test
    void an_answer_that_is_too_old_is_not_given_any_more() {
        site.on("/a", YES);
        Reachability reachability = reachability(Duration.ofSeconds(5));
        assertThat(reachability.whyNot(site.at("/a"))).isEmpty();
        site.on("/a", SmallSite.status(404));
        clock.add(Duration.ofHours(2));
        assertThat(reachability.whyNot(site.at("/a"))).isPresent();
    }

    @Test
    void many_askers_ask_once() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        site.on("/a", exchange -> {
            await(all);
            YES.to(exchange);
        });
        Reachability reachability = reachability(Duration.ofSeconds(30));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<Optional<String>> ask = () -> reachability.whyNot(site.at("/a"));
            List<Future<Optional<String>>> answers = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(ask))
                    .toList();
            Awaitility.await().until(() -> !site.asked.isEmpty());
            all.countDown();
            for (Future<Optional<String>> answer : answers) {
                assertThat(answer.get()).isEmpty();
            }
        }
        assertThat(site.asked).hasSize(1);
    }

    @Test
    void nobody_waits_long_for_a_site_that_is_silent_however_many_files_are_asked_for() {
        site.on("/a", site.silent()).on("/b", site.silent()).on("/c", site.silent());
        Reachability reachability = reachability(Duration.ofMillis(400));
        long start = System.nanoTime();
        for (String path : List.of("/a", "/b", "/c", "/a")) {
            assertThat(reachability.whyNot(site.at(path)))
                    .hasValueSatisfying(why -> assertThat(why).contains("has not answered yet"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(400), Duration.ofMillis(1150));
    }

    @Test
    void a_site_that_takes_no_connections_is_named() {
        URI nobody = site.at("/a");
        site.close();
        assertThat(reachability(Duration.ofSeconds(5)).whyNot(nobody))
                .hasValueSatisfying(why -> assertThat(why).contains("127.0.0.1 cannot be reached"));
    }

    @Test
    void a_site_that_does_not_know_head_is_asked_for_one_byte() {
        site.on("/a", exchange -> {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            (head ? SmallSite.status(405) : YES).to(exchange);
        });
        assertThat(reachability(Duration.ofSeconds(5)).whyNot(site.at("/a"))).isEmpty();
        assertThat(site.asked).containsExactly("HEAD /a", "GET /a");
    }

    private Reachability reachability(Duration patience) {
        return new Reachability(
                new ReleaseSite(Duration.ofSeconds(5)),
                Duration.ofSeconds(20),
                new Reachability.Times(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofHours(1), patience),
                clock);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A clock that is moved by hand. */
    private static final class HandClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

        void add(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
