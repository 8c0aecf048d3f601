package io.graphstead.fleet;

import io.graphstead.api.ADeployment;
import io.graphstead.identity.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Measurements for tests of the dialects: of every deployment the same. */
public final class MemoryMeasurements extends Measurements {
    public MemoryMeasurements() {
        super(null, null, null, null, null, null);
    }

    @Override
    public Measurement of(Caller caller, DeploymentId id) {
        return new Measurement(
                id,
                ADeployment.DEV.id(),
                "odd \"name\"",
                true,
                OptionalLong.of(500),
                1000,
                Optional.of(Duration.ofMillis(1500)),
                2,
                OptionalLong.empty(),
                OptionalLong.of(77),
                5L << 30,
                OptionalLong.of(3),
                Optional.of(Duration.ofSeconds(90)),
                Optional.of(new ConnectionUse.Counters(2, 9, 1000, 2000, 4, 0)),
                ADeployment.BORN);
    }
}
