package io.graphstead.platform.log;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What the server's own log tells, and how much of it is kept. */
@ConfigurationProperties("graphstead.log")
public record LogSettings(
        @Bindable(defaultValue = "info")
        @Describe("From which level on the server's log in the data folder (logs/server.log) tells.")
        Level level,

        @Bindable(defaultValue = "10")
        @Min(1)
        @Max(10_000)
        @Describe("How large, in MB, the log grows before a new one is begun and the old one compressed.")
        int fileMb,

        @Bindable(defaultValue = "200") @Min(10) @Max(1_000_000) @Describe("How much of the log is kept in all, in MB.")
        int keptMb,

        @Bindable(defaultValue = "30") @Min(1) @Max(10_000) @Describe("How many days of the log are kept.")
        int keptDays) {
    /** From silent to talkative. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}
