package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Two control planes that act at the same instant. */
final class Race {
    private Race() {}

    /** What one of them does. */
    interface Verb {
        void act();
    }

    /** The failures that the runtime's contract allows, of the first and of the other; anything else is thrown. */
    static List<Optional<RuntimeFailure>> race(Verb one, Verb other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Optional<RuntimeFailure>>> outcomes =
                    List.of(threads.submit(() -> outcome(start, one)), threads.submit(() -> outcome(start, other)));
            return List.of(
                    outcomes.getFirst().get(60, TimeUnit.SECONDS),
                    outcomes.getLast().get(60, TimeUnit.SECONDS));
        }
    }

    private static Optional<RuntimeFailure> outcome(CyclicBarrier start, Verb verb) throws Exception {
        start.await();
        return outcome(verb);
    }

    /** The failure that the runtime's contract allows, if there was one. */
    static Optional<RuntimeFailure> outcome(Verb verb) {
        try {
            verb.act();
            return Optional.empty();
        } catch (RuntimeFailure e) {
            return Optional.of(e);
        }
    }
}
