package io.graphstead.fleet;

import io.graphstead.runtime.OutputLine;
import io.graphstead.runtime.OutputPosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Somebody who reads what a deployment writes as it is written. Asked by one thread; closed by any. */
public final class LogFollower implements AutoCloseable {
    /** How soon a new line is seen. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(400);

    private static final int MOST_LINES = 500;

    /** Reads lines after a position, or without one the last. */
    interface Source {
        List<OutputLine> read(Optional<OutputPosition> after, int lines);
    }

    private final Source source;
    private final BooleanSupplier stillThere;
    private final Runnable whenClosed;
    private final Clock clock;
    private final Instant until;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<OutputPosition> position;
    private int firstLines;

    LogFollower(
            Source source,
            BooleanSupplier stillThere,
            Runnable whenClosed,
            Clock clock,
            Instant until,
            Optional<OutputPosition> position,
            int firstLines) {
        this.source = source;
        this.stillThere = stillThere;
        this.whenClosed = whenClosed;
        this.clock = clock;
        this.until = until;
        this.position = position;
        this.firstLines = firstLines;
    }

    /**
     * Waits for lines, no longer than the patience.
     *
     * @return what was written since the last time, or nothing within the patience; empty when there will be no more
     */
    public Optional<List<LogLine>> next(Duration patience) {
        Instant giveUp = clock.instant().plus(patience);
        try {
            while (true) {
                if (closed.getCount() == 0 || isOver()) {
                    return Optional.empty();
                }
                List<OutputLine> lines = source.read(position, position.isPresent() ? MOST_LINES : firstLines);
                if (!lines.isEmpty()) {
                    position = Optional.of(lines.getLast().position());
                    return Optional.of(lines.stream().map(LogLine::of).toList());
                }
                if (!stillThere.getAsBoolean()) {
                    return Optional.empty();
                }
                if (!clock.instant().isBefore(giveUp)) {
                    return Optional.of(List.of());
                }
                if (closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Optional.empty();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    boolean isOver() {
        return !clock.instant().isBefore(until);
    }

    /** Ends it, whoever waits in {@link #next}. */
    @Override
    public synchronized void close() {
        if (closed.getCount() > 0) {
            closed.countDown();
            whenClosed.run();
        }
    }
}
