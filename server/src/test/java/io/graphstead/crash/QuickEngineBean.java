package io.graphstead.crash;

import io.graphstead.engine.Engine;
import io.graphstead.testing.quick.QuickEngine;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Gives servers that are started on the tests' class path the quick engine; a catalogue has to offer it besides. */
@Factory
final class QuickEngineBean {
    /** Slow enough to be seen starting. */
    @Singleton
    Engine quick() {
        return QuickEngine.with("delayMillis", "300");
    }
}
