package io.graphstead.runtime.process;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the runtime of this machine. */
@Factory
final class ProcessRuntimeFactory {
    @Singleton
    @Bean(preDestroy = "close")
    ProcessRuntime processRuntime(RuntimeRoot root, ProcessSettings settings, Programs programs, Clock clock) {
        return new ProcessRuntime(root, settings, programs, clock);
    }
}
