package io.graphstead.identity;

import io.graphstead.refusal.Refusal.TooManyRequests;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing of one person's password: five failures are free, then each makes the next try wait twice as long,
 * up to a minute. Someone who is locked out by a stranger's guesses therefore waits a minute at most. Counts addresses
 * that nobody has as well, else it would tell them apart.
 */
@Singleton
class SignInThrottle {
    private static final int FREE_FAILURES = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;

    private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last) {
        Duration pause() {
            if (count < FREE_FAILURES) {
                return Duration.ZERO;
            }
            Duration pause = Duration.ofSeconds(1L << Math.min(count - FREE_FAILURES, 10));
            return pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
        }
    }

    /**
     * Counts the try as failed until {@link #succeeded} takes it back, so that tries made at once are counted too.
     *
     * @throws Refused with {@link TooManyRequests} when it comes too soon; such a try is not counted
     */
    synchronized void beforeTry(String email) {
        Instant now = clock.instant();
        Failures before = failures.get(email);
        if (before == null || !now.isBefore(before.last().plus(FORGOTTEN_AFTER))) {
            failures.put(email, new Failures(1, now));
            return;
        }
        Instant again = before.last().plus(before.pause());
        if (now.isBefore(again)) {
            throw new Refused(new TooManyRequests(
                    Duration.between(now, again).plusMillis(999).truncatedTo(ChronoUnit.SECONDS)));
        }
        failures.put(email, new Failures(before.count() + 1, now));
    }

    synchronized void succeeded(String email) {
        failures.remove(email);
    }
}
