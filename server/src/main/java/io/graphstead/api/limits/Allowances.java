package io.graphstead.api.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.graphstead.refusal.Refusal.TooManyRequests;
import io.graphstead.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One token bucket for each name that was heard of lately. The one that was quiet for longest is forgotten when there are
 * too many: it would mostly be full again anyway.
 */
final class Allowances {
    static final int REMEMBERED = 10_000;

    private final Bandwidth limit;
    private final TimeMeter time;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    Allowances(int most, int again, Duration in, Clock clock) {
        limit = Bandwidth.builder().capacity(most).refillGreedy(again, in).build();
        time = new ByClock(clock);
    }

    /** The injected clock as the buckets read it. */
    private record ByClock(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    /** @throws Refused when nothing is left of the allowance, saying when there will be */
    void take(String name) {
        ConsumptionProbe probe = bucket(name).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw tooMany(probe.getNanosToWaitForRefill());
        }
    }

    /** @throws Refused when nothing is left; takes nothing */
    void look(String name) {
        Bucket bucket = bucket(name);
        if (bucket.getAvailableTokens() <= 0) {
            throw tooMany(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        }
    }

    int remembered() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    private Bucket bucket(String name) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    name,
                    _ -> Bucket.builder()
                            .addLimit(limit)
                            .withCustomTimePrecision(time)
                            .build());
        }
    }

    /** Rounded up: whoever comes back after that time is let in. */
    private static Refused tooMany(long nanos) {
        long second = Duration.ofSeconds(1).toNanos();
        return new Refused(new TooManyRequests(Duration.ofSeconds(Math.max(1, (nanos + second - 1) / second))));
    }
}
