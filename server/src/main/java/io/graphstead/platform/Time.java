package io.graphstead.platform;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The one clock: whoever asks for the time has it injected, as {@link Clock} or {@link java.time.InstantSource}. */
@Factory
final class Time {
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
