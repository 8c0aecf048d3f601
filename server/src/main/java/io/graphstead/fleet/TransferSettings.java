package io.graphstead.fleet;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How data comes in and goes out. */
@ConfigurationProperties("graphstead.transfer")
public record TransferSettings(
        @Bindable(defaultValue = "64")
        @Min(1)
        @Max(10_000)
        @Describe(
                "How large, in GB, an archive may be that is uploaded to be imported; a larger one is answered with 413.")
        int maxUploadGb,

        @Bindable(defaultValue = "24")
        @Min(1)
        @Max(8760)
        @Describe("How many hours an export can be downloaded before it is deleted.")
        int exportHours) {}
