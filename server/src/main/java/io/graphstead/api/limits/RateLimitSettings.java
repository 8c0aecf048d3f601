package io.graphstead.api.limits;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How much one client may ask, far above what polling needs: GrapheneDB contract §1.
 *
 * @param perSecond how fast a client's allowance grows again
 * @param burst the most that the allowance can be
 * @param wrongCredentialsPerMinute how fast an address' allowance of failures grows again, and the most that it can be
 */
@ConfigurationProperties("graphstead.api.rate-limit")
public record RateLimitSettings(
        @Bindable(defaultValue = "50")
        @Min(1)
        @Max(1_000_000)
        @Describe("How many requests a second one API client or person may send; those above are answered with 429."
                + " The installation's own token is not limited.")
        int perSecond,

        @Bindable(defaultValue = "200")
        @Min(1)
        @Max(1_000_000)
        @Describe("How many requests one API client or person may send at once after a pause.")
        int burst,

        @Bindable(defaultValue = "300")
        @Min(1)
        @Max(1_000_000)
        @Describe("How many wrong credentials a minute one address may send to where tokens are given out; those above"
                + " are answered with 429.")
        int wrongCredentialsPerMinute) {}
