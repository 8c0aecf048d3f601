package io.graphstead.audit;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How long events are kept. */
@ConfigurationProperties("graphstead.audit")
public record AuditSettings(
        @Bindable(defaultValue = "365")
        @Min(1)
        @Max(36_500)
        @Describe("How many days audit events are kept; once a day older ones are removed.")
        int keptDays) {}
