package io.graphstead.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graphstead.api.TestClock;
import io.graphstead.refusal.Refusal.TooManyRequests;
import io.graphstead.refusal.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private final TestClock clock = new TestClock();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    /** Zero when the try was let through. */
    private Duration wait(String email) {
        Refused refused = catchThrowableOfType(Refused.class, () -> throttle.beforeTry(email));
        return refused == null ? Duration.ZERO : ((TooManyRequests) refused.refusal()).retryAfter();
    }

    @Test
    void after_five_failures_each_next_try_waits_twice_as_long_up_to_a_minute() {
        for (int free = 0; free < 5; free++) {
            assertThat(wait("a")).isZero();
        }
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            assertThat(wait("a")).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(wait("a")).as("asking too soon does not make it longer").isEqualTo(Duration.ofSeconds(seconds));
            clock.forward(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(wait("a")).as("rounded up").isEqualTo(Duration.ofSeconds(1));
            clock.forward(Duration.ofMillis(1));
            assertThat(wait("a")).isZero();
        }
    }

    @Test
    void others_are_not_slowed_down() {
        for (int tries = 0; tries < 20; tries++) {
            wait("a");
        }
        assertThat(wait("b")).isZero();
    }

    @Test
    void a_success_and_a_quarter_of_an_hour_forgive() {
        for (int tries = 0; tries < 5; tries++) {
            wait("a");
        }
        assertThat(wait("a")).isPositive();
        throttle.succeeded("a");
        assertThat(wait("a")).isZero();
        for (int tries = 0; tries < 10; tries++) {
            wait("a");
        }
        clock.forward(Duration.ofMinutes(15));
        for (int free = 0; free < 5; free++) {
            assertThat(wait("a")).isZero();
        }
    }

    @Test
    void many_addresses_do_not_fill_the_memory() {
        for (int tries = 0; tries < 6; tries++) {
            wait("first");
        }
        for (int other = 0; other < 10_000; other++) {
            wait("other" + other);
        }
        assertThatCode(() -> throttle.beforeTry("first")).as("forgotten").doesNotThrowAnyException();
    }
}
