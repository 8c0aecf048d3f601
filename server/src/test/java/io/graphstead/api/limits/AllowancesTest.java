package io.graphstead.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AllowancesTest {
    private final Allowances allowances =
            new Allowances(1, 1, Duration.ofMinutes(1), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void the_quietest_are_forgotten_and_the_latest_are_not() {
        allowances.take("first");
        for (int i = 1; i < Allowances.REMEMBERED; i++) {
            allowances.take("name" + i);
        }
        assertThatThrownBy(() -> allowances.take("first")).isInstanceOf(Refused.class);
        allowances.take("one more");
        assertThat(allowances.remembered()).isEqualTo(Allowances.REMEMBERED);
        assertThatThrownBy(() -> allowances.take("first")).as("heard of lately").isInstanceOf(Refused.class);
        assertThatCode(() -> allowances.take("name1")).as("forgotten").doesNotThrowAnyException();
    }

    @Test
    void looking_takes_nothing() {
        allowances.look("one");
        allowances.look("one");
        allowances.take("one");
        assertThatThrownBy(() -> allowances.look("one"))
                .isInstanceOf(Refused.class)
                .hasMessage("too many requests; try again in 60 s");
    }
}
